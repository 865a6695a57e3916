#!/usr/bin/env python3
"""Measures the processor time of a watch on a terminal: cpu.py SDLOG idle|frames|follow [SECONDS]

`idle` writes a log and is then silent, `frames` writes 200 frames a second of a progress bar, `follow`
follows a file that does not grow. Prints the share of one core.
"""
import os, pty, subprocess, sys, tempfile, threading, time

program, mode = sys.argv[1], sys.argv[2]
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 20
terminal, side = pty.openpty()
threading.Thread(target=lambda: [None for _ in iter(lambda: os.read(terminal, 65536), b"")],
                 daemon=True).start()
folder = tempfile.mkdtemp()
arguments = [program, "watch"]
if mode == "follow":
    path = os.path.join(folder, "x.log")
    open(path, "w").write("Python 3.11.7\n")
    arguments += ["--follow", path, "--from-start"]
environment = dict(os.environ, TERM="xterm-256color", XDG_STATE_HOME=folder)
watch = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=side, bufsize=0, env=environment)

def used():
    fields = open(f"/proc/{watch.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

def frame(i):
    k = i % 20 + 1
    bar = "█" * (k // 2)
    end = "\n" if k == 20 else ""
    return f"\r{5 * k:3d}%|{bar:<10}| {k}/20 [00:0{k // 5}<00:0{4 - k // 5},  4.80it/s]{end}".encode()

watch.stdin.write("Python 3.11.7\nComfyUI version: 0.3.64\ngot prompt\n".encode())
for i in range(400):
    watch.stdin.write(frame(i))
time.sleep(2)
before, start, i = used(), time.monotonic(), 0
while time.monotonic() < start + seconds:
    if mode == "frames":
        while i < (time.monotonic() - start) * 200:
            watch.stdin.write(frame(i))
            i += 1
        time.sleep(0.001)
    else:
        time.sleep(0.2)
took = time.monotonic() - start
print(f"{mode}: {100 * (used() - before) / took:.2f} % of a core over {took:.0f} s")
watch.terminate()
watch.wait()
