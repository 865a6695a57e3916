#!/bin/sh
# Kills an import at random moments, repeats it to its end, and compares the history with that of an
# undisturbed import: kill-import.sh SDLOG LOGS [TIMES]
set -eu
sdlog=$1
logs=$2
times=${3:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

start=$(date +%s%N)
"$sdlog" history import --quiet --host test --history "$work/whole.sqlite" "$logs"
length=$(($(date +%s%N) - start))
"$sdlog" history export --history "$work/whole.sqlite" >"$work/whole.ndjson"

killed=0
for round in $(seq "$times"); do
  rm -f "$work"/torn.sqlite*
  "$sdlog" history import --quiet --host test --history "$work/torn.sqlite" "$logs" &
  process=$!
  delay=$(awk -v seed="$round" -v length_ns="$length" 'BEGIN { srand(seed); printf "%.4f", rand() * length_ns / 1e9 }')
  sleep "$delay"
  kill -KILL "$process" 2>/dev/null || true
  status=0
  wait "$process" 2>/dev/null || status=$?
  # A process that had ended before has its own status.
  if [ "$status" -eq 137 ]; then killed=$((killed + 1)); fi
  "$sdlog" history import --quiet --host test --history "$work/torn.sqlite" "$logs"
  "$sdlog" history check --history "$work/torn.sqlite" >/dev/null
  "$sdlog" history export --history "$work/torn.sqlite" >"$work/torn.ndjson"
  cmp "$work/whole.ndjson" "$work/torn.ndjson"
done
echo "$times imports, $killed of them killed: the same content as an undisturbed import"
