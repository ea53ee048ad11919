-- A view that outlived its click has a lane of its own: somebody looks at the card and waits, and must not stand behind exports that take hours.
ALTER TABLE "jobs" DROP CONSTRAINT "jobs_lane_check";
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_lane_check" CHECK ("lane" IN ('immediate', 'background', 'view'));

-- Whoever claims it or gives it back: a view stays in its lane.
CREATE FUNCTION keep_view_lane() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  NEW.lane := 'view';
  RETURN NEW;
END $$;
CREATE TRIGGER keep_view_lane BEFORE INSERT OR UPDATE OF lane ON "jobs" FOR EACH ROW WHEN (NEW.kind = 'view') EXECUTE FUNCTION keep_view_lane();

CREATE INDEX "job_line_views_idx" ON "job_line" ("portal_id", "waits_since") WHERE "lane" = 'view';

-- Takes the next view of all portals: of the portal with the fewest running ones, and there the one that waits longest.
CREATE FUNCTION claim_next_view(newcomers_only BOOLEAN, lease_seconds INTEGER)
RETURNS TABLE ("claimedPortal" TEXT, "claimedJob" UUID, "claimedFence" INTEGER) LANGUAGE plpgsql AS $$
DECLARE
  moment TIMESTAMPTZ;
  candidate RECORD;
BEGIN
  -- One such claim at a time over all workers, beside those of exports.
  PERFORM pg_advisory_xact_lock(72707371);
  moment := clock_timestamp();
  FOR candidate IN
    SELECT line.job_id, line.portal_id FROM job_line line
    LEFT JOIN (SELECT portal_id, count(*) AS views FROM job_line WHERE lane = 'view' AND held_until >= moment GROUP BY portal_id) running USING (portal_id)
    WHERE line.lane = 'view' AND line.ready_at <= moment AND (line.held_until IS NULL OR line.held_until < moment)
      AND (NOT newcomers_only OR running.views IS NULL)
    ORDER BY coalesce(running.views, 0), line.waits_since, line.job_id
  LOOP
    PERFORM set_config('app.portal_id', candidate.portal_id::text, true);
    RETURN QUERY
      UPDATE jobs SET state = 'running', fence = fence + 1, attempts = attempts + 1, deaths = deaths + (state = 'running')::integer,
        claimed_at = clock_timestamp(), claimed_rows = rows_done, started_at = coalesce(started_at, clock_timestamp()),
        lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
      WHERE id = (
        SELECT id FROM jobs WHERE id = candidate.job_id AND state IN ('queued', 'running')
          AND (lease_until IS NULL OR lease_until < moment) FOR UPDATE SKIP LOCKED
      )
      RETURNING portal_id::text, id, fence;
    IF FOUND THEN RETURN; END IF;
  END LOOP;
END $$;

-- As before, without the views.
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
      WHERE line.lane <> 'view' AND line.ready_at <= moment AND (line.held_until IS NULL OR line.held_until < moment)
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

-- As before: no export gives way to a view.
CREATE OR REPLACE FUNCTION ask_to_give_way(newcomer_ms INTEGER, turn_ms INTEGER) RETURNS SETOF UUID LANGUAGE plpgsql AS $$
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
    WHERE lane <> 'view' AND greatest(ready_at, waits_since, gave_way_at) <= moment - interval '1 second' AND (held_until IS NULL OR held_until < moment)
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
