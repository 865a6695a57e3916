"""The programs that sdlog is compared with, and the patterns that each of them can take."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measuring import Contestant

HERE = Path(__file__).parent
# How long a program may take to compile one pattern; one that needs longer is refused as well.
COMPILE_LIMIT = 2
SHORT_LIST = 150
# ugrep builds its automaton before it reads: half a second for 300 patterns, 50 for 600.
UGREP_LIST = 300

# How each program takes one pattern; the status tells whether it accepts it.
ACCEPTANCE = {
    "rg": ["rg", "-c", "--no-unicode", "-e"],
    "ugrep": ["ugrep", "-c", "-U", "-e"],
    "pcre2grep": ["pcre2grep", "-c", "-e"],
    "grep": ["grep", "-c", "-E", "-e"],
}


def exported(sdlog: str) -> list:
    """The very patterns that `sdlog patterns export --format regex` prints."""
    output = subprocess.run(
        [sdlog, "patterns", "export", "--format", "regex"], capture_output=True, check=True)
    return output.stdout.decode().splitlines()


def posix(pattern: str) -> str | None:
    """A pattern in the syntax of `grep -E`, or None where it has none.

    Groups that capture nothing become groups, `\\d` and the like become brackets, lazy repetitions greedy
    ones, none of which changes the lines that match.
    """
    if re.search(r"\(\?[^:]", pattern):
        return None
    result, at, in_bracket = "", 0, False
    while at < len(pattern):
        two = pattern[at:at + 2]
        if pattern.startswith("(?:", at) and not in_bracket:
            result, at = result + "(", at + 3
        elif two[0] == "\\" and len(two) == 2:
            letter = two[1]
            if letter in "dws" and in_bracket:
                result += {"d": "0-9", "w": "[:alnum:]_", "s": "[:space:]"}[letter]
            elif letter == "d":
                result += "[0-9]"
            elif letter == "D":
                result += "[^0-9]"
            elif letter == "t":
                result += "\t"
            elif letter.isalnum() and (in_bracket or letter not in "wWsSbB"):
                return None
            elif in_bracket:
                if letter in "]^-[\\":
                    return None
                result += letter
            else:
                result += two
            at += 2
        elif not in_bracket and two in ("*?", "+?", "??", "}?"):
            result, at = result + two[0], at + 2
        else:
            if two[0] == "[" and not in_bracket:
                in_bracket = True
            elif two[0] == "]" and in_bracket:
                in_bracket = False
            result, at = result + two[0], at + 1
    return result


def python_accepts(pattern: str) -> bool:
    try:
        re.compile(pattern.encode())
        return True
    except re.error:
        return False


def accepts(program: str, pattern: str) -> bool:
    try:
        result = subprocess.run(
            ACCEPTANCE[program] + [pattern, os.devnull], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=COMPILE_LIMIT)
        return result.returncode < 2
    except subprocess.TimeoutExpired:
        return False


class Patterns:
    """The lists of patterns, each in a file."""

    def __init__(self, sdlog: str, folder: Path) -> None:
        self.all = exported(sdlog)
        self.files = {}
        self.counts = {"exported": len(self.all)}
        lists = self._accepted(folder)
        for program, accepted in lists.items():
            patterns = list(accepted.values())
            self._write(folder, f"all-{program}", patterns)
        if "ugrep" in lists:
            self._write(folder, "some-ugrep", list(lists["ugrep"].values())[:UGREP_LIST])
        # The short list: what every program here takes and what has seven letters or blanks in a row, so
        # that each can search for something literal; of those, 150 at even distances.
        common = [
            pattern for pattern in self.all
            if all(pattern in accepted for accepted in lists.values())
            and re.search(r"(?<![\\\[])[A-Za-z ]{7}", pattern)]
        count = min(SHORT_LIST, len(common))
        chosen = [common[number * len(common) // count] for number in range(count)]
        for program, accepted in lists.items():
            self._write(folder, f"short-{program}", [accepted[pattern] for pattern in chosen])
        self._write_mtail(folder, chosen)

    def _accepted(self, folder: Path) -> dict:
        """What each program accepts, with the form in which it does; asked once for one catalogue."""
        programs = [program for program in ACCEPTANCE if shutil.which(program)]
        key = hashlib.sha256(json.dumps([self.all, versions(), programs]).encode()).hexdigest()
        known = folder / f"accepted-{key[:16]}.json"
        if known.exists():
            return json.loads(known.read_text())
        lists = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for program in programs:
                own = [posix(pattern) if program == "grep" else pattern for pattern in self.all]
                # A list that is matched byte by byte holds what is matched byte by byte.
                fits = [
                    p is not None and (program == "pcre2grep" or p.isascii()) for p in own]
                ok = list(pool.map(
                    lambda pair: pair[1] and accepts(program, pair[0]), zip(own, fits)))
                lists[program] = {a: b for a, b, good in zip(self.all, own, ok) if good}
        lists["python"] = {
            pattern: pattern for pattern in self.all if pattern.isascii() and python_accepts(pattern)}
        known.write_text(json.dumps(lists))
        return lists

    def _write(self, folder: Path, name: str, patterns) -> None:
        patterns = list(patterns)
        path = folder / f"{name}.patterns"
        path.write_text("".join(pattern + "\n" for pattern in patterns))
        self.files[name] = path
        self.counts[name] = len(patterns)

    def _write_mtail(self, folder: Path, patterns) -> None:
        programs = folder / "mtail"
        programs.mkdir(exist_ok=True)
        rules = "".join(
            "/%s/ {\n  matched++\n}\n" % pattern.replace("/", "\\/") for pattern in patterns)
        (programs / "sdlog.mtail").write_text("counter matched\n" + rules)
        self.files["mtail"] = programs


def sdlog(program: str, file, jobs: int = 1, name: str | None = None) -> Contestant:
    return Contestant(
        name or ("sdlog" if jobs == 1 else f"sdlog --jobs {jobs}"),
        [[program, "scan", "--jobs", str(jobs), "--quiet", "--fail-on", "never", str(file)]],
        environment={"XDG_CONFIG_HOME": os.devnull}, highest_status=0)


def peers(patterns: Patterns, file: Path) -> list:
    """All peers that are installed, on one file; what is missing is left out."""
    files = patterns.files

    def lists(program, options, label, note="", sizes=("all", "short"), **more) -> list:
        return [
            Contestant(f"{label} -f {size}", [[program] + options + ["-f", str(path), str(file)]],
                       note=note, **more)
            for size in sizes if (path := files.get(f"{size}-{program}"))]

    found = [Contestant("wc -l", [["wc", "-l", str(file)]], environment={"LC_ALL": "C"})]
    # Without Unicode classes rg is some hundred times faster with these patterns, and the logs need none.
    found += lists("rg", ["-c", "--no-unicode"], "rg -c", "--no-unicode")
    for size in ("all", "short"):
        if path := files.get(f"{size}-rg"):
            found.append(Contestant(
                f"tr | rg -c -f {size}",
                [["tr", "\\r", "\\n"], ["rg", "-c", "--no-unicode", "-f", str(path)]], stdin=file,
                note="--no-unicode"))
    found += lists("ugrep", ["-c", "-U"], "ugrep -c", "-U", sizes=("some", "short"))
    found += lists("grep", ["-c", "-a", "-E"], "grep -c -E", "LC_ALL=C -a",
                   environment={"LC_ALL": "C"})
    found += lists("pcre2grep", ["-c", "--buffer-size=4M"], "pcre2grep -c", "--buffer-size=4M")
    for size in ("all", "short"):
        found.append(Contestant(
            f"Python re, {size}",
            [["python3", str(HERE / "peer_re.py"), str(files[f"{size}-python"]), str(file)]],
            highest_status=0))
    found.append(Contestant(
        "mtail, short",
        [["mtail", "--one_shot", "--progs", str(files["mtail"]), "--logs", str(file),
          "--address", "127.0.0.1", "--port", "0", "--logtostderr"]]))
    return [peer for peer in found if all(shutil.which(c[0]) for c in peer.commands)]


def versions() -> dict:
    """The first line of what each program says of its version."""
    result = {}
    for program in ("rg", "ugrep", "grep", "pcre2grep", "mtail", "python3", "wc", "gzip", "zstd"):
        if not shutil.which(program):
            result[program] = None
            continue
        output = subprocess.run([program, "--version"], capture_output=True, text=True)
        text = (output.stdout or output.stderr).strip().splitlines()
        result[program] = text[0] if text else "unknown"
    return result
