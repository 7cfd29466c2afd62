-- name: lock-declarations
SELECT pg_advisory_xact_lock(hashtextextended('clientele.declarations', 0))

-- name: column
{column} {type}

-- name: create-table
CREATE TABLE IF NOT EXISTS clientele.{table} ({columns}) WITH (fillfactor = {filled})

-- name: comments
SELECT a.attname, coalesce(col_description(a.attrelid, a.attnum), '')
FROM pg_attribute a
WHERE a.attrelid = to_regclass({table-text}) AND a.attnum > 0 AND NOT a.attisdropped

-- name: add-column
ALTER TABLE clientele.{table} ADD COLUMN {definition}

-- name: comment-column
COMMENT ON COLUMN clientele.{table}.{column} IS {doc}

-- name: comment-current
COMMENT ON TABLE clientele.{table} IS 'Current rows of the lake''s table of this name; as_of says for which date they hold.'

-- name: comment-history
COMMENT ON TABLE clientele.{table} IS 'Rows of the lake''s table of this name, for every date that was published.'

-- name: has-key
SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass({table-text}) AND contype = 'p')

-- name: add-key
ALTER TABLE clientele.{table} ADD PRIMARY KEY ({key})

-- name: indexes
SELECT indexname FROM pg_indexes WHERE schemaname = 'clientele' AND tablename = ?

-- name: create-index
CREATE INDEX IF NOT EXISTS {index} ON clientele.{table} ({tenant}, {column})

-- name: create-stage
CREATE UNLOGGED TABLE clientele_staging.{stage} ({columns})

-- name: copy
COPY clientele_staging.{stage} ({columns}) FROM STDIN (FORMAT binary)

-- name: count-stage
SELECT count(*) FROM clientele_staging.{stage}

-- name: count-served
SELECT count(*) FROM clientele.{table} WHERE tenant_id = ?

-- name: upsert-current
INSERT INTO clientele.{table} (tenant_id, {columns}) SELECT ?, {columns} FROM clientele_staging.{stage}
ON CONFLICT ({key}) DO UPDATE SET ({shown}) = ROW ({staged})

-- name: delete-gone
DELETE FROM clientele.{table} WHERE tenant_id = ? AND xmin <> pg_current_xact_id()::xid

-- name: delete-history
DELETE FROM clientele.{table} WHERE tenant_id = ? AND as_of = ?

-- name: insert-served
INSERT INTO clientele.{table} (tenant_id, {columns}) SELECT ?, {columns} FROM clientele_staging.{stage}
