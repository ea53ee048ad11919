-- A view that outlived its click stands in a line of its own: somebody looks at the card and waits, and must not stand behind exports
-- that take hours. Ids and times only, across portals, as in job_line, which holds no views from here on.
CREATE TABLE "view_line" (
  "job_id" UUID NOT NULL,
  "portal" BIGINT NOT NULL,
  "ready_at" TIMESTAMPTZ(3) NOT NULL,
  "waits_since" TIMESTAMPTZ(3) NOT NULL,
  "held_until" TIMESTAMPTZ(3),
  CONSTRAINT "view_line_pkey" PRIMARY KEY ("job_id"),
  CONSTRAINT "view_line_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "view_line_waits_since_idx" ON "view_line" ("waits_since");

CREATE FUNCTION keep_view_line() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  -- One that was there before this line was.
  DELETE FROM job_line WHERE job_id = NEW.id;
  IF NEW.state NOT IN ('queued', 'running') THEN
    DELETE FROM view_line WHERE job_id = NEW.id;
  ELSE
    INSERT INTO view_line (job_id, portal, ready_at, waits_since, held_until) VALUES (NEW.id, NEW.portal_id, NEW.ready_at, NEW.waits_since, NEW.lease_until)
    ON CONFLICT (job_id) DO UPDATE SET ready_at = NEW.ready_at, waits_since = NEW.waits_since, held_until = NEW.lease_until;
  END IF;
  IF NEW.state <> 'running' THEN PERFORM pg_notify('job_line', ''); END IF;
  RETURN NULL;
END $$;
DROP TRIGGER keep_job_line ON "jobs";
CREATE TRIGGER keep_job_line AFTER INSERT OR UPDATE OF state, lane, ready_at, waits_since, lease_until ON "jobs"
  FOR EACH ROW WHEN (NEW.kind <> 'view') EXECUTE FUNCTION keep_job_line();
CREATE TRIGGER keep_view_line AFTER INSERT OR UPDATE OF state, ready_at, waits_since, lease_until ON "jobs"
  FOR EACH ROW WHEN (NEW.kind = 'view') EXECUTE FUNCTION keep_view_line();

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
    SELECT line.job_id, line.portal FROM view_line line
    LEFT JOIN (SELECT portal, count(*) AS views FROM view_line WHERE held_until >= moment GROUP BY portal) running USING (portal)
    WHERE line.ready_at <= moment AND (line.held_until IS NULL OR line.held_until < moment)
      AND (NOT newcomers_only OR running.views IS NULL)
    ORDER BY coalesce(running.views, 0), line.waits_since, line.job_id
  LOOP
    PERFORM set_config('app.portal_id', candidate.portal::text, true);
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
