#!/usr/bin/env python3
"""Opens HTML reports in a real browser and checks what only a browser can tell.

    Tests/Browser/check.py [--sdlog PATH] [--pictures FOLDER] [--require-browser]

Reports, summaries and comparisons of the sample logs, of nightly logs and of hostile text are
written by sdlog and opened on a phone and on a desktop, in light and dark: nothing reaches beyond
the window, the console stays empty, nothing is requested, and the page holds no element and no
attribute but the report's own. Without a Chromium the checks are skipped, and said so, unless one
is required.
"""

import argparse
import base64
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from browser import Browser, BrowserError, find

ROOT = pathlib.Path(__file__).resolve().parents[2]
VIEWS = {"phone": (360, 740), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")

# Everything that a report may be made of.
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer",
    "section", "article", "div", "p", "span", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption",
    "details", "summary", "pre", "code", "small", "b", "br", "svg", "g", "line", "rect", "circle",
    "path", "text",
}
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "role",
    "aria-label", "aria-labelledby", "aria-hidden", "translate", "scope", "open", "width", "height",
    "viewBox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "text-anchor",
}

# A phone zooms out to show what is too wide, and says then that its window is wider.
INSPECT = r"""
((width) => {
  const all = [...document.querySelectorAll("*")];
  const ids = all.map(e => e.id).filter(Boolean);
  const wide = all.filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && !e.closest(".skip");
  });
  const clipped = [...document.querySelectorAll(".chart > svg text")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && (box.left < -1 || box.right > width + 1);
  });
  const letters = [...document.querySelectorAll(".chart > svg")].flatMap(svg => {
    const boxes = [...svg.querySelectorAll("text")].map(e => [e.getBoundingClientRect(), e])
      .filter(p => p[0].width > 0);
    return boxes.filter(([a], i) => boxes.some(([b], j) => j > i && a.left < b.right - 1
      && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)).map(p => p[1]);
  });
  const luminance = c => {
    const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const colour = text => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = colour(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const faint = all.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
      && e.getClientRects().length && !e.closest("svg") && !e.closest("head")).map(e => {
    const a = luminance(colour(getComputedStyle(e).color).slice(0, 3)), b = luminance(ground(e));
    return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e];
  }).filter(p => p[0] < 4.5);
  const show = e => e.outerHTML.slice(0, 160);
  return {
    elements: [...new Set(all.map(e => e.localName))],
    attributes: [...new Set(all.flatMap(e => [...e.attributes].map(a => a.name)))],
    links: [...document.querySelectorAll("[href]")].map(e => e.getAttribute("href")),
    doubleIds: ids.filter((id, i) => ids.indexOf(id) !== i),
    brokenLinks: [...document.querySelectorAll("a[href^='#']")].map(e => e.getAttribute("href"))
      .filter(href => !document.getElementById(href.slice(1))),
    scrollWidth: document.documentElement.scrollWidth,
    wide: wide.slice(0, 3).map(show), clipped: clipped.slice(0, 3).map(show),
    letters: letters.slice(0, 3).map(show),
    faint: faint.slice(0, 3).map(p => p[0].toFixed(2) + " " + show(p[1])),
    landmarks: ["header", "main", "footer"].filter(n => !document.querySelector("body > " + n)),
    scopes: [...document.querySelectorAll("th:not([scope])")].length,
    captions: [...document.querySelectorAll("table")].filter(t => !t.caption).length,
    unnamed: [...document.querySelectorAll("svg[role=img]")]
      .filter(e => !(e.getAttribute("aria-label") || "").trim()).length,
    lang: document.documentElement.lang,
    policies: document.querySelectorAll("meta[http-equiv=Content-Security-Policy]").length,
    headings: document.querySelectorAll("h1").length,
  };
})
"""


