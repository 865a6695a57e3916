#!/bin/sh
# Measures the memory of a watch over a long pipe: memory.sh SDLOG COMMAND...
# COMMAND writes the log. Prints the resident memory in KiB every second, and the peak at the end.
set -eu
program=$1; shift
fifo=$(mktemp -u); mkfifo "$fifo"
"$@" > "$fifo" &
"$program" watch --format ndjson --fail-on never < "$fifo" > /dev/null & watch=$!
start=$(date +%s)
while [ -r "/proc/$watch/status" ]; do
  rss=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$watch/status" 2> /dev/null || true)
  peak=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$watch/status" 2> /dev/null || true)
  if [ -n "$rss" ]; then last="$rss KiB resident, $peak KiB at most"; echo "$(($(date +%s) - start)) s: $last"; fi
  sleep 1
done
rm -f "$fifo"
echo "at the end: $last"
