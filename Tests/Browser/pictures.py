#!/usr/bin/env python3
"""Draws the pictures of docs/images: the report of the sample logs, as a browser shows it.

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
from check import ROOT, SCHEMES, VIEWS, show

# How much of the page is shown.
HEIGHTS = {"phone": 1500, "desktop": 1420}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--sdlog", default=ROOT / ".build/debug/sdlog", type=pathlib.Path)
    options = arguments.parse_args()
    path = find()
    if not path:
        sys.exit("no Chromium found (apt-get install chromium)")
    target = ROOT / "docs/images"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Browser(path) as browser:
        for language in ("en", "zh"):
            report = pathlib.Path(folder) / f"{language}.html"
            subprocess.run(
                [options.sdlog.resolve(), "scan", "--quiet", "--fail-on", "never", "--format", "html",
                 "--lang", language, "--output", report, "SampleLogs"], cwd=ROOT, check=True)
            for view in VIEWS:
                for scheme in SCHEMES:
                    show(browser, view, scheme)
                    browser.open(report.as_uri())
                    clip = {"x": 0, "y": 0, "width": VIEWS[view][0], "height": HEIGHTS[view], "scale": 1}
                    data = browser.call(
                        "Page.captureScreenshot", format="webp", quality=85, clip=clip,
                        captureBeyondViewport=True)["data"]
                    name = f"report-{view}-{scheme}-{language}.webp"
                    (target / name).write_bytes(base64.b64decode(data))


if __name__ == "__main__":
    try:
        main()
    except BrowserError as error:
        sys.exit(f"the browser failed: {error}")
