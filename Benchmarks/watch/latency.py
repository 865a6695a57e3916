#!/usr/bin/env python3
"""Measures how long it takes from a line's LF to its event: latency.py SDLOG [LINES_PER_SECOND] [SECONDS]

Writes ordinary lines and, among a hundred of them, a progress bar's last frame with a number of its own;
its `run_finished` event is waited for. Prints median, 99th percentile and maximum in milliseconds.
"""
import json, subprocess, sys, threading, time

program = sys.argv[1]
rate = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 20
watch = subprocess.Popen([program, "watch", "--format", "ndjson", "--fail-on", "never"],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
written, delays = {}, []

def read():
    for line in watch.stdout:
        now = time.perf_counter()
        if b'"run_finished"' not in line:
            continue
        name = json.loads(line)["description"]
        if name in written:
            delays.append(now - written.pop(name))

reader = threading.Thread(target=read)
reader.start()
watch.stdin.write(b"Python 3.11.7\nComfyUI version: 0.3.64\n")
time.sleep(1)
start = time.perf_counter()
number = 0
batch = rate // 500
while (now := time.perf_counter()) < start + seconds:
    due = int((now - start) * rate)
    while number < due:
        lines = []
        name = None
        for _ in range(min(batch, due - number)):
            number += 1
            if number % 100 == 0 and name is None:
                name = f"picture {number}x"
                lines.append(f"{name}: 100%|##########| 20/20 [00:04<00:00,  4.80it/s]\n")
                break
            lines.append(f"[{number}] model weights moved to the device in 0.{number % 97} s\n")
        data = "".join(lines).encode()
        if name:
            written[name] = time.perf_counter()
        watch.stdin.write(data)
    time.sleep(0.0005)
took = time.perf_counter() - start
watch.stdin.close()
reader.join()
watch.wait()
delays.sort()
cut = lambda share: 1000 * delays[min(len(delays) - 1, int(share * len(delays)))]
print(f"{number / took:.0f} lines/s, {len(delays)} events, {len(written)} missing: "
      f"median {cut(.5):.2f} ms, 99 % {cut(.99):.2f} ms, maximum {1000 * delays[-1]:.2f} ms")
