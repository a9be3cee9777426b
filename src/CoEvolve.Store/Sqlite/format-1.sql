-- Lets a file of format 1, which holds one experiment, be read as one of the newest format. Temporary views of one
-- connection: they hide the tables of the file, and nothing is written.

CREATE TEMP VIEW dataset AS SELECT id, 1 AS experiment_id, sha256, name, bytes FROM main.dataset;

CREATE TEMP VIEW finding AS
SELECT NULL AS position, NULL AS finding, NULL AS setting, NULL AS name, NULL AS kind, NULL AS predicted, NULL AS measured,
       NULL AS lower, NULL AS upper, NULL AS effect, NULL AS p_value, NULL AS level, NULL AS passed, NULL AS relation,
       NULL AS headline
WHERE FALSE;
