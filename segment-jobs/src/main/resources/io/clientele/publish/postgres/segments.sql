-- name: has-segments
SELECT to_regclass('clientele.segments') IS NOT NULL
   AND to_regclass('clientele.segment_metrics') IS NOT NULL

-- name: current-segments
SELECT s.segmentation, s.segment, m.customers, m.orders, m.units, m.spend, s.as_of, s.run_id
FROM clientele.segments s
JOIN clientele.segment_metrics m USING (tenant_id, as_of, segmentation, segment)
WHERE s.tenant_id = ?
ORDER BY s.segmentation, m.spend DESC, s.segment

-- name: has-served
select to_regclass({table-text}) is not null

-- name: about
select (to_jsonb(t) - 'tenant_id')::text from clientele.{table} t
where tenant_id = ? and {column} = ?
order by 1
