-- A results file as the program wrote it when format 1 was the newest: one ecosystem of Samples.Experiment(generations: 3)
-- is finished, one is under way, one waits.
PRAGMA application_id = 1131365750;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO experiment VALUES(1,'réference',replace('name: réference\nseed: 1\n','\n',char(10)),1,'0.1.0','a processor, 2 cores','2026-03-01T10:00:00.0000000Z',NULL,3,3);
CREATE TABLE ecosystem (
    id              INTEGER PRIMARY KEY,    -- (point_number - 1) * replicates + replicate
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
INSERT INTO ecosystem VALUES(1,1,1,'{}',1,'finished',3,NULL,10,NULL);
INSERT INTO ecosystem VALUES(2,1,1,'{}',2,'running',2,NULL,NULL,NULL);
INSERT INTO ecosystem VALUES(3,1,1,'{}',3,'waiting',0,NULL,NULL,NULL);
CREATE TABLE model (
    id             INTEGER PRIMARY KEY,     -- index in the experiment + 1
    experiment_id  INTEGER NOT NULL REFERENCES experiment (id),
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL            -- text, image
);
INSERT INTO model VALUES(1,1,'text','text');
INSERT INTO model VALUES(2,1,'image','image');
CREATE TABLE caption (
    id             INTEGER PRIMARY KEY,     -- position + 1
    experiment_id  INTEGER NOT NULL REFERENCES experiment (id),
    position       INTEGER NOT NULL,        -- rank in the vocabulary, from 0
    word           TEXT NOT NULL
);
INSERT INTO caption VALUES(1,1,0,'chat');
INSERT INTO caption VALUES(2,1,1,'chien');
INSERT INTO caption VALUES(3,1,2,'naïve');
CREATE TABLE dataset (
    id      INTEGER PRIMARY KEY,
    sha256  TEXT NOT NULL,                  -- lower-case hexadecimal
    name    TEXT NOT NULL,
    bytes   BLOB NOT NULL
);
INSERT INTO dataset VALUES(1,'039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81','words.csv',X'010203');
INSERT INTO dataset VALUES(2,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','empty.csv',X'');
CREATE TABLE command (
    id                  INTEGER PRIMARY KEY,
    ecosystem_id        INTEGER NOT NULL REFERENCES ecosystem (id),
    kind                TEXT NOT NULL,
    arguments           TEXT,
    submitted_at        TEXT NOT NULL,
    applied_generation  INTEGER
);
CREATE TABLE checkpoint (
    ecosystem_id  INTEGER PRIMARY KEY REFERENCES ecosystem (id),
    generation    INTEGER NOT NULL,
    state         BLOB NOT NULL
);
INSERT INTO checkpoint VALUES(2,2,X'02000200');
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
INSERT INTO text_metric_row VALUES(1,0,1,1.0,2.0,3.0,0,4.0,NULL);
INSERT INTO text_metric_row VALUES(1,1,1,1.0009999999999998898,2.0019999999999997797,3.0029999999999996695,1,4.0039999999999995594,-1.0009999999999998898);
INSERT INTO text_metric_row VALUES(1,2,1,1.0020000000000000017,2.0040000000000000035,3.0060000000000002273,2,4.0080000000000000071,NULL);
INSERT INTO text_metric_row VALUES(1,3,1,1.0029999999999998916,2.0059999999999997832,3.0089999999999994528,3,4.0119999999999995665,-1.0029999999999998916);
INSERT INTO text_metric_row VALUES(2,0,1,2.0,4.0,6.0,0,8.0,NULL);
INSERT INTO text_metric_row VALUES(2,1,1,2.0009999999999998898,4.0019999999999997797,6.0030000000000001136,1,8.0039999999999995594,-2.0009999999999998898);
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
INSERT INTO image_metric_row VALUES(1,0,2,1.0,2.0,NULL,3.0,4.0,5.0,NULL);
INSERT INTO image_metric_row VALUES(1,1,2,1.0009999999999998898,2.0019999999999997797,NULL,3.0029999999999996695,4.0039999999999995594,5.0049999999999990052,0.5);
INSERT INTO image_metric_row VALUES(1,2,2,1.0020000000000000017,2.0040000000000000035,NULL,3.0060000000000002273,4.0080000000000000071,5.0099999999999997868,NULL);
INSERT INTO image_metric_row VALUES(1,3,2,1.0029999999999998916,2.0059999999999997832,NULL,3.0089999999999994528,4.0119999999999995665,5.0149999999999996802,0.5);
INSERT INTO image_metric_row VALUES(2,0,2,2.0,4.0,NULL,6.0,8.0,10.0,NULL);
INSERT INTO image_metric_row VALUES(2,1,2,2.0009999999999998898,4.0019999999999997797,NULL,6.0030000000000001136,8.0039999999999995594,10.004999999999999004,0.5);
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
INSERT INTO caption_metric_row VALUES(1,0,2,1,1.0,2.0,NULL,3.0);
INSERT INTO caption_metric_row VALUES(1,0,2,2,2.0,2.0,-1.0,3.0);
INSERT INTO caption_metric_row VALUES(1,0,2,3,3.0,2.0,-1.0,3.0);
INSERT INTO caption_metric_row VALUES(1,1,2,1,1.0009999999999998898,2.0019999999999997797,NULL,3.0029999999999996695);
INSERT INTO caption_metric_row VALUES(1,1,2,2,2.0009999999999998898,2.0019999999999997797,-1.0009999999999998898,3.0029999999999996695);
INSERT INTO caption_metric_row VALUES(1,1,2,3,3.0009999999999998898,2.0019999999999997797,-1.0009999999999998898,3.0029999999999996695);
INSERT INTO caption_metric_row VALUES(1,2,2,1,1.0020000000000000017,2.0040000000000000035,NULL,3.0060000000000002273);
INSERT INTO caption_metric_row VALUES(1,2,2,2,2.0019999999999997797,2.0040000000000000035,-1.0020000000000000017,3.0060000000000002273);
INSERT INTO caption_metric_row VALUES(1,2,2,3,3.0019999999999997797,2.0040000000000000035,-1.0020000000000000017,3.0060000000000002273);
INSERT INTO caption_metric_row VALUES(1,3,2,1,1.0029999999999998916,2.0059999999999997832,NULL,3.0089999999999994528);
INSERT INTO caption_metric_row VALUES(1,3,2,2,2.0030000000000001136,2.0059999999999997832,-1.0029999999999998916,3.0089999999999994528);
INSERT INTO caption_metric_row VALUES(1,3,2,3,3.0030000000000001136,2.0059999999999997832,-1.0029999999999998916,3.0089999999999994528);
INSERT INTO caption_metric_row VALUES(2,0,2,1,2.0,4.0,NULL,6.0);
INSERT INTO caption_metric_row VALUES(2,0,2,2,3.0,4.0,-2.0,6.0);
INSERT INTO caption_metric_row VALUES(2,0,2,3,4.0,4.0,-2.0,6.0);
INSERT INTO caption_metric_row VALUES(2,1,2,1,2.0009999999999998898,4.0019999999999997797,NULL,6.0030000000000001136);
INSERT INTO caption_metric_row VALUES(2,1,2,2,3.0009999999999998898,4.0019999999999997797,-2.0009999999999998898,6.0030000000000001136);
INSERT INTO caption_metric_row VALUES(2,1,2,3,4.0009999999999994457,4.0019999999999997797,-2.0009999999999998898,6.0030000000000001136);
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
COMMIT;
