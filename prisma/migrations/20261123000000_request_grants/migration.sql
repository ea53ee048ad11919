-- The moments of the calls granted within the rolling window take the place of a token bucket: a bucket that is safe for
-- a rolling window has to leave a part of it unused, the moments do not. What the bucket held is seconds old and forgotten.
DELETE FROM "request_budget";
ALTER TABLE "request_budget"
  DROP COLUMN "tokens",
  DROP COLUMN "updated",
  ADD COLUMN "grants" DOUBLE PRECISION[] NOT NULL DEFAULT '{}',
  ADD COLUMN "extra_ms" DOUBLE PRECISION NOT NULL DEFAULT 0;
