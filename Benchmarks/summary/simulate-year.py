#!/usr/bin/env python3
"""Simulates a year of nightly logs of twelve machines and runs `sdlog summary` every morning.

    simulate-year.py SDLOG [--nights 365] [--sources 12] [--seed 1] [--real DIR] [--folder DIR] [--keep]

What changes is planted: drops and their ends, each with something that changed in the machine's
environment; changes of the environment that do nothing; single bad nights; nights without a run. The
result is printed as JSON: how many nights each drop took, whether the right suspect was named, how
often each was told as news, what was told that had not happened. The same seed gives the same year.

With --real, a folder of captured logs, a third of the machines replay what is in it: the start of a real
ComfyUI, and bars of a real session of diffusers, frame by frame, with their rates scaled. What real rates
do from run to run is then in the logs; only what is planted is added.
"""

import argparse
import gzip
import json
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

START = datetime(2025, 1, 6, tzinfo=timezone.utc)


def bar(rate: float, total: int, chance: random.Random) -> str:
    """A tqdm bar with a cold first step and a last frame that shows the mean."""
    frames = []
    for step in range(0, total + 1, max(1, total // 5)):
        mean = rate * (0.55 if step <= total // 5 else 1) * (1 + chance.gauss(0, 0.01))
        if step == total:
            mean = rate
        seconds = int(step / rate)
        left = int((total - step) / rate)
        filled = "█" * (step * 10 // total)
        shown = f"{mean:5.2f}it/s" if mean >= 1 else f"{1 / mean:5.2f}s/it"
        if step == 0:
            shown = "?it/s"
        frames.append(
            f"\r{step * 100 // total:3}%|{filled:10}| {step}/{total}"
            f" [{seconds // 60:02}:{seconds % 60:02}<{left // 60:02}:{left % 60:02}, {shown}]"
        )
    return "".join(frames) + "\n"


class Comfy:
    """ComfyUI, whose start names most of its environment."""

    facts = ["torch", "attention_backend", "frontend_version", "driver_cuda", "vram_state"]
    total = 20

    def __init__(self) -> None:
        self.torch, self.attention, self.version, self.vram = "2.4.1+cu121", "pytorch", 50, "NORMAL_VRAM"

    def start(self) -> list[str]:
        return [
            "Checkpoint files will always be loaded safely.",
            "Total VRAM 24564 MB, total RAM 64216 MB",
            f"pytorch version: {self.torch}",
            f"Set vram state to: {self.vram}",
            "Device: cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync",
            {
                "pytorch": "Using pytorch attention",
                "split": "Using split optimization for attention",
                "sub-quad": "Using sub quadratic optimization for attention, if you have memory or"
                " speed issues try using: --use-split-cross-attention",
            }[self.attention],
            "Python version: 3.11.7 (main, May  9 2026, 07:35:25) [GCC 12.2.0]",
            f"ComfyUI version: 0.3.{self.version}",
            "Starting server",
            "",
            "To see the GUI go to: http://127.0.0.1:8188",
            "got prompt",
        ]

    def bar(self, rate: float, chance: random.Random) -> tuple[str, float]:
        """A bar at a rate, and the rate that it shows."""
        return bar(rate, self.total, chance), rate

    def plant(self, chance: random.Random) -> str:
        """Changes something for the worse; returns the fact that shows it."""
        choices = ["torch", "attention_backend"]
        if self.attention == "sub-quad":
            choices.remove("attention_backend")
        if self.vram == "NORMAL_VRAM":
            choices.append("vram_state")
        kind = chance.choice(choices)
        if kind == "torch":
            self.torch = f"2.{int(self.torch.split('.')[1]) + 1}.0+cu121"
        elif kind == "attention_backend":
            self.attention = "split" if self.attention == "pytorch" else "sub-quad"
        else:
            self.vram = "LOW_VRAM"
        return kind

    def mend(self) -> None:
        self.attention, self.vram = "pytorch", "NORMAL_VRAM"

    def decoy(self) -> None:
        self.version += 1


class Replayed(Comfy):
    """ComfyUI whose start and bars are those of captured logs: all but what is planted."""

    FRAME = re.compile(r"\| (\d+)/(\d+) \[[\d:]+<[\d:?]+, *([\d.?]+)(it/s|s/it)")
    START = "comfyui_cpu_run.log"
    BARS = "series_gpu_noise.log"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        start = (folder / self.START).read_text(encoding="utf-8", errors="replace")
        self.lines = start.split("got prompt")[0].replace("\r", "").splitlines()
        self.captured_torch = re.search(r"pytorch version: (\S+)", start)[1]
        self.bars: list[tuple[str, float]] = []
        for line in (folder / self.BARS).read_bytes().decode().split("\n"):
            frames = self.FRAME.findall(line)
            # The bars of steps, not those of what is loaded before the first.
            if frames and "Loading" not in line and frames[-1][0] == frames[-1][1]:
                number, unit = float(frames[-1][2]), frames[-1][3]
                self.bars.append((line, number if unit == "it/s" else 1 / number))
        self.total = int(self.FRAME.findall(self.bars[0][0])[0][1])
        self.middle = statistics.median(rate for _, rate in self.bars)
        self.next = 0

    def start(self) -> list[str]:
        own = super().start()
        mine = {
            "pytorch version": own[2], "Set vram state": own[3], "ComfyUI version": own[7],
            "Using sub quadratic": own[5],
        }
        lines = [next((new for old, new in mine.items() if line.startswith(old)), line) for line in self.lines]
        return [line.replace(self.captured_torch, self.torch) for line in lines] + ["got prompt"]

    def bar(self, rate: float, chance: random.Random) -> tuple[str, float]:
        text, real = self.bars[self.next % len(self.bars)]
        self.next += 1
        scale = rate / self.middle

        def scaled(frame: re.Match) -> str:
            done, total = int(frame[1]), int(frame[2])
            if "?" in frame[3]:
                return frame[0]
            shown = (float(frame[3]) if frame[4] == "it/s" else 1 / float(frame[3])) * scale
            passed, left = int(done / (real * scale)), int((total - done) / shown)
            speed = f"{shown:5.2f}it/s" if shown >= 1 else f"{1 / shown:5.2f}s/it"
            return f"| {done}/{total} [{passed // 60:02}:{passed % 60:02}<{left // 60:02}:{left % 60:02}, {speed}"

        return self.FRAME.sub(scaled, text) + "\n", real * scale


class Source:
    """A machine with one log: what it writes, and when it is slower."""

    def __init__(self, number: int, seed: int, nights: int, real: Path | None = None) -> None:
        self.name = f"studio-{number + 1:02}"
        self.kind = ("nightly", "growing", "rotated")[number % 3]
        self.chance = random.Random(f"{seed}/{number}")
        self.program = Replayed(real) if real and number in (1, 3, 8, 11) else Comfy()
        self.level = self.chance.uniform(1.5, 12)
        self.noise = self.chance.uniform(0.008, 0.02)
        self.between = self.chance.uniform(0.003, 0.009)
        self.runs = self.chance.randint(10, 24)
        # Two workloads under one name, as with a resolution that the program does not print.
        self.hidden = 0.8 if number % 6 == 4 else None
        self.factor = 1.0
        self.plan: dict[int, tuple[str, float]] = {}
        self.drops: list[dict] = []
        self.recoveries: list[dict] = []
        self.decoys = 0
        night = self.chance.randint(25, 45)
        while night < nights - 15:
            self.plan[night] = ("drop", self.chance.uniform(0.10, 0.35))
            stay = self.chance.randint(15, 45)
            if night + stay < nights - 15 and self.chance.random() < 0.8:
                self.plan[night + stay] = ("mend", 0)
                night += stay
            night += self.chance.randint(45, 110)
        self.busy_nights = 0
        self.open: dict | None = None

    def change(self, night: int) -> None:
        planned = self.plan.get(night)
        if planned and planned[0] == "drop":
            self.factor *= 1 - planned[1]
            fact = self.program.plant(self.chance)
            self.open = {
                "host": self.name, "night": night, "size": round(planned[1], 3), "fact": fact,
                "told": [], "nights": 0, "delay": None, "suspect": False, "first": False,
            }
            self.drops.append(self.open)
        elif planned:
            self.factor = 1.0
            self.program.mend()
            self.recoveries.append(
                {"host": self.name, "night": night, "told": [], "of": self.open}
            )
            self.open = None
        elif self.chance.random() < 1 / 40 and night > 5:
            # Not on the nights around a planted change, where it would be a suspect in its own right.
            if all(abs(night - other) > 3 for other in self.plan):
                self.program.decoy()
                self.decoys += 1

    def session(self, night: int, start: datetime) -> str | None:
        chance = self.chance
        if chance.random() < 0.04:
            return None
        self.busy_nights += 1
        if self.open:
            self.open["nights"] += 1
        level = self.level * self.factor * math.exp(chance.gauss(0, self.between))
        # Another program on the GPU for one night.
        near = any(night - 3 <= other <= night for other in self.plan)
        if chance.random() < 0.012 and not near:
            level *= chance.uniform(0.6, 0.85)
        lines = [line + "\n" for line in self.program.start()]
        for run in range(self.runs + chance.randint(-4, 4)):
            # Captured rates have a noise of their own.
            noise = chance.gauss(0, self.noise)
            rate = level * (1 if isinstance(self.program, Replayed) else math.exp(noise))
            if self.hidden and chance.random() < 0.35:
                rate *= self.hidden
            if run == 0:
                rate *= chance.uniform(0.6, 0.85)
            elif chance.random() < 0.02:
                rate *= chance.uniform(0.4, 0.8)
            text, rate = self.program.bar(rate, chance)
            lines.append(text)
            lines.append(f"Prompt executed in {self.program.total / rate:.2f} seconds\n")
        if self.kind != "nightly":
            return "".join(lines)
        stamped = []
        at = start
        for line in lines:
            stamped.append(at.strftime("%Y-%m-%dT%H:%M:%S.%f000Z ") + line)
            at += timedelta(seconds=20)
        return "".join(stamped)

    def write(self, folder: Path, night: int, start: datetime) -> None:
        text = self.session(night, start)
        home = folder / self.name
        home.mkdir(exist_ok=True)
        log = home / "comfyui.log"
        end = (start + timedelta(hours=3)).timestamp()
        if self.kind == "nightly":
            if text:
                log = home / f"comfyui-{start:%Y%m%d}.txt"
                log.write_text(text, newline="")
        elif self.kind == "growing":
            if text:
                with log.open("a", newline="") as file:
                    file.write(text)
        else:
            oldest = home / "comfyui.log.7.gz"
            oldest.unlink(missing_ok=True)
            for number in range(6, 1, -1):
                if (packed := home / f"comfyui.log.{number}.gz").exists():
                    packed.rename(home / f"comfyui.log.{number + 1}.gz")
            if (last := home / "comfyui.log.1").exists():
                packed = home / "comfyui.log.2.gz"
                with gzip.open(packed, "wb") as file:
                    file.write(last.read_bytes())
                os.utime(packed, (last.stat().st_mtime,) * 2)
                last.unlink()
            if log.exists():
                log.rename(last)
            log.write_text(text or "", newline="")
        if log.exists() and text:
            os.utime(log, (end, end))


def tell(change: dict, night: int) -> None:
    """Notes the night of a report that tells a change: of the steps, of whole prompts, or of both."""
    if night not in change["told"]:
        change["told"].append(night)


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sdlog")
    arguments.add_argument("--nights", type=int, default=365)
    arguments.add_argument("--sources", type=int, default=12)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--folder")
    arguments.add_argument("--keep", action="store_true")
    arguments.add_argument("--real", type=Path, help="a folder of captured logs, of which some machines replay")
    options = arguments.parse_args()
    folder = Path(options.folder or tempfile.mkdtemp(prefix="sdlog-year-"))
    logs = folder / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    history = folder / "history.sqlite"
    sources = [Source(n, options.seed, options.nights, options.real) for n in range(options.sources)]
    false_alarms: list[dict] = []
    other: list[dict] = []
    spent = []
    for night in range(options.nights):
        evening = START + timedelta(days=night, hours=22)
        for source in sources:
            source.change(night)
            source.write(logs, night, evening)
        morning = START + timedelta(days=night + 1, hours=6)
        before = time.monotonic()
        run = subprocess.run(
            [
                options.sdlog, "summary", str(logs), "--history", str(history), "--host-folders",
                "--format", "json", "--quiet", "--now", morning.strftime("%Y-%m-%dT%H:%M:%SZ"),
            ],
            capture_output=True, text=True, env=os.environ | {"TZ": "UTC"},
        )
        spent.append(time.monotonic() - before)
        if run.returncode not in (0, 1):
            print(run.stderr, file=sys.stderr)
            return 1
        report = json.loads(run.stdout)
        first = START.date()
        for change in report["regressions"]:
            if change["state"] != "new":
                continue
            place = (datetime.fromisoformat(change["night"]).date() - first).days
            names = [suspect.get("fact") or suspect.get("finding") for suspect in change["suspects"]]
            match = [
                drop for source in sources for drop in source.drops
                if drop["host"] == change["host"] and -2 <= place - drop["night"] <= 6
            ]
            if not match:
                false_alarms.append(
                    {"host": change["host"], "told": night, "night": place, "change": round(change["change"], 3)}
                )
                continue
            drop = match[-1]
            if not drop["told"]:
                drop["delay"] = drop["nights"]
                drop["suspect"] = drop["fact"] in names
                drop["first"] = names[:1] == [drop["fact"]]
                drop["measured"] = round(-change["change"], 3)
            tell(drop, night)
        for change in report["improvements"]:
            if change["state"] == "recovered":
                match = [
                    item for source in sources for item in source.recoveries
                    if item["host"] == change["host"] and 0 <= night - item["night"] <= 10
                ]
                if match:
                    tell(match[-1], night)
                    continue
            other.append(
                {"host": change["host"], "state": change["state"], "told": night, "change": round(change["change"], 3)}
            )
    drops = [drop for source in sources for drop in source.drops]
    recoveries = [item for source in sources for item in source.recoveries]
    delays = sorted(drop["delay"] for drop in drops if drop["delay"] is not None)
    by_source = {s.name: sum(alarm["host"] == s.name for alarm in false_alarms) for s in sources}
    result = {
        "nights": options.nights, "sources": options.sources, "seed": options.seed,
        "replayed": sum(isinstance(source.program, Replayed) for source in sources),
        "drops": len(drops), "drops_told": len(delays),
        "told_within_3_nights": sum(delay <= 3 for delay in delays),
        "delays": delays,
        "right_suspect_named": sum(drop["suspect"] for drop in drops),
        "right_suspect_first": sum(drop["first"] for drop in drops),
        "told_once": sum(len(drop["told"]) == 1 for drop in drops),
        "recoveries": len(recoveries),
        "recoveries_told_once": sum(len(item["told"]) == 1 for item in recoveries),
        "recovery_delays": sorted(i["told"][0] - i["night"] + 1 for i in recoveries if i["told"]),
        "decoys": sum(source.decoys for source in sources),
        "false_alarms": len(false_alarms), "false_alarms_worst_source": max(by_source.values()),
        "seconds_per_summary_median": round(sorted(spent)[len(spent) // 2], 3),
        "seconds_per_summary_worst": round(max(spent), 3),
        "history_bytes": history.stat().st_size,
        "missed": [
            {k: v for k, v in drop.items()} for drop in drops
            if drop["delay"] is None or drop["delay"] > 3 or not drop["suspect"] or len(drop["told"]) != 1
        ],
        "recoveries_missed": [
            {"host": i["host"], "night": i["night"], "told": i["told"]} for i in recoveries if len(i["told"]) != 1
        ],
        "false": false_alarms, "other": other,
    }
    print(json.dumps(result, indent=1))
    if not options.keep and not options.folder:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
