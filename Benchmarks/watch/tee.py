#!/usr/bin/env python3
"""Lets the reader of `watch --tee` sleep: tee.py SDLOG [SECONDS] [MEBIBYTES]

Compares hashes of what was written with what came through, and prints the peak of memory.
"""
import hashlib, os, subprocess, sys, threading, time

program = sys.argv[1]
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60
size = (int(sys.argv[3]) if len(sys.argv) > 3 else 200) << 20
watch = subprocess.Popen([program, "watch", "--tee", "--format", "json"], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
sent, came = hashlib.sha256(), hashlib.sha256()

def write():
    line, number = b"", 0
    left = size
    while left > 0:
        data = b"".join(b"line %d of a log that is passed through\r 50%%|####  | %d/20\n" % (n, n % 20)
                        for n in range(number, number + 1000))[:left]
        number += 1000
        left -= len(data)
        sent.update(data)
        view = memoryview(data)
        while view:
            view = view[watch.stdin.write(view):]
    watch.stdin.close()

writer = threading.Thread(target=write)
writer.start()
time.sleep(seconds)
peak = open(f"/proc/{watch.pid}/status").read().split("VmHWM:")[1].split()[0]
errors = []
threading.Thread(target=lambda: errors.append(watch.stderr.read()), daemon=True).start()
while data := os.read(watch.stdout.fileno(), 1 << 20):
    came.update(data)
    peak = open(f"/proc/{watch.pid}/status").read().split("VmHWM:")[1].split()[0] if watch.poll() is None else peak
writer.join()
watch.wait()
print("equal" if sent.digest() == came.digest() else "DIFFERENT",
      f"after {seconds:.0f} s of sleep, {size >> 20} MiB, {int(peak) / 1024:.1f} MiB of memory at most")
