-- HubSpot requests by day, area and job: what HubSpot's 95 % line of successful requests is held against.
CREATE TABLE "request_counts" (
  "portal_id" BIGINT NOT NULL,
  "day" DATE NOT NULL,
  "area" TEXT NOT NULL,
  -- All zeros: no job.
  "job_id" UUID NOT NULL,
  "requests" BIGINT NOT NULL DEFAULT 0,
  "tries" BIGINT NOT NULL DEFAULT 0,
  "failed" BIGINT NOT NULL DEFAULT 0,
  "rate_limited" BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT "request_counts_pkey" PRIMARY KEY ("portal_id", "day", "area", "job_id")
);

-- Calls that HubSpot refuses with 403 again and again are not sent any more.
CREATE TABLE "refused_features" (
  "portal_id" BIGINT NOT NULL,
  "feature" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "refusals" INTEGER NOT NULL,
  "closed_until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "refused_features_pkey" PRIMARY KEY ("portal_id", "feature")
);

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['request_counts', 'refused_features']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format(
      'CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)',
      scoped);
  END LOOP;
END $$;