def hostile_log():
    """Returns a log that carries hostile text to all places that reports show."""
    texts = []
    for line in (ROOT / "Tests/ReportingTests/Fixtures/hostile.jsonl").read_text().splitlines():
        texts.append(bytes.fromhex(json.loads(line)["hex"]))
    texts += [
        b"<script>document.title='owned'</script>", b"<img src=x onerror=alert(1)>",
        b"\"><svg onload=alert(1)>", b"' onmouseover='alert(1)", b"</style><style>*{display:none}",
        b"</title><h1>x", b"<a href=javascript:alert(1)>x</a>", b"<!--", b"-->", b"]]>", b"<![CDATA[",
        b"&lt;script&gt;", b"&#60;b&#62;", b"<base href=//evil.example>", b"https://evil.example/x",
        b"<link rel=stylesheet href=//evil.example/x.css>", b"<details open ontoggle=alert(1)>",
        b"<meta http-equiv=refresh content=0;url=//evil.example>", b"a" * 4000,
        "字".encode() * 2000, "\u05d0\u05d1\u05d2 \u0627\u0644".encode(),
    ]
    log = b"Python 3.11.7\npytorch version: 2.4.1+cu121\nComfyUI version: 0.3.64\n"
    for text in texts:
        log += b"Cannot import /srv/" + text + b"/node module for custom nodes: No module named 'x'\n"
        log += b"Device: cuda:0 NVIDIA " + text + b" RTX 4090 " + text + b"\n"
        log += b"RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB " + text + b"\n"
        log += text + b": 100%|##########| 20/20 [00:04<00:00,  4.80it/s, x=" + text + b"]\n"
        log += b"Launching Web UI with arguments: --medvram " + text + b"\n"
    return log


def nightly_logs(folder):
    """Writes the logs of sixty nights, slower since an update of torch in the fortieth."""
    folder.mkdir()
    for night in range(60):
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=night)
        torch, rate = ("2.4.1+cu121", 8.0) if night < 40 else ("2.5.1+cu124", 6.8)
        lines = [
            f"pytorch version: {torch}", "Device: cuda:0 NVIDIA GeForce RTX 3060 : native",
            "Using pytorch attention", "Python version: 3.11.7", "ComfyUI version: 0.3.64",
        ]
        for run in range(8):
            now = rate * (1 + ((night * 8 + run) * 37 % 21 - 10) / 700)
            lines += ["got prompt", "  0%|          | 0/20 [00:00<?, ?it/s]"]
            # One run slows down on its way and stands still for a while.
            is_slow = (night, run) == (50, 3)
            for step in range(2, 21, 2):
                rate_there = now * (1 - step / 30) if is_slow else now
                elapsed = int(step / rate_there) + (30 if is_slow and step > 10 else 0)
                shown = 20 / elapsed if is_slow and step == 20 else rate_there
                lines.append(
                    f"{5 * step:3}%|##########| {step}/20 [00:{elapsed:02}<00:00, {shown:5.2f}it/s]")
        time = f"{day}T01:00:00.000000000Z "
        (folder / f"{day}.log").write_text("".join(time + line + "\n" for line in lines))


# When summaries of the logs of machines are made: the morning behind the sixty nights.
MORNING = "2026-03-02T06:00Z"


def machine_logs(folder):
    """Writes the logs of two machines: sixty nights, and sample logs of the last evening."""
    folder.mkdir()
    nightly_logs(folder / "studio-01")
    (folder / "studio-02").mkdir()
    evening = datetime.datetime(2026, 3, 1, 22, tzinfo=datetime.timezone.utc).timestamp()
    for sample in ("xformers-mismatch.log", "out-of-memory.log"):
        log = folder / "studio-02" / sample
        shutil.copyfile(ROOT / "SampleLogs" / sample, log)
        os.utime(log, (evening, evening))


