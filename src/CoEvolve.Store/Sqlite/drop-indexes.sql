-- The indexes of indexes.sql, before more rows come.
DROP INDEX IF EXISTS text_metric_key;
DROP INDEX IF EXISTS image_metric_key;
DROP INDEX IF EXISTS caption_metric_key;
DROP INDEX IF EXISTS snapshot_key;
