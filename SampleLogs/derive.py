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


def compose(data):
    """`docker compose logs` with two services."""
    return b"".join(b"comfyui-1    | " + row + b"\n" for row in lines(data))


def kubectl(data):
    """`kubectl logs --prefix`."""
    return b"".join(b"[pod/sd-images-6d4cf56db6-x7k2p/main] " + row + b"\n" for row in lines(data))


def mojibake(data, encoding):
    """UTF-8 that a console took for the encoding and wrote as UTF-8 again."""
    def read_as(byte):
        try:
            return bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            return chr(byte)
    return "".join(read_as(byte) if byte > 0x7F else chr(byte) for byte in data).encode()


def transcript(data):
    """`Start-Transcript` of Windows PowerShell 5.1, as it writes it to a file."""
    stars = "*" * 22
    head = [
        stars, "Windows PowerShell transcript start", "Start time: 20260302190411",
        "Username: RIG7\\sd", "RunAs User: RIG7\\sd", "Configuration Name: ",
        "Machine: RIG7 (Microsoft Windows NT 10.0.22631.0)",
        "Host Application: C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
        "Process ID: 4217", "PSVersion: 5.1.22621.2506", stars,
        "Transcript started, output file is C:\\sd\\transcript.txt"]
    tail = [
        stars, "Windows PowerShell transcript end", "End time: 20260302191002", stars]
    text = "\n".join(head) + "\n" + data.decode() + "\n".join(tail) + "\n"
    return b"\xef\xbb\xbf" + windows(text.encode()).encode()


def native_error(data):
    """`2>&1 | Tee-Object` of Windows PowerShell 5.1: what it makes of the first line of standard error."""
    first, rest = windows(data).split("\r\n", 1)
    block = [
        "python.exe : " + first, "At line:1 char:1",
        "+ python.exe .\\images.py 2>&1 | Tee-Object images.log",
        "+ " + "~" * 50,
        "    + CategoryInfo          : NotSpecified: (" + first + ":String) [], RemoteException",
        "    + FullyQualifiedErrorId : NativeCommandError", " ", rest]
    return b"\xff\xfe" + "\r\n".join(block).encode("utf-16-le")


def script(data):
    """`script` around a program."""
    head = b'Script started on 2026-03-02 19:04:11+00:00 [TERM="xterm" TTY="/dev/pts/0" COLUMNS="120" LINES="40"]\n'
    tail = b'\nScript done on 2026-03-02 19:10:02+00:00 [COMMAND_EXIT_CODE="0"]\n'
    return head + windows(data).encode() + tail


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
write("compose.log", compose(plain))
write("kubectl.log", kubectl(plain))
write("mojibake-437.log", mojibake(plain, "cp437"))
write("mojibake-1252.log", mojibake(plain, "cp1252"))
write("powershell-error.log", native_error(flash))
write("powershell-transcript.log", transcript(flash))
write("script.log", script(plain))
