#!/usr/bin/env python3
"""Rotates a numbered log in every way while sdlog follows it: rotation.py SDLOG [ROUNDS]

{rename, copytruncate, delete and create, link switched, compressed} x {reader running, stopped in between,
restarted} x {new file smaller, of the same size, larger, with the same head} x {cut in a line, a bar, a
character, an escape}: 240 combinations a round, each with its own processes. Every line has to come through
`--tee` once, or to lie in a loss that was reported.
"""
import gzip, json, os, random, re, shutil, signal, subprocess, sys, tempfile, time

program = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
HEAD = b"=" * 60 + b"\nstarting up, as always\n"
LINES = {
    "line": "<%d> a line of text\n",
    "bar": "<%d>\r 50%%|#####     | 10/20 [00:02<00:02,  4.80it/s]\n",
    "character": "<%d> 正在加载模型██é\n",
    "escape": "<%d> \x1b[31;1mred\x1b[0m\n",
}
CUTS = {"line": 8, "bar": -20, "character": -2, "escape": -14}

class Log:
    def __init__(self, folder, rotation, cut):
        self.folder, self.rotation, self.cut = folder, rotation, cut
        self.number, self.generation, self.files, self.rest = 0, 0, [b""], b""
        self.path = os.path.join(folder, "x.log")
        name = "x-1.log" if rotation == "link" else "x.log"
        self.file = open(os.path.join(folder, name), "ab", buffering=0)
        if rotation == "link":
            os.symlink(name, self.path)

    def write(self, data):
        self.file.write(data)
        self.files[-1] += data

    def line(self):
        self.number += 1
        return (LINES[self.cut] % self.number).encode()

    def lines(self, count):
        for _ in range(count):
            self.write(self.line())

    def first_half(self):
        line = self.line()
        self.write(line[:CUTS[self.cut]])
        self.rest = line[CUTS[self.cut]:]

    def begin(self, name):
        self.file.close()
        self.file = open(os.path.join(self.folder, name), "ab", buffering=0)
        self.files.append(b"")

    def rotate(self):
        self.generation += 1
        old = f"{self.path}.{self.generation}"
        if self.rotation in ("rename", "compress"):
            os.rename(self.path, old)
            self.begin("x.log")
            if self.rotation == "compress":
                subprocess.run(["gzip", old], check=True)
        elif self.rotation == "copytruncate":
            shutil.copyfile(self.path, old)
            os.truncate(self.path, 0)
            self.files.append(b"")
        elif self.rotation == "delete":
            os.unlink(self.path)
            self.begin("x.log")
        else:
            name = f"x-{self.generation + 1}.log"
            self.begin(name)
            os.symlink(name, self.path + ".new")
            os.rename(self.path + ".new", self.path)

    def fill(self, successor):
        before = len(self.files[-2])
        if successor == "same size":
            while len(self.files[-1]) < before - 60:
                self.lines(1)
            if (rest := before - len(self.files[-1])) > 0:
                self.write(b"." * (rest - 1) + b"\n")
        elif successor != "smaller":
            while len(self.files[-1]) < before + 500:
                self.lines(1)

class Reader:
    def __init__(self, log, index, *options):
        self.out = os.path.join(log.folder, f"out.{index}")
        self.events = os.path.join(log.folder, f"events.{index}")
        environment = dict(os.environ, XDG_STATE_HOME=os.path.join(log.folder, "state"))
        self.process = subprocess.Popen(
            [program, "watch", "--follow", log.path, "--tee", "--format", "ndjson", *options],
            stdout=open(self.out, "wb"), stderr=open(self.events, "wb"), stdin=subprocess.DEVNULL,
            env=environment)

    def wait_for(self, data, limit=20):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if data in open(self.out, "rb").read():
                return True
            time.sleep(0.01)
        return False

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait() == 143, self.process.returncode

    def received(self):
        return open(self.out, "rb").read()

    def losses(self):
        events = [json.loads(line) for line in open(self.events, "rb") if line.startswith(b"{")]
        return [(e["from"], e["to"]) for e in events if e["event"] == "loss"]

def run(rotation, state, successor, cut, generator):
    folder = tempfile.mkdtemp(prefix="rotation.")
    log = Log(folder, rotation, cut)
    readers = [Reader(log, 0, "--from-start")]
    if successor == "same head":
        log.write(HEAD)
    log.lines(generator.randrange(15, 25))
    log.write(b"<mark-0>\n")
    assert readers[0].wait_for(b"<mark-0>\n")
    if state == "stopped":
        readers[0].process.send_signal(signal.SIGSTOP)
    elif state == "restarted":
        readers[0].end()
    log.lines(generator.randrange(1, 8))
    log.first_half()
    if state == "running" and generator.random() < 0.5:
        time.sleep(0.03)
    log.rotate()
    if successor == "same head":
        log.write(HEAD)
    log.write(log.rest)
    log.fill(successor)
    if state == "stopped":
        readers[0].process.send_signal(signal.SIGCONT)
    elif state == "restarted":
        readers.append(Reader(log, 1))
    log.lines(3)
    log.write(b"<mark-1>\n")
    seen = readers[-1].wait_for(b"<mark-1>\n")
    readers[-1].end()
    received = b"".join(reader.received() for reader in readers)
    losses = [loss for reader in readers for loss in reader.losses()]
    shutil.rmtree(folder)
    if not seen:
        return "the end was not seen", losses
    whole = b"".join(log.files)
    if received == whole:
        return ("whole" if not losses else "whole, loss of unknown size"), losses
    numbers = [int(n) for n in re.findall(rb"<(\d+)>", received)]
    if len(numbers) != len(set(numbers)):
        return "DOUBLED", losses
    if not losses:
        return "LOST UNREPORTED", losses
    # What is missing stands in the old file behind the place that the loss names.
    start, end = losses[0]
    old, new = log.files[-2], log.files[-1]
    kept = b"".join(log.files[:-2]) + old[:start] + (old[end:] if start < end < len(old) else b"")
    alike = old[:start] == new[:start] and start <= len(HEAD) and received == kept + new[start:]
    return ("reported loss" if received == kept + new or alike else "LOST UNREPORTED"), losses

generator = random.Random(1)
results, count = {}, 0
for _ in range(rounds):
    for rotation in ["rename", "copytruncate", "delete", "link", "compress"]:
        for state in ["running", "stopped", "restarted"]:
            for successor in ["smaller", "same size", "larger", "same head"]:
                for cut in LINES:
                    result, losses = run(rotation, state, successor, cut, generator)
                    results[result] = results.get(result, 0) + 1
                    count += 1
                    if result.isupper() or result.startswith(("DOUBLED", "LOST", "the end")):
                        print(f"{rotation}, {state}, {successor}, cut in a {cut}: {result} {losses}")
print(f"{count} combinations: " + ", ".join(f"{n} {what}" for what, n in sorted(results.items())))
sys.exit(any(what.startswith(("DOUBLED", "LOST", "the end")) for what in results))
