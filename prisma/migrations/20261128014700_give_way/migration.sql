-- A running job may be asked to give its place up at its next checkpoint, for a portal of which nothing runs.
ALTER TABLE "jobs" ADD COLUMN "gave_way_at" TIMESTAMPTZ(3);
ALTER TABLE "job_line"
  ADD COLUMN "claimed_at" TIMESTAMPTZ(3),
  ADD COLUMN "gave_way_at" TIMESTAMPTZ(3),
  ADD COLUMN "has_run" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "asked_at" TIMESTAMPTZ(3);

CREATE OR REPLACE FUNCTION keep_job_line() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state NOT IN ('queued', 'running') THEN
    DELETE FROM job_line WHERE job_id = NEW.id;
  ELSE
    INSERT INTO job_line (job_id, portal_id, lane, ready_at, waits_since, held_until, claimed_at, gave_way_at, has_run)
    VALUES (NEW.id, NEW.portal_id, NEW.lane, NEW.ready_at, NEW.waits_since, NEW.lease_until, NEW.claimed_at, NEW.gave_way_at, NEW.started_at IS NOT NULL)
    ON CONFLICT (job_id) DO UPDATE SET lane = NEW.lane, ready_at = NEW.ready_at, waits_since = NEW.waits_since, held_until = NEW.lease_until,
      claimed_at = NEW.claimed_at, gave_way_at = NEW.gave_way_at, has_run = NEW.started_at IS NOT NULL,
      -- What was asked of one claim is not asked of the next.
      asked_at = CASE WHEN NEW.state = 'running' AND job_line.claimed_at IS NOT DISTINCT FROM NEW.claimed_at THEN job_line.asked_at END;
  END IF;
  -- Told with the commit, to every worker that has a place free: a job came, or one ended and left its portal a place.
  IF NEW.state <> 'running' THEN PERFORM pg_notify('job_line', ''); END IF;
  RETURN NULL;
END $$;

-- As before, and: portals with as many running jobs take turns. A portal whose first job gave way stands behind all that waited then;
-- within a portal the order stays that of the clicks.
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

-- Asks running jobs to give way, one for each portal of which nothing runs although a job of it has been ready for a second, and
-- gives all that are asked. A job has its place for `newcomer_ms` at least where the waiting job has never run, for `turn_ms` where
-- it has. First those of the portals with the most running jobs, then those that have run longest. One that has not given way
-- some seconds later (it cannot at that stage) no longer counts, and another is asked.
CREATE FUNCTION ask_to_give_way(newcomer_ms INTEGER, turn_ms INTEGER) RETURNS SETOF UUID LANGUAGE plpgsql AS $$
DECLARE
  moment TIMESTAMPTZ;
  newcomers BIGINT;
  others BIGINT;
  asked BIGINT;
BEGIN
  PERFORM pg_advisory_xact_lock(72707370);
  moment := clock_timestamp();
  SELECT count(*) FILTER (WHERE NOT has_run), count(*) INTO newcomers, others FROM (
    SELECT DISTINCT ON (portal_id) has_run FROM job_line line
    WHERE greatest(ready_at, waits_since, gave_way_at) <= moment - interval '1 second' AND (held_until IS NULL OR held_until < moment)
      AND NOT EXISTS (SELECT FROM job_line held WHERE held.portal_id = line.portal_id AND held.held_until >= moment AND held.lane = 'background')
    ORDER BY portal_id, waits_since, job_id
  ) AS first_ones;
  SELECT count(*) INTO asked FROM job_line WHERE held_until >= moment AND asked_at > moment - interval '3 seconds';
  IF others > asked THEN
    UPDATE job_line SET asked_at = moment WHERE job_id IN (
      SELECT job_id FROM (
        SELECT job_id, claimed_at, row_number() OVER (ORDER BY rank DESC, claimed_at, job_id) AS place FROM (
          SELECT job_id, claimed_at, row_number() OVER (PARTITION BY portal_id ORDER BY claimed_at DESC, job_id) AS rank
          FROM job_line WHERE held_until >= moment AND lane = 'background' AND asked_at IS NULL
        ) AS ranked
      ) AS placed
      WHERE (place <= newcomers - asked AND claimed_at <= moment - make_interval(secs => newcomer_ms / 1000.0))
        OR (place <= others - asked AND claimed_at <= moment - make_interval(secs => turn_ms / 1000.0))
    );
  END IF;
  RETURN QUERY SELECT job_id FROM job_line WHERE held_until >= moment AND asked_at IS NOT NULL;
END $$;
