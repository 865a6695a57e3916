#!/usr/bin/env python3
"""Measures sdlog and other programs on the same logs, in interleaved rounds, and writes tables.

    run.py SDLOG [--corpus SDLOG-CORPUS] [--logs FOLDER] [--rounds 7] [--quick] [--tables NAMES]

Corpora are made by `sdlog-corpus`, which is looked for beside SDLOG, and kept in --folder for the next
time. A program that would take longer than --limit seconds for a log is measured on the largest head of it
(256, 64, 16, 4 or 1 MB) that it can do in that time, and sdlog with it. Raw results go to Benchmarks/results,
tables to Benchmarks/README.md and the short one to README.md. Programs that are not installed are left out.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import peers as programs
from measuring import Contestant, Failed, TooSlow, machine, raw, rounds, run
from tables import write_tables

ROOT = Path(__file__).resolve().parents[2]
MIB = 1 << 20
TABLES = ["real", "text", "wide", "logs", "threads", "packed", "small"]
HEADS = [256, 64, 16, 4, 1]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Logs:
    """The logs that are measured, and heads of them."""

    def __init__(self, folder: Path, corpus: str) -> None:
        self.folder = folder
        self.corpus = corpus

    def make(self, mix: str, size: int, seed: int = 42, name: str | None = None) -> Path:
        path = self.folder / (name or f"{mix}-{size // MIB}.log")
        if not path.exists() or path.stat().st_size < size:
            say(f"makes {path.name}")
            with path.open("wb") as file:
                subprocess.run(
                    [self.corpus, "--mix", mix, "--bytes", str(size), "--seed", str(seed)],
                    stdout=file, check=True)
        return path

    def join(self, folder: Path, size: int) -> Path:
        """The files of a folder one behind the other, again and again up to a size."""
        path = self.folder / f"logs-{size // MIB}.log"
        parts = [part.read_bytes() for part in sorted(folder.rglob("*")) if part.is_file()]
        if not any(parts):
            sys.exit(f"{folder} holds no logs")
        with path.open("wb") as file:
            while file.tell() < size:
                for part in parts:
                    file.write(part if part.endswith(b"\n") else part + b"\n")
        return path

    def head(self, path: Path, size: int) -> Path:
        head = path.with_name(f"{path.stem}.head-{size // MIB}.log")
        if not head.exists() or head.stat().st_size != size or (
                head.stat().st_mtime < path.stat().st_mtime):
            # Not read into this process: what it holds counts as the least memory of its children.
            with head.open("wb") as target:
                subprocess.run(["head", "-c", str(size), str(path)], stdout=target, check=True)
        return head


def sized(logs: Logs, patterns, path: Path, limit: float) -> tuple:
    """For each peer the part of a log that it can do in the time: name -> size, 0 for the whole.

    Returns what is left out as well.
    """
    sizes, left_out = {}, []
    sample = logs.head(path, MIB)
    empty = logs.folder / "empty.log"
    empty.write_bytes(b"\n")
    for peer, base in zip(programs.peers(patterns, sample), programs.peers(patterns, empty)):
        try:
            # What compiling takes comes once, whatever the size.
            fixed = run(base, 5 * limit).cpu
            each = max(run(peer, 10 * limit).cpu - fixed, 1e-4)
        except (TooSlow, Failed) as error:
            say(f"left out: {peer.name}: {type(error).__name__} {error}")
            why = "fails" if isinstance(error, Failed) else "is too slow for 1 MB"
            left_out.append(f"{peer.name} {why}")
            continue
        whole = path.stat().st_size / MIB
        if fixed + each * whole <= limit:
            sizes[peer.name] = 0
        else:
            fits = [head for head in HEADS if head < whole and fixed + each * head <= limit]
            sizes[peer.name] = fits[0] * MIB if fits else MIB
    return sizes, left_out


def against_peers(arguments, logs: Logs, patterns, path: Path, chosen=None) -> dict:
    """sdlog and its peers on one log."""
    say(f"== {path.name}")
    sizes, left_out = sized(logs, patterns, path, arguments.limit)
    if chosen:
        left_out = [text for text in left_out if text.startswith(tuple(chosen))]
        sizes = {name: size for name, size in sizes.items() if name in chosen}
    parts = []
    for size in sorted(set(sizes.values()) | {0}, key=lambda size: size or float("inf"), reverse=True):
        file = path if size == 0 else logs.head(path, size)
        subprocess.run(["cat", str(file)], stdout=subprocess.DEVNULL, check=True)
        contestants = [programs.sdlog(arguments.sdlog, file)]
        contestants += [
            peer for peer in programs.peers(patterns, file) if sizes.get(peer.name) == size]
        say(f"{file.name}: {', '.join(c.name for c in contestants)}")
        costs = rounds(contestants, arguments.rounds, 20 * arguments.limit, say)
        notes = {contestant.name: contestant.note for contestant in contestants}
        parts.append({
            "bytes": file.stat().st_size, "is_head": size != 0,
            "programs": {
                name: {"note": notes[name], **raw(cost)} for name, cost in costs.items() if cost}})
    return {
        "log": path.name, "bytes": path.stat().st_size, "left_out": left_out, "parts": parts}


def plain(arguments, name: str, contestants: list, size: int, count: int | None = None) -> dict:
    """Contestants that do not depend on patterns."""
    say(f"== {name}")
    costs = rounds(contestants, count or arguments.rounds, 600, say)
    return {
        "log": name, "bytes": size,
        "programs": {name: raw(cost) for name, cost in costs.items() if cost}}


def with_threads(arguments, logs: Logs, size: int) -> list:
    big = logs.make("real", size)
    many = logs.folder / f"many-{size // MIB}"
    many.mkdir(exist_ok=True)
    for number in range(100):
        logs.make("real", size // 100, seed=number + 1, name=f"{many.name}/{number:03}.log")
    return [
        plain(arguments, label,
              [programs.sdlog(arguments.sdlog, path, jobs) for jobs in (1, 2)], total)
        for label, path, total in (
            ("one file", big, big.stat().st_size),
            ("100 files", many, sum(f.stat().st_size for f in many.iterdir())))]


def packed(arguments, logs: Logs, size: int) -> list:
    path = logs.make("real", size)
    results = []
    for program, suffix in (("gzip", "gz"), ("zstd", "zst")):
        if not shutil.which(program):
            say(f"left out: {program} is not installed")
            continue
        file = path.with_suffix(f".log.{suffix}")
        if not file.exists() or file.stat().st_mtime < path.stat().st_mtime:
            with file.open("wb") as target:
                subprocess.run([program, "-c", str(path)], stdout=target, check=True)
        results.append(plain(
            arguments, f".{suffix}",
            [programs.sdlog(arguments.sdlog, file, jobs=2, name="sdlog"),
             Contestant(f"{program} -dc", [[program, "-dc", str(file)]], highest_status=0,
                        discards=True)],
            path.stat().st_size))
    return results


def small(arguments, logs: Logs, patterns) -> dict:
    """What it costs to start."""
    path = logs.make("real", MIB)
    tiny = logs.folder / "tiny.log"
    with path.open("rb") as file:
        text = file.read(1024)
    tiny.write_bytes(text[:text.rfind(b"\n") + 1])
    contestants = [
        programs.sdlog(arguments.sdlog, tiny, name="sdlog scan"),
        Contestant("sdlog --help", [[arguments.sdlog, "--help"]], highest_status=0)]
    contestants += [
        peer for peer in programs.peers(patterns, tiny)
        if peer.name.startswith("rg") or peer.name == "wc -l"]
    return plain(arguments, "1 kB", contestants, tiny.stat().st_size, 3 * arguments.rounds)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sdlog", help="a static release build")
    parser.add_argument("--corpus", help="the generator (default: sdlog-corpus beside sdlog)")
    parser.add_argument("--logs", type=Path, help="real logs, joined to 256 MB")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--limit", type=float, default=2, help="seconds for a peer and a log")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "sdlog-compare")
    parser.add_argument("--results", type=Path, default=ROOT / "Benchmarks/results")
    parser.add_argument("--tables", default=",".join(TABLES),
                        help="measure these alone, and keep the others of the last time")
    parser.add_argument("--no-readme", action="store_true", help="leave the README files alone")
    arguments = parser.parse_args()
    arguments.sdlog = str(Path(arguments.sdlog).resolve())
    corpus = arguments.corpus or str(Path(arguments.sdlog).with_name("sdlog-corpus"))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    scale = 10 if arguments.quick else 1
    wanted = arguments.tables.split(",")
    results = {"schema_version": 1, "machine": machine(), "rounds": arguments.rounds,
               "limit_s": arguments.limit, "is_quick": arguments.quick,
               "versions": programs.versions()}
    logs = Logs(arguments.folder, corpus)
    say("asks each program which patterns it accepts")
    patterns = programs.Patterns(arguments.sdlog, arguments.folder)
    results["patterns"] = patterns.counts
    true = Contestant("true", [["true"]])
    # A child's peak begins with what the process held that started it.
    results["rss_floor_kib"] = run(true, 10).rss
    if "real" in wanted:
        results["real"] = against_peers(
            arguments, logs, patterns, logs.make("real", 1024 * MIB // scale))
    if "text" in wanted:
        results["text"] = against_peers(
            arguments, logs, patterns, logs.make("text", 256 * MIB // scale))
    if "wide" in wanted:
        results["wide"] = against_peers(
            arguments, logs, patterns, logs.make("wide", 256 * MIB // scale),
            chosen=["wc -l", "rg -c -f all", "rg -c -f short"])
    if "logs" in wanted and arguments.logs:
        results["logs"] = against_peers(
            arguments, logs, patterns, logs.join(arguments.logs, 256 * MIB // scale))
    if "threads" in wanted:
        results["threads"] = with_threads(arguments, logs, 1024 * MIB // scale)
    if "packed" in wanted:
        results["packed"] = packed(arguments, logs, 256 * MIB // scale)
    if "small" in wanted:
        results["small"] = small(arguments, logs, patterns)
    arguments.results.mkdir(parents=True, exist_ok=True)
    target = arguments.results / ("compare-quick.json" if arguments.quick else "compare.json")
    if target.exists() and set(wanted) != set(TABLES):
        # Those tables alone are measured again; machine and rounds stay those of the others.
        results = {**results, **json.loads(target.read_text()),
                   **{name: results[name] for name in wanted if name in results}}
    target.write_text(json.dumps(results, indent=1) + "\n")
    print(write_tables(results, None if arguments.quick or arguments.no_readme else ROOT))


if __name__ == "__main__":
    main()
