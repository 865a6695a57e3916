#!/usr/bin/env python3
"""Counts the lines that one of many patterns matches, as a script would: peer_re.py PATTERNS LOG"""

import re
import sys

with open(sys.argv[1], "rb") as file:
    patterns = file.read().splitlines()
# Flags stand at the start of a whole pattern only; within the alternation each keeps its own.
parts = [re.sub(rb"^(?:\(\?([a-z]+)\))?(.*)", rb"(?\1:\2)", pattern) for pattern in patterns]
search = re.compile(b"|".join(parts)).search
with open(sys.argv[2], "rb") as log:
    print(sum(1 for line in log if search(line)))
