-- The indexes of an experiment's rows, made by whoever closes it. PostgreSQL lets only a table's owner make indexes, and a node
-- need not be that (docs/operations.md): so the owner gives this one act away, to those who are granted EXECUTE. That they are
-- unique finds a row that was stored twice.
CREATE FUNCTION make_row_indexes(experiment bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $function$
DECLARE
    part record;
BEGIN
    FOR part IN
        SELECT * FROM (VALUES
            ('text_metric_row', 'text_metric_key', 'ecosystem_id, generation, model_id'),
            ('image_metric_row', 'image_metric_key', 'ecosystem_id, generation, model_id'),
            ('caption_metric_row', 'caption_metric_key', 'ecosystem_id, generation, model_id, caption_id'),
            ('snapshot_row', 'snapshot_key', 'ecosystem_id, generation, model_id')) AS parts (rows, index, key)
    LOOP
        EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS %I ON %I (%s)', part.index || '_' || experiment, part.rows || '_' || experiment, part.key);
    END LOOP;
END
$function$;

-- Names in it are looked up here and nowhere else: who may call it must not lead it to tables of their own.
DO $do$
BEGIN
    EXECUTE format('ALTER FUNCTION make_row_indexes(bigint) SET search_path = %I, pg_temp', current_schema());
END
$do$;

REVOKE EXECUTE ON FUNCTION make_row_indexes(bigint) FROM PUBLIC;