def reports(sdlog, folder):
    """Writes the reports; returns their names with their paths."""
    logs = folder / "logs"
    logs.mkdir()
    (logs / "hostile.log").write_bytes(hostile_log())
    (logs / "empty.log").write_bytes(b"")
    machine_logs(logs / "machines")
    # A machine whose name is as hostile as its log.
    name = "a\"><img src=x>'&.log"
    (logs / name).mkdir()
    (logs / name / name).write_bytes(hostile_log())
    summary = ["summary", "--host-folders", "--now", MORNING, "--history"]
    good, bad = (f"machines/studio-01/2026-{day}.log" for day in ("01-20", "02-20"))
    samples = sorted(path.name for path in (ROOT / "SampleLogs").glob("*.log"))
    commands = {
        "samples": (ROOT, ["scan", "SampleLogs"]),
        "slower": (ROOT / "SampleLogs", ["scan", "slower-from-image-34.log"]),
        "flash": (ROOT / "SampleLogs", ["scan", "flash-warning.log"]),
        "nights": (logs, ["scan", "machines/studio-01"]),
        "hostile": (logs, ["scan", "hostile.log", name]),
        "empty": (logs, ["scan", "empty.log"]),
        "none": (logs, ["scan", "no-such-file.log"]),
        "summary": (logs, summary + ["../{language}.sqlite", "machines"]),
        # Everything was told the first time.
        "summary-again": (logs, summary + ["../{language}.sqlite", "machines"]),
        "summary-hostile": (logs, summary + ["../hostile-{language}.sqlite", ".", "no-such-log"]),
        "summary-empty": (logs, summary + ["../empty-{language}.sqlite", "empty.log"]),
        "diff": (logs, ["diff", good, bad]),
        "diff-same": (logs, ["diff", good, "machines/studio-01/2026-01-21.log"]),
        "diff-programs": (ROOT / "SampleLogs", ["diff", "diffusers-sd15.log", "out-of-memory.log"]),
        "diff-hostile": (logs, ["diff", good, "hostile.log"]),
        "diff-cured": (logs, ["diff", f"{name}/{name}", bad]),
    }
    for sample in samples:
        commands[f"sample-{sample[:-4]}"] = (ROOT / "SampleLogs", ["scan", sample])
    result = []
    for name, (where, command) in commands.items():
        for language in ("en", "zh"):
            if name.startswith("sample-") and language == "zh":
                continue
            target = folder / f"{name}.{language}.html"
            outcome = subprocess.run(
                [sdlog] + [argument.format(language=language) for argument in command]
                + ["--format", "html", "--lang", language, "--output", target],
                cwd=where, capture_output=True, timeout=300)
            if outcome.returncode not in (0, 1, 2) or not target.exists():
                sys.exit(f"sdlog could not write {name}: {outcome.stderr.decode(errors='replace')}")
            result.append((f"{name}.{language}", target))
    return result


def complaints(browser, path, language, view):
    """Returns what is wrong with the page that is open."""
    wrong = []
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            wrong.append(f"console: {json.dumps(parameters)[:300]}")
        if method == "Network.requestWillBeSent" and parameters["request"]["url"] != path.as_uri():
            wrong.append(f"request: {parameters['request']['url'][:200]}")
    width = VIEWS[view][0]
    page = browser.evaluate(f"({INSPECT})({width})")
    if page["scrollWidth"] > width:
        wrong.append(f"scrolls to {page['scrollWidth']} of {width} pixels")
    wrong += [f"reaches beyond the window: {text}" for text in page["wide"]]
    wrong += [f"letters are cut off: {text}" for text in page["clipped"]]
    wrong += [f"letters lie upon letters: {text}" for text in page["letters"]]
    wrong += [f"contrast below 4.5: {text}" for text in page["faint"]]
    wrong += [f"element <{name}>" for name in sorted(set(page["elements"]) - ELEMENTS)]
    wrong += [f"attribute {name}" for name in sorted(set(page["attributes"]) - ATTRIBUTES)]
    wrong += [f"link to {link}" for link in page["links"] if not link.startswith("#")]
    wrong += [f"link to nowhere: {link}" for link in page["brokenLinks"]]
    wrong += [f"id twice: {name}" for name in page["doubleIds"]]
    wrong += [f"no landmark {name}" for name in page["landmarks"]]
    expected = {"scopes": 0, "captions": 0, "unnamed": 0, "policies": 1, "headings": 1}
    wrong += [f"{key}: {page[key]}" for key, value in expected.items() if page[key] != value]
    if not page["lang"].startswith(language):
        wrong.append(f"lang is {page['lang']}")
    return wrong


