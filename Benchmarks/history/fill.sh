#!/bin/sh
# Makes a history of ten million runs out of one with a few, to measure queries on it: fill.sh HISTORY
# The history should hold one session of 100 runs.
set -eu
columns=$(sqlite3 "$1" "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('session')
  WHERE name NOT IN ('id', 'content', 'time', 'is_open', 'chain', 'top_mark')")
sqlite3 "$1" <<SQL
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
BEGIN;
CREATE TEMP TABLE model AS SELECT * FROM session ORDER BY id LIMIT 1;
CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n;
INSERT INTO session(id, content, time, is_open, chain, top_mark, $columns)
  SELECT id + i, content + i, time + i * 60000, 0, chain + i, top_mark + i, $columns FROM n, model;
INSERT INTO session_hash SELECT hash + i * 7919, session + i
  FROM n, (SELECT * FROM session_hash WHERE session = (SELECT id FROM model));
-- One session in a thousand has a workload that is rare.
INSERT INTO workload(key, kind, unit, is_proxy) SELECT 'rare ' || key, kind, unit, is_proxy FROM workload LIMIT 1;
CREATE TEMP TABLE rare AS SELECT MAX(id) AS workload FROM workload;
INSERT INTO run_block
  SELECT session + i, IIF(i % 1000, r.workload, rare.workload), first, runs, stalls, line, "end", data
  FROM n, rare, (SELECT * FROM run_block WHERE session = (SELECT id FROM model)) r;
INSERT INTO throughput
  SELECT IIF(i % 1000, t.workload, rare.workload), time + i * 60000, session + i, runs, counted, median, low, high, stalls
  FROM n, rare, (SELECT * FROM throughput WHERE session = (SELECT id FROM model)) t;
INSERT INTO source_session SELECT source, ordinal + i, session + i, first_byte, first_line
  FROM n, (SELECT * FROM source_session WHERE session = (SELECT id FROM model));
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
SQL
