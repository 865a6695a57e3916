#!/usr/bin/env python3
"""Rotates a followed log many times and counts the watch's open files: descriptors.py SDLOG [ROTATIONS]"""
import os, subprocess, sys, tempfile, time

program = sys.argv[1]
rotations = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
folder = tempfile.mkdtemp()
path = os.path.join(folder, "x.log")
out = os.path.join(folder, "out")
watch = subprocess.Popen([program, "watch", "--follow", path, "--from-start", "--tee", "--quiet"],
                         stdout=open(out, "wb"), stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                         env=dict(os.environ, XDG_STATE_HOME=folder))

def status(name):
    return open(f"/proc/{watch.pid}/status").read().split(name + ":")[1].split()[0]

expected = 0
for number in range(rotations):
    with open(path, "a") as log:
        log.write(f"line {number}\n")
    expected += len(f"line {number}\n")
    # The next rotation waits for the reader, so that no file is replaced twice between two looks.
    while os.path.getsize(out) < expected:
        time.sleep(0.0005)
    os.rename(path, path + ".1")
    if number in (10, rotations // 2, rotations - 1):
        count = len(os.listdir(f"/proc/{watch.pid}/fd"))
        print(f"{number + 1} rotations: {count} open files, {status('VmRSS')} KiB resident", flush=True)
watch.terminate()
watch.wait()
lines = open(out).read().split("\n")[:-1]
print("all lines once" if lines == [f"line {n}" for n in range(rotations)] else "LINES DIFFER")
