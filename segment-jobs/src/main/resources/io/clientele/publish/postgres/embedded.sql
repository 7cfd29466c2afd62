-- name: create-database
CREATE DATABASE clientele;

-- name: claim
SELECT pg_advisory_lock_shared(hashtextextended('clientele.server', 0))

-- name: unclaim
SELECT pg_advisory_unlock_shared(hashtextextended('clientele.server', 0))

-- name: nobody-else
SELECT pg_try_advisory_lock(hashtextextended('clientele.server', 0))
