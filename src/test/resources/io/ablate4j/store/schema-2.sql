-- The schema of stores of version 2, as they were written before version 3.
-- One study: what it asked, as JSON.
CREATE TABLE study (
  name   TEXT NOT NULL PRIMARY KEY,
  record TEXT NOT NULL
) WITHOUT ROWID;

-- The trials the study asks for now, in the order in which they are run.
CREATE TABLE planned (
  position       INTEGER NOT NULL PRIMARY KEY,
  trial_key      TEXT    NOT NULL UNIQUE,
  model          TEXT    NOT NULL,
  regularization TEXT    NOT NULL,
  batch_size     INTEGER NOT NULL,
  learning_rate  REAL    NOT NULL,
  epochs         INTEGER NOT NULL,
  seed           INTEGER NOT NULL,
  spec           TEXT    NOT NULL
);

-- What came of each trial ever run here, also of those that the study no longer asks for.
CREATE TABLE result (
  trial_key  TEXT NOT NULL PRIMARY KEY,
  outcome    TEXT NOT NULL CHECK (outcome IN ('completed', 'diverged', 'failed')),
  epoch      INTEGER,
  reason     TEXT NOT NULL,
  provenance TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE measurement (
  trial_key TEXT    NOT NULL REFERENCES result (trial_key) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  metric    TEXT    NOT NULL,
  split     TEXT    NOT NULL,
  epoch     INTEGER NOT NULL,
  step      INTEGER NOT NULL,
  value     NOT NULL,
  PRIMARY KEY (trial_key, position)
) WITHOUT ROWID;

-- The hypotheses as the study asks for them now, and as they were before the first result. One row.
CREATE TABLE registration (
  id                    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  hypotheses            TEXT    NOT NULL,
  sha256                TEXT    NOT NULL,
  hypotheses_beforehand TEXT    NOT NULL,
  sha256_beforehand     TEXT    NOT NULL,
  seeds_beforehand      INTEGER NOT NULL
);

-- The timing pass: what a step of each cell cost in each round; the fingerprint tells machine, build
-- and study of a group.
CREATE TABLE timing (
  model          TEXT    NOT NULL,
  regularization TEXT    NOT NULL,
  batch_size     INTEGER NOT NULL,
  learning_rate  REAL    NOT NULL,
  epochs         INTEGER NOT NULL,
  layout         TEXT    NOT NULL CHECK (layout IN ('one-thread', 'all-cores')),
  round          INTEGER NOT NULL,
  step_millis    REAL    NOT NULL,
  foreign_load   REAL    NOT NULL,
  disturbed      INTEGER NOT NULL CHECK (disturbed IN (0, 1)),
  fingerprint    TEXT    NOT NULL,
  PRIMARY KEY (model, regularization, batch_size, learning_rate, epochs, layout, round)
) WITHOUT ROWID;