# What is put before <main> to spoil a page, and how the complaint about it begins.
SPOILERS = {
    "<script>console.log(1)</script>": "console",
    "<img src='http://127.0.0.1:9/x.png'/>": "request",
    "<div style='width: 500px'>x</div>": "scrolls",
    "<a href='javascript:1'>x</a>": "link to javascript",
    "<p id='main'>x</p>": "id twice",
    "<p style='color: #ddd'>x</p>": "contrast",
    "<svg role='img'></svg>": "unnamed",
    "<div class='chart'><svg><text y='9'>x</text><text y='9'>y</text></svg></div>": "letters",
}


def overlooked(browser, report, folder):
    """Returns the spoilers of a page about which nobody complains."""
    show(browser, "phone", "light")
    missed = []
    for number, (spoiler, complaint) in enumerate(SPOILERS.items()):
        path = folder / f"spoilt-{number}.html"
        path.write_text(report.read_text().replace("<main", spoiler + "<main", 1))
        browser.open(path.as_uri())
        if not any(text.startswith(complaint) for text in complaints(browser, path, "en", "phone")):
            missed.append(spoiler)
    return missed


def show(browser, view, scheme):
    """Makes the window that of a device, in a colour scheme."""
    width, height = VIEWS[view]
    browser.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=height,
        deviceScaleFactor=1, mobile=view == "phone")
    browser.call(
        "Emulation.setEmulatedMedia",
        features=[{"name": "prefers-color-scheme", "value": scheme}])


def unfold(browser):
    """Opens every part that can be folded away."""
    browser.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")


def picture(browser, target, height=None):
    """Writes a picture of the page, whole or its first pixels."""
    size = browser.call("Page.getLayoutMetrics")["cssContentSize"]
    clip = {
        "x": 0, "y": 0, "scale": 1, "width": size["width"],
        "height": min(size["height"], height or size["height"]),
    }
    data = browser.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
    target.write_bytes(base64.b64decode(data["data"]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--sdlog", default=ROOT / ".build/debug/sdlog", type=pathlib.Path)
    arguments.add_argument("--pictures", type=pathlib.Path, help="write pictures into this folder")
    arguments.add_argument("--require-browser", action="store_true", help="fail without a browser")
    options = arguments.parse_args()
    path = find()
    if not path:
        print("HTML reports in a browser: skipped, no Chromium found (apt-get install chromium)")
        return 1 if options.require_browser else 0
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    failures = pages = 0
    try:
        browser = Browser(path)
    except BrowserError as error:
        print(f"HTML reports in a browser: skipped, {path} does not start ({error})")
        return 1 if options.require_browser else 0
    with tempfile.TemporaryDirectory() as temporary, browser:
        pages_to_see = reports(options.sdlog.resolve(), pathlib.Path(temporary))
        for spoiler in overlooked(browser, pages_to_see[0][1], pathlib.Path(temporary)):
            print(f"the check overlooks {spoiler}")
            failures += 1
        for name, report in pages_to_see:
            for view in VIEWS:
                for scheme in SCHEMES:
                    # One view of a kind is enough for the many samples by themselves.
                    if name.startswith("sample-") and (view == "phone") != (scheme == "light"):
                        continue
                    show(browser, view, scheme)
                    browser.open(report.as_uri())
                    wrong = complaints(browser, report, name[-2:], view)
                    if options.pictures:
                        picture(browser, options.pictures / f"{name}.{view}.{scheme}.png")
                    unfold(browser)
                    wrong += [
                        f"unfolded: {text}"
                        for text in complaints(browser, report, name[-2:], view)]
                    pages += 1
                    for text in dict.fromkeys(wrong):
                        print(f"{name} {view} {scheme}: {text}")
                        failures += 1
            if not base64.b64decode(browser.call("Page.printToPDF")["data"]).startswith(b"%PDF"):
                print(f"{name}: cannot be printed")
                failures += 1
    print(f"HTML reports in a browser: {pages} views, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrowserError as error:
        sys.exit(f"the browser failed: {error}")
