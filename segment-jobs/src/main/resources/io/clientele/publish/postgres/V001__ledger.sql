-- What does not mirror a table of the lake: who publishes, and what was published when.

CREATE TABLE clientele.tenants (
  tenant_id          text PRIMARY KEY,
  first_published_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE clientele.tenants IS 'Tenants that have published; one row each.';
COMMENT ON COLUMN clientele.tenants.tenant_id IS 'Tenant, as the settings name it.';
COMMENT ON COLUMN clientele.tenants.first_published_at IS 'When rows of the tenant first became visible here, UTC.';

CREATE TABLE clientele.publications (
  tenant_id    text        NOT NULL REFERENCES clientele.tenants (tenant_id),
  run_seq      bigint      NOT NULL,
  dataset      text        NOT NULL,
  run_id       text        NOT NULL,
  as_of        date        NOT NULL,
  rows         bigint      NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, run_seq, dataset)
);
COMMENT ON TABLE clientele.publications IS 'One row for each table that a run made visible; the newest run of a tenant is what the other tables show.';
COMMENT ON COLUMN clientele.publications.tenant_id IS 'Tenant that the rows belong to.';
COMMENT ON COLUMN clientele.publications.run_seq IS 'Number of the run; grows by one with every run of the tenant.';
COMMENT ON COLUMN clientele.publications.dataset IS 'Table of the lake that the rows came from.';
COMMENT ON COLUMN clientele.publications.run_id IS 'Run that published.';
COMMENT ON COLUMN clientele.publications.as_of IS 'Everything known strictly before the start of this local day.';
COMMENT ON COLUMN clientele.publications.rows IS 'Rows of the dataset that became visible.';
COMMENT ON COLUMN clientele.publications.published_at IS 'When the rows became visible, UTC.';

CREATE TABLE clientele.segments (
  tenant_id    text NOT NULL REFERENCES clientele.tenants (tenant_id),
  segmentation text NOT NULL,
  segment      text NOT NULL,
  as_of        date NOT NULL,
  run_id       text NOT NULL,
  PRIMARY KEY (tenant_id, segmentation, segment)
);
COMMENT ON TABLE clientele.segments IS 'Segments that customers are in now; their figures by date are in segment_metrics.';
COMMENT ON COLUMN clientele.segments.tenant_id IS 'Tenant that the segment belongs to.';
COMMENT ON COLUMN clientele.segments.segmentation IS 'Way of dividing the customers; each customer is in one segment of it.';
COMMENT ON COLUMN clientele.segments.segment IS 'Name of the segment within its segmentation.';
COMMENT ON COLUMN clientele.segments.as_of IS 'Everything known strictly before the start of this local day.';
COMMENT ON COLUMN clientele.segments.run_id IS 'Run that published the segment.';
