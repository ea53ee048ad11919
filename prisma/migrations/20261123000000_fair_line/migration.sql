-- When a job may be taken next, and since when it stands in line.
ALTER TABLE "jobs" ADD COLUMN "ready_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "jobs" ADD COLUMN "waits_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "jobs" ADD COLUMN "waiting" JSONB;
ALTER TABLE "jobs" ADD COLUMN "waiting_since" TIMESTAMPTZ(3);

-- The unfinished jobs of all portals, for the claim that has to compare portals. Like request_budget it holds no
-- customer data (ids and times only) and stands outside row-level security. A trigger keeps it; nobody else writes it.
CREATE TABLE "job_line" (
  "job_id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "lane" TEXT NOT NULL,
  "ready_at" TIMESTAMPTZ(3) NOT NULL,
  "waits_since" TIMESTAMPTZ(3) NOT NULL,
  "held_until" TIMESTAMPTZ(3),
  CONSTRAINT "job_line_pkey" PRIMARY KEY ("job_id"),
  CONSTRAINT "job_line_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "job_line_portal_id_waits_since_idx" ON "job_line" ("portal_id", "waits_since");

CREATE FUNCTION keep_job_line() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state NOT IN ('queued', 'running') THEN
    DELETE FROM job_line WHERE job_id = NEW.id;
  ELSE
    INSERT INTO job_line (job_id, portal_id, lane, ready_at, waits_since, held_until)
    VALUES (NEW.id, NEW.portal_id, NEW.lane, NEW.ready_at, NEW.waits_since, NEW.lease_until)
    ON CONFLICT (job_id) DO UPDATE SET lane = NEW.lane, ready_at = NEW.ready_at, waits_since = NEW.waits_since, held_until = NEW.lease_until;
  END IF;
  -- Told with the commit, to every worker that has a place free: a job came, or one ended and left its portal a place.
  IF NEW.state <> 'running' THEN PERFORM pg_notify('job_line', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_job_line AFTER INSERT OR UPDATE OF state, lane, ready_at, waits_since, lease_until ON "jobs"
  FOR EACH ROW EXECUTE FUNCTION keep_job_line();

-- The jobs that are there now; the owner may look past row-level security for as long as this migration runs.
ALTER TABLE "jobs" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "job_line" (job_id, portal_id, lane, ready_at, waits_since, held_until)
  SELECT id, portal_id, lane, ready_at, waits_since, lease_until FROM "jobs" WHERE state IN ('queued', 'running');
ALTER TABLE "jobs" FORCE ROW LEVEL SECURITY;

-- Takes the next job: of the portal with the fewest running jobs, and there the one that waits longest. A portal has at
-- most `portal_cap` running at once; with `newcomers_only` it must have none. One statement, so that a worker that is
-- stopped in the middle of it holds up nobody.
CREATE FUNCTION claim_next_job(portal_cap INTEGER, newcomers_only BOOLEAN, lease_seconds INTEGER)
RETURNS TABLE ("claimedPortal" TEXT, "claimedJob" UUID, "claimedFence" INTEGER) LANGUAGE plpgsql AS $$
DECLARE
  moment TIMESTAMPTZ;
  candidate RECORD;
BEGIN
  -- One claim at a time over all workers: two at the same moment would both take a portal's last place.
  PERFORM pg_advisory_xact_lock(72707370);
  moment := clock_timestamp();
  FOR candidate IN
    WITH running AS (
      SELECT portal_id, count(*) AS jobs FROM job_line WHERE held_until >= moment AND lane = 'background' GROUP BY portal_id
    )
    SELECT line.job_id, line.portal_id FROM job_line line LEFT JOIN running USING (portal_id)
    WHERE line.ready_at <= moment AND (line.held_until IS NULL OR line.held_until < moment)
      AND coalesce(running.jobs, 0) < CASE WHEN newcomers_only THEN 1 ELSE portal_cap END
    ORDER BY coalesce(running.jobs, 0), line.waits_since, line.job_id
  LOOP
    PERFORM set_config('app.portal_id', candidate.portal_id::text, true);
    -- A row that somebody is writing to is passed over: waiting for it would hold up every worker.
    RETURN QUERY
      UPDATE jobs SET state = 'running', lane = 'background', fence = fence + 1, attempts = attempts + 1, claimed_at = clock_timestamp(),
        claimed_rows = rows_done, started_at = coalesce(started_at, clock_timestamp()),
        lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
      WHERE id = (
        SELECT id FROM jobs WHERE id = candidate.job_id AND state IN ('queued', 'running')
          AND (lease_until IS NULL OR lease_until < moment) FOR UPDATE SKIP LOCKED
      )
      RETURNING portal_id::text, id, fence;
    IF FOUND THEN RETURN; END IF;
  END LOOP;
END $$;
