#!/bin/sh
# Makes a history of ten million runs out of one with a few, to measure queries on it: fill.sh HISTORY
# The history should hold one session of 100 runs.
set -eu
sqlite3 "$1" <<'SQL'
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
BEGIN;
CREATE TEMP TABLE model AS SELECT * FROM session ORDER BY id LIMIT 1;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO session SELECT id + i, content + i, 0, 0, time + i * 60000, time_is_printed, host, gpu,
  front_end, start, start_precision, "end", end_precision, lines, bytes, units, chain + i, tail_bytes,
  top_mark + i, prefixes, runs, unknown_records, is_headless, head_units, unit_sum, landmark_limit
  FROM n, model;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO landmark SELECT hash + i * 7919, session + i, unit, sum, is_repeated
  FROM n, (SELECT * FROM landmark WHERE session = (SELECT id FROM model));
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO run SELECT session + i, workload, ordinal, line, flags, pace, below, above, completed, elapsed,
  after, stalls FROM n, (SELECT * FROM run WHERE session = (SELECT id FROM model));
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO throughput SELECT workload, time + i * 60000, session + i, runs, counted, median, low, high,
  stalls FROM n, (SELECT * FROM throughput WHERE session = (SELECT id FROM model));
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO source_session SELECT source, ordinal + i, session + i, first_byte, first_line
  FROM n, (SELECT * FROM source_session WHERE session = (SELECT id FROM model));
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
SQL
