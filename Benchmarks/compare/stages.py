#!/usr/bin/env python3
"""Measures the stages of sdlog, with instructions: stages.py SDLOG-BENCH LOG [--bytes 64M] [--rounds 7]

Where the machine counts no instructions (perf_event_open), valgrind counts them on the first 4 MB, if it is
installed: three rounds less one round, so that what comes before the rounds does not count. Raw results go
to Benchmarks/results/stages-NAME.json, the table to standard output and to Benchmarks/README.md.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from measuring import machine
from tables import number, replace_block, table

ROOT = Path(__file__).resolve().parents[2]


def counted(bench: str, log: str, stage: str, rounds: int) -> tuple:
    """The instructions of a whole process, and the bytes that the stage works on."""
    run = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", bench,
         "--stage", stage, "--rounds", str(rounds), "--bytes", "4M", "--format", "json", log],
        capture_output=True, text=True, check=True)
    found = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    return int(found.group(1).replace(",", "")), json.loads(run.stdout)["stages"][0]["bytes"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("log")
    parser.add_argument("--bytes", default="64M")
    parser.add_argument("--rounds", default="7")
    parser.add_argument("--name", default="real", help="what the log is called in the results")
    parser.add_argument("--no-valgrind", action="store_true")
    parser.add_argument("--results", type=Path, default=ROOT / "Benchmarks/results")
    parser.add_argument("--no-readme", action="store_true", help="leave Benchmarks/README.md alone")
    arguments = parser.parse_args()
    output = subprocess.run(
        [arguments.bench, "--rounds", arguments.rounds, "--bytes", arguments.bytes, "--format", "json",
         arguments.log], capture_output=True, text=True, check=True)
    results = {"machine": machine(), **json.loads(output.stdout), "instructions_by": None}
    stages = results["stages"]
    if any(stage["instructions_per_byte"] is not None for stage in stages):
        results["instructions_by"] = "perf_event_open"
    elif shutil.which("valgrind") and shutil.which("strip") and not arguments.no_valgrind:
        results["instructions_by"] = "valgrind"
        with tempfile.TemporaryDirectory() as folder:
            # Some versions of valgrind give up at the debug information that Swift writes.
            bench = f"{folder}/sdlog-bench"
            subprocess.run(["strip", "--strip-debug", "-o", bench, arguments.bench], check=True)
            for stage in stages:
                one, count = counted(bench, arguments.log, stage["stage"], 1)
                three, _ = counted(bench, arguments.log, stage["stage"], 3)
                stage["instructions_per_byte"] = round((three - one) / 2 / max(count, 1), 4)
    arguments.results.mkdir(parents=True, exist_ok=True)
    path = arguments.results / f"stages-{arguments.name}.json"
    path.write_text(json.dumps(results, indent=1) + "\n")
    rows = [
        [f"`{stage['stage']}`", number(stage["bytes"] / 1e6), number(stage["mb_per_s"]),
         f"{100 * stage['spread']:.0f} %",
         "–" if stage["instructions_per_byte"] is None else number(stage["instructions_per_byte"])]
        for stage in stages]
    text = table(["stage", "MB", "MB/s", "spread", "instructions a byte"], rows)
    if not arguments.no_readme:
        replace_block(ROOT / "Benchmarks/README.md", f"stages {arguments.name}", text)
    print(text)


if __name__ == "__main__":
    main()
