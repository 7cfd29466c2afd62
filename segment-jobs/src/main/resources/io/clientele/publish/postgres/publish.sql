-- name: limit-waiting
SET lock_timeout = '60s'

-- name: obsolete-loads
SELECT stage FROM clientele_staging.loads WHERE tenant_id = ? AND run_seq <= ? ORDER BY stage

-- name: drop-stage
DROP TABLE IF EXISTS clientele_staging.{stage}

-- name: forget-parts
DELETE FROM clientele_staging.parts WHERE stage = ?

-- name: forget-load
DELETE FROM clientele_staging.loads WHERE stage = ?

-- name: record-load
INSERT INTO clientele_staging.loads (stage, tenant_id, run_seq) VALUES (?, ?, ?)

-- name: claim-part
INSERT INTO clientele_staging.parts (stage, part) VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: lock-tenant
SELECT pg_advisory_xact_lock(hashtextextended('clientele.publications/' || ?, 0))

-- name: newest-publication
SELECT run_id, run_seq FROM clientele.publications WHERE tenant_id = ? ORDER BY run_seq DESC LIMIT 1

-- name: add-tenant
INSERT INTO clientele.tenants (tenant_id) VALUES (?) ON CONFLICT DO NOTHING

-- name: delete-segments
DELETE FROM clientele.segments WHERE tenant_id = ?

-- name: insert-segments
INSERT INTO clientele.segments (tenant_id, segmentation, segment, as_of, run_id)
SELECT tenant_id, segmentation, segment, as_of, ?
FROM clientele.{metrics}
WHERE tenant_id = ? AND as_of = ?

-- name: insert-publication
INSERT INTO clientele.publications (tenant_id, run_seq, dataset, run_id, as_of, rows)
VALUES (?, ?, ?, ?, ?, ?)

-- name: receipts
SELECT dataset, rows FROM clientele.publications WHERE tenant_id = ? AND run_seq = ? ORDER BY dataset
