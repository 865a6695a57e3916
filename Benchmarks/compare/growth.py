#!/usr/bin/env python3
"""How time and memory grow with bytes, patterns and sessions: growth.py SDLOG [--largest 1G] [--rounds 3]

`sdlog-corpus` and `sdlog-bench` are looked for beside SDLOG. Logs are made in --folder one after the other
and removed. Raw results go to Benchmarks/results/growth.json, tables to Benchmarks/README.md.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True

import peers as programs
from measuring import machine, raw, rounds
from tables import number, replace_block, size, table

ROOT = Path(__file__).resolve().parents[2]
UNITS = {"k": 10, "M": 20, "G": 30}
SIZES = [1 << 20, 10 << 20, 100 << 20, 1 << 30, 10 << 30]
SESSIONS = [1, 100, 10_000, 1_000_000]
PATTERNS = [1, 10, 100, 1000, 5000]


def number_of_bytes(text: str) -> int:
    return int(text[:-1]) << UNITS[text[-1]] if text[-1] in UNITS else int(text)


class Growth:
    def __init__(self, arguments) -> None:
        self.arguments = arguments
        self.folder = Path(tempfile.mkdtemp(dir=arguments.folder))

    def scan(self, options: list) -> dict:
        """Makes a log, and measures a scan with one thread."""
        path = self.folder / "growth.log"
        with path.open("wb") as file:
            subprocess.run([self.arguments.corpus] + options, stdout=file, check=True)
        print(f"{' '.join(options)}: {path.stat().st_size} bytes", file=sys.stderr, flush=True)
        costs = rounds(
            [programs.sdlog(self.arguments.sdlog, path)], self.arguments.rounds, 3600,
            lambda text: print(text, file=sys.stderr))
        result = {"bytes": path.stat().st_size, **raw(costs.get("sdlog", []))}
        path.unlink()
        return result

    def bytes(self) -> list:
        largest = number_of_bytes(self.arguments.largest)
        return [
            self.scan(["--mix", "real", "--bytes", str(count)])
            for count in SIZES if count <= largest]

    def sessions(self) -> list:
        # Many sessions need some room; all logs have that of the most sessions that are asked for.
        most = self.arguments.sessions
        counts = [count for count in SESSIONS if count <= most]
        return [
            {"sessions": count, **self.scan(
                ["--mix", "real", "--bytes", str(2000 * most), "--sessions", str(count)])}
            for count in counts]

    def patterns(self) -> list:
        path = self.folder / "patterns.log"
        with path.open("wb") as file:
            subprocess.run(
                [self.arguments.corpus, "--mix", "text", "--bytes", "32M"], stdout=file, check=True)
        results = []
        for count in PATTERNS:
            output = subprocess.run(
                [self.arguments.bench, "--patterns", str(count), "--stage", "filter", "--stage", "match",
                 "--rounds", str(self.arguments.rounds), "--format", "json", str(path)],
                capture_output=True, check=True)
            stages = json.loads(output.stdout)["stages"]
            results.append({"patterns": count, **{stage["stage"]: stage for stage in stages}})
        path.unlink()
        return results


def tables(results: dict) -> str:
    blocks = []
    for key, head in (("bytes", "bytes"), ("sessions", "sessions")):
        rows = []
        for result in results[key]:
            if not result["cpu_s"]:
                continue
            cpu = median(result["cpu_s"])
            name = size(result["bytes"])
            rows.append([
                name if key == "bytes" else f"{result['sessions']:,} in {name}", f"{cpu:.2f}",
                number(result["bytes"] / 1e6 / cpu), f"{max(result['rss_kib']) / 1024:.0f}"])
        blocks.append(table([head, "processor, s", "MB/s", "memory, MB"], rows))
    rows = [
        [f"{result['patterns']:,}", number(result["filter"]["mb_per_s"]),
         number(result["match"]["mb_per_s"])] for result in results["patterns"]]
    blocks.append(table(["patterns", "filter, MB/s", "filter and PCRE2, MB/s"], rows))
    return "\n\n".join(blocks)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sdlog", help="a static release build")
    parser.add_argument("--largest", default="1G", help="the largest log, such as 10G")
    parser.add_argument("--sessions", type=int, default=1_000_000, help="the most sessions")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--results", type=Path, default=ROOT / "Benchmarks/results")
    parser.add_argument("--no-readme", action="store_true", help="leave Benchmarks/README.md alone")
    arguments = parser.parse_args()
    built = Path(arguments.sdlog).resolve()
    arguments.sdlog = str(built)
    arguments.corpus = str(built.with_name("sdlog-corpus"))
    arguments.bench = str(built.with_name("sdlog-bench"))
    growth = Growth(arguments)
    results = {
        "schema_version": 1, "machine": machine(), "rounds": arguments.rounds,
        "bytes": growth.bytes(), "sessions": growth.sessions(), "patterns": growth.patterns()}
    growth.folder.rmdir()
    arguments.results.mkdir(parents=True, exist_ok=True)
    (arguments.results / "growth.json").write_text(json.dumps(results, indent=1) + "\n")
    text = tables(results)
    if not arguments.no_readme:
        replace_block(ROOT / "Benchmarks/README.md", "growth", text)
    print(text)


if __name__ == "__main__":
    main()
