"""Runs commands and measures what they cost."""

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Cost:
    """What a command cost once: seconds of processor time, seconds on the clock, the peak of memory in KiB."""

    cpu: float
    wall: float
    rss: int
    status: int
    # What it printed, where that is short, such as a count of lines.
    printed: str


@dataclass
class Contestant:
    """Something to measure: one command, or several that pass their output on."""

    name: str
    # One list of arguments for each command of a pipe line; the first reads `stdin` where there is one.
    commands: list
    stdin: Path | None = None
    environment: dict = field(default_factory=dict)
    # The largest status that means success, such as grep's 1 for no match.
    highest_status: int = 1
    note: str = ""
    # Whether its output goes to /dev/null. grep stops at the first match if it does, so for others it
    # goes to a file.
    discards: bool = False


class TooSlow(Exception):
    """A command that took longer than it was given."""


class Failed(Exception):
    """A command that ended with an error."""


def run(contestant: Contestant, limit: float) -> Cost:
    """Runs a contestant once; raises `TooSlow` or `Failed`."""
    processes = []
    source = open(contestant.stdin, "rb") if contestant.stdin else subprocess.DEVNULL
    environment = dict(os.environ, **contestant.environment)
    output = open(os.devnull, "w+b") if contestant.discards else tempfile.TemporaryFile()
    start = time.perf_counter()
    for number, arguments in enumerate(contestant.commands):
        is_last = number == len(contestant.commands) - 1
        process = subprocess.Popen(
            arguments, stdin=source, stdout=output if is_last else subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment)
        if source is not subprocess.DEVNULL:
            source.close()
        source = process.stdout
        processes.append(process)
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        for process in processes:
            try:
                os.kill(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    timer = threading.Timer(limit, stop)
    timer.start()
    cpu, rss, status = 0.0, 0, 0
    for process in processes:
        # wait4 tells what this child alone used; children that are still running cannot be mistaken for it.
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        cpu += usage.ru_utime + usage.ru_stime
        rss = max(rss, usage.ru_maxrss)
        status = process.returncode
    wall = time.perf_counter() - start
    timer.cancel()
    if is_late.is_set():
        raise TooSlow(contestant.name)
    if status < 0 or status > contestant.highest_status:
        raise Failed(f"{contestant.name}: status {status}")
    output.seek(0)
    printed = output.read(100).decode(errors="replace").strip()
    output.close()
    return Cost(cpu, wall, rss, status, printed if len(printed) < 80 else "")


def rounds(contestants: list, count: int, limit: float, say=lambda text: None) -> dict:
    """Runs all contestants once in each round, and begins each round with another one.

    Returns the costs by name. A contestant that fails or is too slow is left out from then on.
    """
    costs = {contestant.name: [] for contestant in contestants}
    out = set()
    for number in range(count):
        turn = number % max(len(contestants), 1)
        for contestant in contestants[turn:] + contestants[:turn]:
            if contestant.name in out:
                continue
            try:
                costs[contestant.name].append(run(contestant, limit))
            except (TooSlow, Failed, FileNotFoundError) as error:
                out.add(contestant.name)
                costs.pop(contestant.name)
                say(f"left out: {type(error).__name__} {error}")
    return costs


def raw(costs: list) -> dict:
    """The costs of one contestant, for JSON."""
    return {
        "cpu_s": [round(cost.cpu, 6) for cost in costs],
        "wall_s": [round(cost.wall, 6) for cost in costs],
        "rss_kib": [cost.rss for cost in costs],
        "printed": costs[-1].printed.split(" ")[0] if costs else "",
    }


def machine() -> dict:
    """What the figures were measured on."""
    model = "unknown"
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": f"{os.uname().sysname} {os.uname().release}",
        "load_before": round(os.getloadavg()[0], 2),
    }
