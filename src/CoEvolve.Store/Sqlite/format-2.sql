-- What format 2 has beyond the tables of schema.sql: several experiments in a file, and findings. Runs for a new file, and
-- for one of format 1 when something is added to it (Formats.Upgrade).

PRAGMA user_version = 2;              -- ResultsFile.FormatVersion

CREATE TABLE dataset (
    id             INTEGER PRIMARY KEY,
    experiment_id  INTEGER NOT NULL REFERENCES experiment (id),
    sha256         TEXT NOT NULL,           -- lower-case hexadecimal
    name           TEXT NOT NULL,
    bytes          BLOB NOT NULL
);

-- Verdicts on what the file holds; they belong to the file, not to one experiment.
CREATE TABLE finding (
    position   INTEGER PRIMARY KEY,         -- order, from 1
    finding    TEXT NOT NULL,               -- C1
    setting    TEXT NOT NULL,               -- what it was checked under
    name       TEXT NOT NULL,               -- of the check
    kind       TEXT NOT NULL,               -- agreement, demonstration
    predicted,
    measured,
    lower,                                  -- of the interval around measured
    upper,
    effect,
    p_value,
    level,                                  -- what p_value was held against
    passed     INTEGER NOT NULL,            -- 1 or 0
    relation   TEXT,                        -- how measured should stand to predicted: =, <, >, ≤, ≥, ±0.02
    headline   INTEGER NOT NULL             -- 1 if it stands for its finding in a short table
);

-- Where an experiment's ids begin and end is read from these.
CREATE INDEX ecosystem_experiment ON ecosystem (experiment_id);
CREATE INDEX caption_experiment ON caption (experiment_id);
