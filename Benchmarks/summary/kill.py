#!/usr/bin/env python3
"""Kills `sdlog summary` at random moments and runs it again: kill.py SDLOG [--kills 200] [--seed 1].

What the second run leaves, report and history, has to equal what an undisturbed run leaves. Then two
summaries are started at once. The result is printed as JSON.
"""

import argparse
import importlib.util
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

arguments = sys.argv[1:]
spec = importlib.util.spec_from_file_location("year", Path(__file__).with_name("simulate-year.py"))
year = importlib.util.module_from_spec(spec)
spec.loader.exec_module(year)


def dump(history: Path) -> list[str]:
    """Everything in a history, row by row."""
    with sqlite3.connect(history) as file:
        return list(file.iterdump())


def read(report: Path) -> dict:
    """A report without the commands that it proposes, which name the history."""
    report = json.loads(report.read_text())
    del report["commands"]
    return report


def is_told(history: Path) -> bool:
    """Whether the second summary came to its end."""
    with sqlite3.connect(history) as file:
        return file.execute("SELECT COUNT(*) FROM summary").fetchone()[0] > 1


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("sdlog")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="sdlog-kill-"))
    logs = folder / "logs"
    logs.mkdir()
    base = folder / "base.sqlite"
    sources = [year.Source(number, options.seed, 60) for number in range(12)]
    for source in sources:
        source.plan = {57: ("drop", 0.25)}

    def night(number: int) -> None:
        for source in sources:
            source.change(number)
            source.write(logs, number, year.START + timedelta(days=number, hours=22))

    def command(history: Path, report: Path, day: int) -> list[str]:
        now = year.START + timedelta(days=day, hours=6)
        return [
            options.sdlog, "summary", str(logs), "--history", str(history), "--host-folders", "--quiet",
            "--format", "json", "--output", str(report), "--now", now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ]

    environment = os.environ | {"TZ": "UTC"}
    run = lambda line: subprocess.run(line, capture_output=True, text=True, env=environment)
    for number in range(50):
        night(number)
    first = run(command(base, folder / "first.json", 50))
    if first.returncode not in (0, 1):
        print(first.stderr, file=sys.stderr)
        return 1
    for number in range(50, 60):
        night(number)

    def copy(to: Path) -> Path:
        for file in folder.glob(f"{to.name}*"):
            file.unlink()
        shutil.copy(base, to)
        return to

    undisturbed = copy(folder / "undisturbed.sqlite")
    started = time.monotonic()
    run(command(undisturbed, folder / "undisturbed.json", 60))
    took = time.monotonic() - started
    expected = (read(folder / "undisturbed.json"), dump(undisturbed))
    chance = random.Random(options.seed)
    result = {
        "kills": 0, "ended_before_the_kill": 0, "same_report": 0, "same_history": 0, "sound": 0,
        "told_twice": 0, "left_over_files": 0, "seconds_undisturbed": round(took, 3),
        "new_regressions": sum(c["state"] == "new" for c in expected[0]["regressions"]),
    }
    while result["kills"] < options.kills:
        history = copy(folder / "killed.sqlite")
        report = folder / "killed.json"
        report.unlink(missing_ok=True)
        line = command(history, report, 60)
        process = subprocess.Popen(
            line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        time.sleep(chance.uniform(0, took * 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if is_told(history):
            result["ended_before_the_kill"] += 1
            run(line)
            again = read(report)
            result["told_twice"] += any(c["state"] == "new" for c in again["regressions"])
            continue
        result["kills"] += 1
        run(line)
        result["same_report"] += read(report) == expected[0]
        result["same_history"] += dump(history) == expected[1]
        check = run([options.sdlog, "history", "check", "--history", str(history)])
        result["sound"] += check.returncode == 0
        temporary = list(folder.glob("killed.json.*"))
        result["left_over_files"] += len(temporary)
        if result["kills"] % 20 == 0:
            print(json.dumps(result), file=sys.stderr, flush=True)
        for file in temporary:
            file.unlink()
    # Two at once, one of which waits and one of which does not.
    history = copy(folder / "both.sqlite")
    lines = [command(history, folder / f"both-{n}.json", 60) for n in range(2)]
    both = [
        subprocess.Popen(
            line + wait, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
        for line, wait in zip(lines, (["--wait", "60"], ["--wait", "60"]))
    ]
    result["two_at_once_status"] = sorted(process.wait() for process in both)
    reports = [json.loads((folder / f"both-{n}.json").read_text()) for n in range(2)]
    result["two_at_once_new"] = sorted(
        sum(c["state"] == "new" for c in report["regressions"]) for report in reports)
    result["two_at_once_sound"] = (
        run([options.sdlog, "history", "check", "--history", str(history)]).returncode == 0)
    both = [
        subprocess.Popen(
            command(copy(folder / "three.sqlite") if n == 0 else folder / "three.sqlite",
                    folder / f"three-{n}.json", 60) + ["--wait", "0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
        for n in range(2)
    ]
    words = [process.communicate()[1] for process in both]
    result["one_leaves_status"] = sorted(process.returncode for process in both)
    result["one_leaves_words"] = max(words, key=len).split("\n")[0]
    print(json.dumps(result, indent=1))
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
