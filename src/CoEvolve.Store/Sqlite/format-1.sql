-- Lets a file of format 1, which holds one experiment, be read as one of the newest format. Temporary views of one
-- connection: they hide the tables of the file, and nothing is written.

CREATE TEMP VIEW dataset AS SELECT id, 1 AS experiment_id, sha256, name, bytes FROM main.dataset;
