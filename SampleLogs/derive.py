#!/usr/bin/env python3
"""Wraps and re-encodes captured logs of this folder, as the programs around them would.

Usage: python3 derive.py   (in this folder; rewrites the derived logs that README.md lists)
"""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
START = datetime(2026, 3, 2, 19, 4, 11, tzinfo=timezone.utc)


def read(name):
    return (FOLDER / name).read_bytes()


def write(name, data):
    (FOLDER / name).write_bytes(data)


def lines(data):
    """The lines as a pipe's reader hands them on: cut at LF alone, so that redraws stay together."""
    return data.split(b"\n")[:-1] if data.endswith(b"\n") else data.split(b"\n")


def times(count):
    """One time a line, a quarter of a second apart."""
    return [START + timedelta(milliseconds=250 * index) for index in range(count)]


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.%f").encode() + b"000Z"


def windows(data):
    return data.decode().replace("\r\n", "\n").replace("\n", "\r\n")


def docker_times(data):
    """`docker logs --timestamps`."""
    rows = lines(data)
    return b"".join(stamp(time) + b" " + row + b"\n" for time, row in zip(times(len(rows)), rows))


def docker_json(data):
    """The files of Docker's json-file driver."""
    rows = lines(data)
    text = ""
    for time, row in zip(times(len(rows)), rows):
        entry = {"log": row.decode() + "\n", "stream": "stderr", "time": stamp(time).decode()}
        text += json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
    return text.encode()


def cri(data):
    """The files of Kubernetes' container runtimes; the longest line comes in two parts."""
    rows = lines(data)
    longest = max(range(len(rows)), key=lambda index: len(rows[index]))
    result = b""
    for index, (time, row) in enumerate(zip(times(len(rows)), rows)):
        if index == longest:
            half = len(row) // 2
            result += stamp(time) + b" stderr P " + row[:half] + b"\n"
            row = row[half:]
        result += stamp(time) + b" stderr F " + row + b"\n"
    return result


def journal(data):
    """`journalctl --all --output=short-iso`."""
    rows = lines(data)
    return b"".join(
        time.strftime("%Y-%m-%dT%H:%M:%S+0000").encode() + b" gpu1 sd-images[4217]: " + row + b"\n"
        for time, row in zip(times(len(rows)), rows))


plain = read("diffusers-sd15.log")
flash = read("flash-warning.log")
write("utf-8-bom.log", b"\xef\xbb\xbf" + windows(flash).encode())
write("utf-16le-bom.log", b"\xff\xfe" + windows(flash).encode("utf-16-le"))
write("utf-16be-bom.log", b"\xfe\xff" + windows(flash).encode("utf-16-be"))
write("utf-16le.log", windows(flash).encode("utf-16-le"))
write("utf-8-then-utf-16le.log", windows(flash).encode() + windows(flash).encode("utf-16-le"))
write("gbk.log", read("kohya-lora.log").decode().encode("gbk"))
write("docker-times.log", docker_times(plain))
write("docker-json-file.log", docker_json(plain))
write("cri.log", cri(plain))
write("journald.log", journal(plain))
