#!/usr/bin/env python3
"""What a summary costs where much is known and little is new: increment.py SDLOG [--gigabytes 1] [--files 20].

Writes that many bytes of logs, half of them in one file, takes them in, appends 10 MB to the large file and adds
10 MB in a new one, and times summaries: with nothing new, and with each of the two. What it takes to read
10 MB alone is timed with an empty history.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

START = """\
Checkpoint files will always be loaded safely.
Total VRAM 24564 MB, total RAM 64216 MB
pytorch version: 2.4.1+cu121
Set vram state to: NORMAL_VRAM
Device: cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync
Using pytorch attention
ComfyUI version: 0.3.64
got prompt
"""


def session(chance: random.Random, size: int) -> str:
    parts = [START]
    length = len(START)
    while length < size:
        rate = chance.uniform(7.8, 8.2)
        frames = [
            f"\r{step * 5:3}%|{'█' * (step // 2):10}| {step}/20 [00:{int(step / rate):02}<00:02, {rate:.2f}it/s]"
            for step in range(21)
        ]
        parts.append("".join(frames) + "\n")
        length += len(parts[-1].encode())
    return "".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("sdlog")
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--folder")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sdlog-increment-", dir=options.folder))
    logs = folder / "logs"
    logs.mkdir()
    chance = random.Random(1)
    total = int(options.gigabytes * 1e9)

    def fill(path: Path, size: int) -> None:
        with path.open("a", newline="") as file:
            written = 0
            while written < size:
                text = session(chance, min(2_000_000, size - written))
                file.write(text)
                written += len(text.encode())

    fill(logs / "large.log", total // 2)
    for number in range(options.files):
        fill(logs / f"small-{number:03}.log", total // 2 // options.files)

    def summary(history: str, paths: list[Path] = [logs]) -> tuple[float, dict]:
        before = time.monotonic()
        run = subprocess.run(
            [options.sdlog, "summary", *map(str, paths), "--history", str(folder / history), "--format", "json",
             "--host", "studio", "--quiet"],
            capture_output=True, text=True, env=os.environ,
        )
        took = time.monotonic() - before
        if run.returncode not in (0, 1):
            print(run.stderr, file=sys.stderr)
            sys.exit(1)
        return took, json.loads(run.stdout)["quality"]

    result = {"bytes": sum(file.stat().st_size for file in logs.iterdir())}
    result["taking_in_s"], quality = summary("history.sqlite")
    result["sessions"], result["runs"] = quality["sessions"], quality["runs"]
    result["nothing_new_s"] = min(summary("history.sqlite")[0] for _ in range(3))
    more = folder / "more.log"
    fill(more, 10_000_000)
    result["reading_10_mb_alone_s"], _ = summary("alone.sqlite", [more])
    with (logs / "large.log").open("ab") as file:
        file.write(more.read_bytes())
    result["grown_by_10_mb_s"], quality = summary("history.sqlite")
    result["grown_new_bytes"] = quality["new_bytes"]
    fill(logs / "new.log", 10_000_000)
    result["new_file_of_10_mb_s"], quality = summary("history.sqlite")
    result["new_file_new_bytes"] = quality["new_bytes"]
    result["history_bytes"] = (folder / "history.sqlite").stat().st_size
    result["peak_mb_of_any_run"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in result.items()}, indent=1))
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
