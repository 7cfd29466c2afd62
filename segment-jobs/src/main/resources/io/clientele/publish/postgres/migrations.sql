-- name: lock-migrations
SELECT pg_advisory_xact_lock(hashtextextended('clientele.migrations', 0))

-- name: create-schema
CREATE SCHEMA IF NOT EXISTS clientele;
COMMENT ON SCHEMA clientele IS 'Customer segments, published by Clientele.';
CREATE TABLE IF NOT EXISTS clientele.migrations (
  name       text PRIMARY KEY,
  checksum   text        NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE clientele.migrations IS 'Migrations that this database has had.';
COMMENT ON COLUMN clientele.migrations.name IS 'File that was applied.';
COMMENT ON COLUMN clientele.migrations.checksum IS 'SHA-256 of the file as it was applied.';
COMMENT ON COLUMN clientele.migrations.applied_at IS 'When it was applied, UTC.';

-- name: has-migrations
SELECT to_regclass('clientele.migrations') IS NOT NULL

-- name: applied-migrations
SELECT name, checksum FROM clientele.migrations

-- name: record-migration
INSERT INTO clientele.migrations (name, checksum) VALUES (?, ?)
