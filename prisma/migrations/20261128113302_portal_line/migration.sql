-- The claim compared all waiting jobs of all portals each time: 81 ms with 30,000 of them. Now a row per portal says what the claim
-- compares, and is counted anew only where something changed or its time has come. The rules stay those of claim_next_job before.
--
-- Their column is called "portal": a version before this one refuses to start where a table with a "portal_id" stands outside row-level
-- security that it does not know, and that version has to be able to come back.
CREATE TABLE "portal_line" (
  "portal" BIGINT NOT NULL,
  -- Jobs that are held, in the background.
  "running" INTEGER NOT NULL,
  -- Of the first job that may run now: when its turn came, since when it could have run, and whether it has run. Null where none may.
  "turn" TIMESTAMPTZ(3),
  "waiting_since" TIMESTAMPTZ(3),
  "has_run" BOOLEAN NOT NULL DEFAULT false,
  -- When the passing of time alone may change this row: a job becomes ready, a lease ends.
  "look_at" TIMESTAMPTZ(3),
  CONSTRAINT "portal_line_pkey" PRIMARY KEY ("portal")
);
CREATE INDEX "portal_line_running_turn_portal_idx" ON "portal_line" ("running", "turn", "portal");
CREATE INDEX "portal_line_newcomers" ON "portal_line" ("turn") WHERE "running" = 0 AND NOT "has_run";
CREATE INDEX "portal_line_look_at_idx" ON "portal_line" ("look_at");

-- Portals whose jobs in the line changed. Only ever added to, so that whoever starts or ends a job waits for nobody; emptied by the
-- claim, which is alone under its lock.
CREATE TABLE "line_changes" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "portal" BIGINT NOT NULL,
  CONSTRAINT "line_changes_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "job_line_portal_id_ready_at_idx" ON "job_line" ("portal_id", "ready_at");
CREATE INDEX "job_line_held" ON "job_line" ("portal_id", "held_until") WHERE "held_until" IS NOT NULL;

CREATE FUNCTION note_line_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO line_changes (portal) VALUES (coalesce(NEW.portal_id, OLD.portal_id));
  RETURN NULL;
END $$;
CREATE TRIGGER note_line_entry AFTER INSERT OR DELETE ON "job_line" FOR EACH ROW EXECUTE FUNCTION note_line_change();
-- Not where a lease is merely made longer, which happens several times in its life.
CREATE TRIGGER note_line_change AFTER UPDATE ON "job_line" FOR EACH ROW
  WHEN ((OLD.lane, OLD.ready_at, OLD.waits_since, OLD.gave_way_at, OLD.has_run) IS DISTINCT FROM (NEW.lane, NEW.ready_at, NEW.waits_since, NEW.gave_way_at, NEW.has_run)
    OR (OLD.held_until IS NULL) <> (NEW.held_until IS NULL) OR NEW.held_until < OLD.held_until OR OLD.held_until < clock_timestamp())
  EXECUTE FUNCTION note_line_change();

INSERT INTO "line_changes" ("portal") SELECT DISTINCT portal_id FROM "job_line";

-- Counts these portals' rows anew. These tables grow and shrink faster than statistics are gathered, so the plans do not go by them.
CREATE FUNCTION count_portal_line(portals BIGINT[], moment TIMESTAMPTZ) RETURNS VOID LANGUAGE plpgsql SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  WITH counted AS (
    SELECT one.portal, first.turn, first.waiting_since, first.has_run,
      (SELECT count(*) FROM job_line WHERE portal_id = one.portal AND held_until >= moment AND lane = 'background') AS running,
      least(
        (SELECT min(ready_at) FROM job_line WHERE portal_id = one.portal AND ready_at > moment),
        (SELECT min(held_until) FROM job_line WHERE portal_id = one.portal AND held_until >= moment)
      ) AS look_at
    FROM unnest(portals) AS one (portal) LEFT JOIN LATERAL (
      SELECT greatest(gave_way_at, waits_since) AS turn, greatest(ready_at, waits_since, gave_way_at) AS waiting_since, has_run FROM job_line
      WHERE portal_id = one.portal AND ready_at <= moment AND (held_until IS NULL OR held_until < moment) ORDER BY waits_since, job_id LIMIT 1
    ) AS first ON true
  ), over AS (
    DELETE FROM portal_line line USING counted
    WHERE line.portal = counted.portal AND counted.running = 0 AND counted.turn IS NULL AND counted.look_at IS NULL
  )
  INSERT INTO portal_line (portal, running, turn, waiting_since, has_run, look_at)
  SELECT portal, running, turn, waiting_since, coalesce(has_run, false), look_at FROM counted WHERE running > 0 OR turn IS NOT NULL OR look_at IS NOT NULL
  ON CONFLICT (portal) DO UPDATE SET running = excluded.running, turn = excluded.turn, waiting_since = excluded.waiting_since, has_run = excluded.has_run, look_at = excluded.look_at;
