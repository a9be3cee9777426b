-- What format 2 has beyond the tables of schema.sql: several experiments in a file. Runs for a new file, and for one of
-- format 1 when something is added to it (Formats.Upgrade).

PRAGMA user_version = 2;              -- ResultsFile.FormatVersion

CREATE TABLE dataset (
    id             INTEGER PRIMARY KEY,
    experiment_id  INTEGER NOT NULL REFERENCES experiment (id),
    sha256         TEXT NOT NULL,           -- lower-case hexadecimal
    name           TEXT NOT NULL,
    bytes          BLOB NOT NULL
);

-- Where an experiment's ids begin and end is read from these.
CREATE INDEX ecosystem_experiment ON ecosystem (experiment_id);
CREATE INDEX caption_experiment ON caption (experiment_id);
