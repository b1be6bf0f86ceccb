-- Each row carries a checksum: SHA-256 of all its other values in the order of their columns (but for
-- result.id), each as UTF-8 text after its length in bytes (4 bytes, big-endian; -1 for NULL).

-- One study: what it asked, as JSON.
CREATE TABLE IF NOT EXISTS study (
  name     TEXT NOT NULL PRIMARY KEY,
  record   TEXT NOT NULL,
  checksum TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- The trials the study asks for now, in the order in which they are run. A cell is a JSON object of
-- factor to level, every level as text. Of a trial whose level is chosen by others before it, the
-- level is "tuned", and in place of its spec are those of all levels that it may get.
CREATE TABLE IF NOT EXISTS planned (
  position  INTEGER NOT NULL PRIMARY KEY,
  trial_key TEXT    NOT NULL UNIQUE,
  cell      TEXT    NOT NULL,
  seed      INTEGER NOT NULL,
  spec      TEXT    NOT NULL,
  checksum  TEXT    NOT NULL DEFAULT ''
);

-- The same with a column for each factor that every study has, for whoever looks into the file with
-- tools of their own; other factors are in the cell. A level that is chosen by tuning trials, or that
-- a cell has not, is NULL. Whoever opens the file to write makes its views anew if they are others.
CREATE VIEW IF NOT EXISTS planned_levels AS
SELECT
  position,
  trial_key,
  cell ->> '$.model' AS model,
  cell ->> '$.regularization' AS regularization,
  CAST(nullif(cell ->> '$.batchSize', 'tuned') AS INTEGER) AS batch_size,
  CAST(nullif(cell ->> '$.learningRate', 'tuned') AS REAL) AS learning_rate,
  CAST(nullif(nullif(cell ->> '$.epochs', 'tuned'), '-') AS INTEGER) AS epochs,
  cell,
  seed,
  spec
FROM planned;

-- What came of each trial ever run here, also of those that the study no longer asks for. All that
-- was measured of a trial is one JSON text, {"kinds": [[metric, split], ...], "rows": [[place among
-- the kinds, epoch, step, value], ...]}: a row a measurement takes several times as long to read.
-- A value that is no number is a string: "NaN", "Infinity", "-Infinity".
CREATE TABLE IF NOT EXISTS result (
  id           INTEGER NOT NULL PRIMARY KEY,
  trial_key    TEXT    NOT NULL UNIQUE,
  outcome      TEXT    NOT NULL CHECK (outcome IN ('completed', 'diverged', 'failed')),
  epoch        INTEGER,
  reason       TEXT    NOT NULL,
  provenance   TEXT    NOT NULL,
  measurements TEXT    NOT NULL,
  checksum     TEXT    NOT NULL DEFAULT ''
);

-- The measurements as rows, for whoever looks into the file with tools of their own.
CREATE VIEW IF NOT EXISTS measurement AS
SELECT
  trial_key,
  row.key AS position,
  json_extract(measurements, '$.kinds[' || json_extract(row.value, '$[0]') || '][0]') AS metric,
  json_extract(measurements, '$.kinds[' || json_extract(row.value, '$[0]') || '][1]') AS split,
  json_extract(row.value, '$[1]') AS epoch,
  json_extract(row.value, '$[2]') AS step,
  json_extract(row.value, '$[3]') AS value
FROM result, json_each(result.measurements, '$.rows') AS row;

-- The hypotheses as the study asks for them now, and as they were before the first result, each with
-- what it rests on (target, data, cells), unless the scope says that this was not registered. The
-- checksums are of these very texts. Seeds are no part of them. One row.
CREATE TABLE IF NOT EXISTS registration (
  id                    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  hypotheses            TEXT    NOT NULL,
  sha256                TEXT    NOT NULL,
  hypotheses_beforehand TEXT    NOT NULL,
  sha256_beforehand     TEXT    NOT NULL,
  seeds_beforehand      INTEGER NOT NULL,
  scope                 TEXT    NOT NULL CHECK (scope IN ('hypotheses', 'hypotheses and basis')),
  checksum              TEXT    NOT NULL DEFAULT ''
);

-- The timing pass: what a step of each cell cost in each round; the fingerprint tells machine, build
-- and study of a group.
CREATE TABLE IF NOT EXISTS timing (
  cell         TEXT    NOT NULL,
  layout       TEXT    NOT NULL CHECK (layout IN ('one-thread', 'all-cores')),
  round        INTEGER NOT NULL,
  step_millis  REAL    NOT NULL,
  foreign_load REAL    NOT NULL,
  disturbed    INTEGER NOT NULL CHECK (disturbed IN (0, 1)),
  fingerprint  TEXT    NOT NULL,
  checksum     TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (cell, layout, round)
) WITHOUT ROWID;

-- The same with a column for each factor that every study has.
CREATE VIEW IF NOT EXISTS timing_levels AS
SELECT
  cell ->> '$.model' AS model,
  cell ->> '$.regularization' AS regularization,
  CAST(nullif(cell ->> '$.batchSize', 'tuned') AS INTEGER) AS batch_size,
  CAST(nullif(cell ->> '$.learningRate', 'tuned') AS REAL) AS learning_rate,
  CAST(nullif(nullif(cell ->> '$.epochs', 'tuned'), '-') AS INTEGER) AS epochs,
  cell,
  layout,
  round,
  step_millis,
  foreign_load,
  disturbed,
  fingerprint
FROM timing;
