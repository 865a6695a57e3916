#!/usr/bin/env bash
# Measures how long `sdlog detect` takes for one series of 1,000 to 1,000,000 runs.
#
# Usage: Benchmarks/detect/run.sh [SDLOG]     (default: .build/release/sdlog; build it with -c release)
#
# Prints the processor time, that per run, and that per n log2 n, which stays level if the growth is
# n log n. Reading the file is included; a series without runs shows what starting the program takes.
set -euo pipefail

sdlog=${1:-.build/release/sdlog}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

# Sessions of 1 to 20 runs, slow first runs, noise, outliers, and 20 changes of 10 %.
generate() {
  awk -v n="$1" -v steps="$2" -v id="$3" 'BEGIN {
    srand(n + id); session = 0
    printf "{\"id\":\"s%d\",\"mode\":\"offline\",\"v\":[", id
    for (i = 0; i < n; session++) {
      runs = 1 + int(20 * rand()); if (runs > n - i) runs = n - i
      sizes[session] = runs
      for (run = 0; run < runs; run++) {
        noise = 0; for (k = 0; k < 4; k++) noise += rand() - 0.5
        rate = 8 * (1 + 0.05 * noise)
        if (run == 0) rate *= 0.7 + 0.3 * rand()
        if (rand() < 0.03) rate *= 0.7
        if (steps && int(i * 21 / n) % 2) rate *= 0.9
        printf "%s%.2f", (i ? "," : ""), rate
        i++
      }
    }
    printf "],\"s\":["
    for (j = 0; j < session; j++) printf "%s[%d,%d]", (j ? "," : ""), j, sizes[j]
    print "]}"
  }'
}

# The least user and system time of five runs, in milliseconds.
measure() {
  local least=
  for _ in 1 2 3 4 5; do
    local TIMEFORMAT='%U %S' spent
    spent=$({ time "$sdlog" detect --fail-on never --format json "$1" > "$folder/out.json"; } 2>&1 |
      awk 'END { printf "%.0f", 1000 * ($1 + $2) }')
    if [[ -z $least || $spent -lt $least ]]; then least=$spent; fi
  done
  echo "$least"
}

generate 0 0 0 > "$folder/series.jsonl"
start=$(measure "$folder/series.jsonl")
echo "start of the program: $start ms"
for steps in 0 1; do
  for runs in 1000 10000 100000 1000000; do
    # Enough series for the clock, which ticks in milliseconds.
    count=$((runs < 200000 ? 200000 / runs : 1))
    for ((id = 0; id < count; id++)); do generate "$runs" "$steps" "$id"; done \
      > "$folder/series.jsonl"
    spent=$(($(measure "$folder/series.jsonl") - start))
    found=$({ sed 's/.*"offline"://' "$folder/out.json" | grep -o '"i":' || true; } | wc -l)
    awk -v n="$runs" -v ms="$spent" -v steps="$steps" -v found="$found" -v c="$count" 'BEGIN {
      printf "%8d runs, %2d changes, %5.2f found: %7.2f ms, %7.1f ns a run, %5.1f ns / (n log2 n)\n",
        n, 20 * steps, found / c, ms / c, 1e6 * ms / c / n, 1e6 * ms / c / n / (log(n) / log(2))
    }'
  done
done
