-- How often a job's holder fell silent since the job last made progress: it died, or hung. A job of two deaths runs in a process of
-- its own. Counted by whoever takes it up, because the dead can count nothing.
ALTER TABLE "jobs" ADD COLUMN "deaths" INTEGER NOT NULL DEFAULT 0;

-- As before, and counts the death of the holder before.
CREATE OR REPLACE FUNCTION claim_next_job(portal_cap INTEGER, newcomers_only BOOLEAN, lease_seconds INTEGER)
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
    ), waiting AS (
      SELECT line.job_id, line.portal_id, line.waits_since, coalesce(running.jobs, 0) AS jobs,
        first_value(greatest(line.gave_way_at, line.waits_since)) OVER (PARTITION BY line.portal_id ORDER BY line.waits_since, line.job_id) AS turn
      FROM job_line line LEFT JOIN running USING (portal_id)
      WHERE line.ready_at <= moment AND (line.held_until IS NULL OR line.held_until < moment)
    )
    SELECT job_id, portal_id FROM waiting
    WHERE jobs < CASE WHEN newcomers_only THEN 1 ELSE portal_cap END
    ORDER BY jobs, turn, waits_since, job_id
  LOOP
    PERFORM set_config('app.portal_id', candidate.portal_id::text, true);
    -- A row that somebody is writing to is passed over: waiting for it would hold up every worker.
    RETURN QUERY
      UPDATE jobs SET state = 'running', lane = 'background', fence = fence + 1, attempts = attempts + 1,
        deaths = deaths + (state = 'running')::integer, claimed_at = clock_timestamp(),
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

-- Starts of a job behind the scenes that came to no end, by its id in the queue. Written from its second start on; belongs to no portal.
CREATE TABLE "queue_deaths" (
  "queue_job" UUID NOT NULL,
  "starts" INTEGER NOT NULL DEFAULT 1,
  "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "queue_deaths_pkey" PRIMARY KEY ("queue_job")
);

-- Requests to HubSpot of all portals by hour, for the alarm at HubSpot's line of 95 %. Numbers only; belongs to no portal.
CREATE TABLE "request_hours" (
  "hour" TIMESTAMPTZ(3) NOT NULL,
  "tries" BIGINT NOT NULL DEFAULT 0,
  "failed" BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT "request_hours_pkey" PRIMARY KEY ("hour")
);
