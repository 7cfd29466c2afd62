-- Where rows wait until the one transaction that makes them visible. A crash may empty unlogged
-- tables; counting before that transaction notices it.

CREATE SCHEMA IF NOT EXISTS clientele_staging;
COMMENT ON SCHEMA clientele_staging IS 'Rows on their way; not for reading.';

CREATE TABLE clientele_staging.loads (
  stage     text PRIMARY KEY,
  tenant_id text   NOT NULL,
  run_seq   bigint NOT NULL
);
COMMENT ON TABLE clientele_staging.loads IS 'Staging tables that exist, so that those of ended runs can be dropped.';
COMMENT ON COLUMN clientele_staging.loads.stage IS 'Name of the staging table.';
COMMENT ON COLUMN clientele_staging.loads.tenant_id IS 'Tenant whose rows it takes.';
COMMENT ON COLUMN clientele_staging.loads.run_seq IS 'Number of the run that fills it.';

CREATE UNLOGGED TABLE clientele_staging.parts (
  stage text NOT NULL,
  part  int  NOT NULL,
  PRIMARY KEY (stage, part)
);
COMMENT ON TABLE clientele_staging.parts IS 'Partitions that arrived: claimed in the transaction of their COPY, so that a task tried twice brings its rows once.';
COMMENT ON COLUMN clientele_staging.parts.stage IS 'Staging table.';
COMMENT ON COLUMN clientele_staging.parts.part IS 'Number of the partition.';
