-- Made when no experiment of the file has anything left to do. Unique, so that a row that was stored twice is found here
-- at the latest.
CREATE UNIQUE INDEX IF NOT EXISTS text_metric_key ON text_metric_row (ecosystem_id, generation, model_id);
CREATE UNIQUE INDEX IF NOT EXISTS image_metric_key ON image_metric_row (ecosystem_id, generation, model_id);
CREATE UNIQUE INDEX IF NOT EXISTS caption_metric_key ON caption_metric_row (ecosystem_id, generation, model_id, caption_id);
CREATE UNIQUE INDEX IF NOT EXISTS snapshot_key ON snapshot_row (ecosystem_id, generation, model_id);
