#!/usr/bin/env python3
"""Draws the pictures of docs/images: the report of the sample logs, a summary of the logs of two
machines, and a comparison of two nights, as a browser shows them.

    Tests/Browser/pictures.py [--sdlog PATH]

The pictures in Chinese need a font that has it (apt-get install fonts-noto-cjk).
"""

import argparse
import base64
import pathlib
import subprocess
import sys
import tempfile

from browser import Browser, BrowserError, find
from check import MORNING, ROOT, SCHEMES, VIEWS, machine_logs, show

# How much of the report is shown.
HEIGHTS = {"phone": 1500, "desktop": 1420}
# The other pages, in English and light on a desktop, each with its command and how much is shown.
OTHERS = {
    "summary": (
        ["summary", "--host-folders", "--now", MORNING, "--history", "h.sqlite", "logs"], 1140),
    "diff": (["diff", "logs/studio-01/2026-01-20.log", "logs/studio-01/2026-02-20.log"], 1400),
}


def page(sdlog, command, language, folder, target):
    """Has sdlog write a page, from the folder."""
    subprocess.run(
        [sdlog, *command, "--fail-on", "never", "--format", "html", "--lang", language, "--output",
         target], cwd=folder, check=True, stderr=subprocess.DEVNULL)


def draw(browser, page, view, scheme, height, target):
    """Draws the first pixels of a page."""
    show(browser, view, scheme)
    browser.open(page.as_uri())
    clip = {"x": 0, "y": 0, "width": VIEWS[view][0], "height": height, "scale": 1}
    data = browser.call(
        "Page.captureScreenshot", format="webp", quality=85, clip=clip,
        captureBeyondViewport=True)["data"]
    target.write_bytes(base64.b64decode(data))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--sdlog", default=ROOT / ".build/debug/sdlog", type=pathlib.Path)
    options = arguments.parse_args()
    path = find()
    if not path:
        sys.exit("no Chromium found (apt-get install chromium)")
    target = ROOT / "docs/images"
    target.mkdir(exist_ok=True)
    sdlog = options.sdlog.resolve()
    with tempfile.TemporaryDirectory() as temporary, Browser(path) as browser:
        folder = pathlib.Path(temporary)
        for language in ("en", "zh"):
            report = folder / f"{language}.html"
            page(sdlog, ["scan", "SampleLogs"], language, ROOT, report)
            for view in VIEWS:
                for scheme in SCHEMES:
                    draw(browser, report, view, scheme, HEIGHTS[view],
                         target / f"report-{view}-{scheme}-{language}.webp")
        machine_logs(folder / "logs")
        for name, (command, height) in OTHERS.items():
            other = folder / f"{name}.html"
            page(sdlog, command, "en", folder, other)
            draw(browser, other, "desktop", "light", height,
                 target / f"{name}-desktop-light-en.webp")


if __name__ == "__main__":
    try:
        main()
    except BrowserError as error:
        sys.exit(f"the browser failed: {error}")
