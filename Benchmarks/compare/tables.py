"""Makes tables in Markdown of raw results, and puts them into README files."""

import re
from pathlib import Path
from statistics import median


def number(value: float) -> str:
    """Three figures, with a comma for thousands."""
    if value >= 1000:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"


def table(head: list, rows: list) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    rows = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def size(count: int) -> str:
    for unit, shift in (("GB", 30), ("MB", 20), ("kB", 10)):
        if count >= 1 << shift:
            return f"{round(count / (1 << shift), 1):g} {unit}"
    return f"{count} bytes"


def ratio(own: dict, other: dict, key: str = "cpu_s") -> tuple:
    """How many times as long the other takes: the median over the rounds, least and most."""
    pairs = [b / max(a, 1e-6) for a, b in zip(own[key], other[key])]
    return median(pairs), min(pairs), max(pairs)


def memory(kib: int, floor: int) -> str:
    return f"< {floor / 1024:.0f}" if kib <= floor * 1.02 else f"{kib / 1024:.0f}"


def comparison(result: dict, floor: int) -> str:
    rows = []
    whole = next(part for part in result["parts"] if not part["is_head"])
    own = whole["programs"]["sdlog"]
    rate = whole["bytes"] / 1e6 / median(own["cpu_s"])
    rows.append(["sdlog", "all", number(rate), "1", "", memory(max(own["rss_kib"]), floor)])
    for part in result["parts"]:
        own = part["programs"].get("sdlog")
        for name, other in part["programs"].items():
            if name == "sdlog" or own is None:
                continue
            middle, least, most = ratio(own, other)
            # A figure that the clock cannot tell from nothing is none.
            cost = max(median(other["cpu_s"]), 1e-4)
            rows.append([
                f"`{name}`", f"first {size(part['bytes'])}" if part["is_head"] else "all",
                number(part["bytes"] / 1e6 / cost), number(middle),
                f"{number(least)} – {number(most)}",
                memory(max(other["rss_kib"]), floor)])
    return table(
        ["program", "of the log", "MB/s", "sdlog is so many times as fast", "least – most",
         "memory, MB"], rows) + (
        f"\n\nNot measured: {', '.join(result['left_out'])}." if result.get("left_out") else "")


def full_tables(results: dict) -> str:
    machine, floor = results["machine"], results["rss_floor_kib"]
    patterns = results["patterns"]
    blocks = [
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, load"
        f" {machine['load_before']} before; medians of {results['rounds']} interleaved rounds; processor"
        " time of user and system, from the start of the process to its end; MB/s are 1,000,000"
        " bytes a second, the sizes of logs and of memory count in 1,048,576. Memory is the peak."]
    accepted = ", ".join(
        f"{name.split('-')[1]} {count}" for name, count in patterns.items() if name.startswith("all-"))
    blocks.append(
        f"Patterns: {patterns['exported']} exported; `all` is what the program accepts of them"
        f" ({accepted}), `some` {patterns.get('some-ugrep', 0)} of them, `short` {patterns.get('short-rg', 0)}.")
    titles = {
        "real": "Mix real", "text": "Mix text", "wide": "Mix wide", "logs": "Real logs, joined"}
    for key, title in titles.items():
        if key in results:
            blocks.append(f"### {title}, {size(results[key]['bytes'])}")
            blocks.append(comparison(results[key], floor))
    if "threads" in results:
        rows = []
        for result in results["threads"]:
            one, two = (result["programs"].get(name) for name in ("sdlog", "sdlog --jobs 2"))
            if one and two:
                middle, least, most = ratio(two, one, "wall_s")
                rows.append([
                    f"{result['log']}, {size(result['bytes'])}", f"{median(one['wall_s']):.2f}",
                    f"{median(two['wall_s']):.2f}", number(middle),
                    f"{number(least)} – {number(most)}"])
        blocks += ["### Two threads against one, on the clock",
                   table(["log", "one, s", "two, s", "ratio", "least – most"], rows)]
    if "packed" in results:
        rows = []
        for result in results["packed"]:
            own, = (v for k, v in result["programs"].items() if k == "sdlog")
            for name, other in result["programs"].items():
                if name != "sdlog":
                    middle, least, most = ratio(other, own, "wall_s")
                    rows.append([
                        f"{result['log']}, {size(result['bytes'])} unpacked", f"`{name}`",
                        f"{median(own['wall_s']):.2f}", f"{median(other['wall_s']):.2f}",
                        number(middle), f"{number(least)} – {number(most)}"])
        blocks += ["### Packed logs, on the clock, with two threads",
                   table(["log", "against", "sdlog, s", "alone, s", "ratio", "least – most"], rows)]
    if "small" in results:
        rows = [
            [f"`{name}`", f"{1000 * median(cost['cpu_s']):.1f}",
             f"{1000 * median(cost['wall_s']):.1f}"]
            for name, cost in results["small"]["programs"].items()]
        blocks += ["### A log of 1 kB, and the help",
                   table(["command", "processor, ms", "clock, ms"], rows)]
    return "\n\n".join(blocks)


def short_table(results: dict) -> str:
    """What the README says."""
    rows = []
    names = {"real": "real", "text": "text", "wide": "wide bars"}
    for key, label in names.items():
        if key not in results:
            continue
        whole = next(part for part in results[key]["parts"] if not part["is_head"])
        own = whole["programs"]["sdlog"]
        cells = [f"{label}, {size(whole['bytes'])}",
                 number(whole["bytes"] / 1e6 / median(own["cpu_s"]))]
        for name in ("rg -c -f all", "rg -c -f short", "wc -l"):
            cell = "–"
            for part in results[key]["parts"]:
                if name in part["programs"] and "sdlog" in part["programs"]:
                    cell = number(ratio(part["programs"]["sdlog"], part["programs"][name])[0])
            cells.append(cell)
        cells.append(memory(max(own["rss_kib"]), results["rss_floor_kib"]))
        rows.append(cells)
    counts = results["patterns"]
    return table(
        ["log", "sdlog, MB/s of one core", f"against `rg -c -f`, {counts.get('all-rg', 0)} patterns",
         f"{counts.get('short-rg', 0)} patterns", "against `wc -l`", "memory, MB"], rows)


def replace_block(path: Path, name: str, text: str) -> None:
    """Puts a text between the markers of a name, where the file has them."""
    old = path.read_text()
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if begin not in old or end not in old:
        return
    pattern = re.escape(begin) + ".*?" + re.escape(end)
    path.write_text(
        re.sub(pattern, lambda _: f"{begin}\n{text}\n{end}", old, count=1, flags=re.DOTALL))


def write_tables(results: dict, root: Path | None) -> str:
    """Returns the tables, and puts them into the README files below `root`."""
    text = full_tables(results)
    if root:
        replace_block(root / "Benchmarks/README.md", "figures", text)
        replace_block(root / "README.md", "speed", short_table(results))
    return text
