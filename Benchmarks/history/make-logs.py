#!/usr/bin/env python3
"""Writes console logs as an image front end prints them: make-logs.py FOLDER LOGS RUNS."""

import random
import sys
from pathlib import Path

START = """\
Python 3.10.6 (tags/v3.10.6:9c7b4bd, Aug  1 2022, 21:53:49) [MSC v.1932 64 bit (AMD64)]
Version: v1.10.1
Commit hash: 82a973c04367123ae98bd9abdf80d9eda9b910e2
Launching Web UI with arguments: --xformers
Model loaded in 3.2s (load weights from disk: 0.5s).
"""


def main() -> None:
    folder, logs, runs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    for log in range(logs):
        with (folder / f"console-{log:05}.log").open("w", newline="") as file:
            for run in range(runs):
                if run % 100 == 0:
                    file.write(START)
                rate = chance.uniform(3, 4)
                for step in range(21):
                    seconds = int(step / rate)
                    file.write(
                        f"\r{step * 5:3}%|{'█' * (step // 2):10}| {step}/20"
                        f" [00:{seconds:02}<00:05,  {rate + chance.uniform(-0.1, 0.1):.2f}it/s]"
                    )
                file.write("\n")


main()