END $$;

-- Brings portal_line up to date, 500 portals at most for each reason, and says whether changes are left over. Under the claim's lock only.
CREATE FUNCTION settle_portal_line(moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $$
DECLARE
  most CONSTANT INTEGER := 500;
  noted BIGINT[];
  due BIGINT[];
BEGIN
  WITH taken AS (DELETE FROM line_changes WHERE id = ANY (ARRAY(SELECT id FROM line_changes ORDER BY id LIMIT most)) RETURNING portal)
  SELECT array_agg(portal) INTO noted FROM taken;
  due := ARRAY(SELECT portal FROM portal_line WHERE look_at <= moment ORDER BY look_at LIMIT most);
  IF noted IS NOT NULL OR cardinality(due) > 0 THEN
    PERFORM count_portal_line(ARRAY(SELECT DISTINCT one FROM unnest(noted || due) AS one), moment);
  END IF;
  RETURN coalesce(cardinality(noted), 0) = most;
END $$;

CREATE OR REPLACE FUNCTION claim_next_job(portal_cap INTEGER, newcomers_only BOOLEAN, lease_seconds INTEGER)
RETURNS TABLE ("claimedPortal" TEXT, "claimedJob" UUID, "claimedFence" INTEGER) LANGUAGE plpgsql SET jit = off SET enable_seqscan = off SET enable_sort = off AS $$
DECLARE
  moment TIMESTAMPTZ;
  more BOOLEAN;
  stale BOOLEAN;
  place RECORD;
  candidate RECORD;
BEGIN
  -- One claim at a time over all workers: two at the same moment would both take a portal's last place.
  PERFORM pg_advisory_xact_lock(72707370);
  moment := clock_timestamp();
  LOOP
    more := settle_portal_line(moment);
    LOOP
      stale := false;
      -- Fewest running jobs of the portal first, then whose turn it is longest.
      FOR place IN
        SELECT portal, running, turn FROM portal_line
        WHERE turn IS NOT NULL AND running < CASE WHEN newcomers_only THEN 1 ELSE portal_cap END
        ORDER BY running, turn, portal
      LOOP
        -- What is compared may have grown old, by a lease that was renewed late: whoever is chosen is looked at again.
        PERFORM count_portal_line(ARRAY[place.portal], moment);
        PERFORM FROM portal_line WHERE portal = place.portal AND running = place.running AND turn = place.turn;
        stale := NOT FOUND;
        EXIT WHEN stale;
        PERFORM set_config('app.portal_id', place.portal::text, true);
        FOR candidate IN
          SELECT job_id FROM job_line WHERE portal_id = place.portal AND ready_at <= moment AND (held_until IS NULL OR held_until < moment) ORDER BY portal_id, waits_since, job_id
        LOOP
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
      END LOOP;
      EXIT WHEN NOT stale;
    END LOOP;
    EXIT WHEN NOT more;
  END LOOP;
END $$;

-- As before, from portal_line; never counts further than there are jobs that could give way.
CREATE OR REPLACE FUNCTION ask_to_give_way(newcomer_ms INTEGER, turn_ms INTEGER) RETURNS SETOF UUID LANGUAGE plpgsql SET jit = off SET enable_seqscan = off AS $$
DECLARE
  moment TIMESTAMPTZ;
  held BIGINT;
  newcomers BIGINT;
  others BIGINT;
  asked BIGINT;
BEGIN
  PERFORM pg_advisory_xact_lock(72707370);
  moment := clock_timestamp();
  PERFORM settle_portal_line(moment);
  SELECT count(*), count(*) FILTER (WHERE asked_at > moment - interval '3 seconds') INTO held, asked FROM job_line WHERE held_until >= moment;
  SELECT count(*) INTO newcomers FROM (SELECT FROM portal_line WHERE running = 0 AND turn IS NOT NULL AND waiting_since <= moment - interval '1 second' AND NOT has_run LIMIT held + asked) AS waiting;
  SELECT count(*) INTO others FROM (SELECT FROM portal_line WHERE running = 0 AND turn IS NOT NULL AND waiting_since <= moment - interval '1 second' LIMIT held + asked) AS waiting;
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
