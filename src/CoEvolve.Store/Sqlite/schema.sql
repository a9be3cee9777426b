-- The tables of a results file that every format has; format-2.sql has the rest. docs/results.md says what readers may
-- rely on: experiment, ecosystem, text_metric, image_metric, caption_metric, snapshot, command, dataset and finding; the rest may
-- change with user_version.
--
-- A file holds one experiment or several. Ids of ecosystems, models, captions and datasets are unique in the file: those
-- of one experiment follow each other without a gap, after those of the experiments before it.
--
-- Metrics are appended to *_row tables that hold integers for models and captions and have no index but their rowid
-- while the run lasts, because inserts are what limits a run; views of the contract's names give the words, and
-- indexes.sql runs at the end.
--
-- Columns for floating-point numbers have no declared type on purpose: a REAL column stores 1.0 as an integer, and
-- turns -0.0 into 0.0 on the way. Without a type every double is kept bit for bit.

PRAGMA application_id = 1131365750;   -- the bytes "CoEv"; ResultsFile.ApplicationId

CREATE TABLE experiment (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,
    scenario     TEXT NOT NULL,             -- resolved YAML
    seed         NOT NULL,                  -- integer; decimal text from 2^63 on, where SQLite has no integers
    version      TEXT NOT NULL,
    processor    TEXT NOT NULL,
    started_at   TEXT NOT NULL,             -- ISO 8601, UTC
    finished_at  TEXT,                      -- the same; NULL while something is left to do
    generations  INTEGER NOT NULL,
    replicates   INTEGER NOT NULL
);

CREATE TABLE ecosystem (
    id              INTEGER PRIMARY KEY,    -- (point_number - 1) * replicates + replicate, after earlier experiments
    experiment_id   INTEGER NOT NULL REFERENCES experiment (id),
    point_number    INTEGER NOT NULL,       -- from 1
    point           TEXT NOT NULL,          -- JSON of the swept values
    replicate       INTEGER NOT NULL,       -- from 1
    status          TEXT NOT NULL,          -- waiting, running, paused, finished, failed, stopped
    generation      INTEGER NOT NULL,       -- the stored one; rows of a running ecosystem are all below it
    error           TEXT,
    text_collapse   INTEGER,                -- first generation under 5% of the initial diversity; NULL: not yet, or never
    image_collapse  INTEGER
);

CREATE TABLE model (
    id             INTEGER PRIMARY KEY,     -- index in the experiment + 1, after earlier experiments
    experiment_id  INTEGER NOT NULL REFERENCES experiment (id),
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL            -- text, image
);

CREATE TABLE caption (
    id             INTEGER PRIMARY KEY,     -- position + 1, after earlier experiments
    experiment_id  INTEGER NOT NULL REFERENCES experiment (id),
    position       INTEGER NOT NULL,        -- rank in the vocabulary, from 0
    word           TEXT NOT NULL
);

CREATE TABLE command (
    id                  INTEGER PRIMARY KEY,
    ecosystem_id        INTEGER NOT NULL REFERENCES ecosystem (id),
    kind                TEXT NOT NULL,
    arguments           TEXT,
    submitted_at        TEXT NOT NULL,
    applied_generation  INTEGER
);

-- Only ecosystems that are under way have one; it is as old as ecosystem.generation says.
CREATE TABLE checkpoint (
    ecosystem_id  INTEGER PRIMARY KEY REFERENCES ecosystem (id),
    generation    INTEGER NOT NULL,
    state         BLOB NOT NULL
);

CREATE TABLE text_metric_row (
    ecosystem_id        INTEGER NOT NULL REFERENCES ecosystem (id),
    generation          INTEGER NOT NULL,
    model_id            INTEGER NOT NULL REFERENCES model (id),
    gini_simpson        NOT NULL,
    entropy             NOT NULL,
    effective_captions  NOT NULL,
    captions_alive      INTEGER NOT NULL,
    total_variation     NOT NULL,
    reader_resolution
);

CREATE TABLE image_metric_row (
    ecosystem_id      INTEGER NOT NULL REFERENCES ecosystem (id),
    generation        INTEGER NOT NULL,
    model_id          INTEGER NOT NULL REFERENCES model (id),
    diversity         NOT NULL,
    fidelity_error    NOT NULL,
    log_det,
    within_variance   NOT NULL,
    between_variance  NOT NULL,
    frechet_distance  NOT NULL,
    matthew_index
);

CREATE TABLE caption_metric_row (
    ecosystem_id    INTEGER NOT NULL REFERENCES ecosystem (id),
    generation      INTEGER NOT NULL,
    model_id        INTEGER NOT NULL REFERENCES model (id),
    caption_id      INTEGER NOT NULL REFERENCES caption (id),
    share           NOT NULL,
    diversity       NOT NULL,
    log_det,
    fidelity_error  NOT NULL
);

CREATE TABLE snapshot_row (
    ecosystem_id    INTEGER NOT NULL REFERENCES ecosystem (id),
    generation      INTEGER NOT NULL,
    model_id        INTEGER NOT NULL REFERENCES model (id),
    format_version  INTEGER NOT NULL,
    parameters      BLOB NOT NULL
);

CREATE VIEW text_metric AS
SELECT r.ecosystem_id, r.generation, m.name AS model, r.gini_simpson, r.entropy, r.effective_captions, r.captions_alive,
       r.total_variation, r.reader_resolution
FROM text_metric_row r JOIN model m ON m.id = r.model_id;

CREATE VIEW image_metric AS
SELECT r.ecosystem_id, r.generation, m.name AS model, r.diversity, r.fidelity_error, r.log_det, r.within_variance,
       r.between_variance, r.frechet_distance, r.matthew_index
FROM image_metric_row r JOIN model m ON m.id = r.model_id;

CREATE VIEW caption_metric AS
SELECT r.ecosystem_id, r.generation, m.name AS model, c.word AS caption, r.share, r.diversity, r.log_det,
       r.fidelity_error, c.position
FROM caption_metric_row r JOIN model m ON m.id = r.model_id JOIN caption c ON c.id = r.caption_id;

CREATE VIEW snapshot AS
SELECT r.ecosystem_id, r.generation, m.name AS model, r.format_version, r.parameters, m.kind
FROM snapshot_row r JOIN model m ON m.id = r.model_id;
