-- What HubSpot told us, stored before it is answered. Holds ids and times, never a property's value: whoever needs a value
-- asks HubSpot. `sealed_raw` is there only while an event that could not be read waits for somebody to look at it.
CREATE TABLE "webhook_events" (
  "portal_id" BIGINT NOT NULL,
  "event_key" TEXT NOT NULL,
  "id" BIGSERIAL NOT NULL,
  "kind" TEXT NOT NULL,
  "object_type_id" TEXT NOT NULL,
  "object_id" TEXT NOT NULL,
  "touched" JSONB NOT NULL,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "state" TEXT NOT NULL CHECK ("state" IN ('pending', 'done', 'quarantined')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "ready_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "done_at" TIMESTAMPTZ(3),
  "reason" TEXT,
  "sealed_raw" TEXT,
  CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("portal_id", "event_key")
);
CREATE INDEX "webhook_events_portal_id_state_occurred_at_id_idx" ON "webhook_events" ("portal_id", "state", "occurred_at", "id");
CREATE INDEX "webhook_events_portal_id_state_ready_at_idx" ON "webhook_events" ("portal_id", "state", "ready_at");
CREATE INDEX "webhook_events_portal_id_received_at_idx" ON "webhook_events" ("portal_id", "received_at");

-- Events of portals that have not installed the app: counted, not kept.
CREATE TABLE "webhook_drops" (
  "portal_id" BIGINT NOT NULL,
  "day" DATE NOT NULL,
  "events" BIGINT NOT NULL,
  CONSTRAINT "webhook_drops_pkey" PRIMARY KEY ("portal_id", "day")
);

-- What was signed by HubSpot but names no portal. Belongs to nobody, so it is sealed and kept for a short time only.
CREATE TABLE "webhook_strays" (
  "event_key" TEXT NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "reason" TEXT NOT NULL,
  "sealed_raw" TEXT NOT NULL,
  CONSTRAINT "webhook_strays_pkey" PRIMARY KEY ("event_key")
);

-- What changed in HubSpot and when: ids and times, the newest only.
CREATE TABLE "record_changes" (
  "portal_id" BIGINT NOT NULL,
  "object_type_id" TEXT NOT NULL,
  "object_id" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('unknown', 'present', 'gone', 'erased')),
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  "linked_at" TIMESTAMPTZ(3),
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "events" BIGINT NOT NULL,
  CONSTRAINT "record_changes_pkey" PRIMARY KEY ("portal_id", "object_type_id", "object_id")
);
CREATE INDEX "record_changes_portal_id_object_type_id_seen_at_idx" ON "record_changes" ("portal_id", "object_type_id", "seen_at");

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['webhook_events', 'webhook_drops', 'record_changes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format(
      'CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)',
      scoped);
  END LOOP;
END $$;

-- Portals with pending events, for the worker that looks over all of them. Like job_line it holds no customer data and
-- stands outside row-level security. A portal with a pending event always has its row here.
CREATE TABLE "webhook_line" (
  "portal_id" BIGINT NOT NULL,
  "ready_at" TIMESTAMPTZ(3) NOT NULL,
  "held_until" TIMESTAMPTZ(3),
  "taken_at" TIMESTAMPTZ(3),
  "fence" BIGINT NOT NULL DEFAULT 0,
  -- A round was begun and nobody said how it ended: its worker was killed, or died of an event in it.
  "open_round" BOOLEAN NOT NULL DEFAULT false,
  -- Events of the next round at most. Falls while rounds are left open, so that one that kills is soon alone.
  "batch" INTEGER NOT NULL DEFAULT 500,
  CONSTRAINT "webhook_line_pkey" PRIMARY KEY ("portal_id")
);
-- Fences of a portal whose row came, went and came again must not repeat.
CREATE SEQUENCE "webhook_fences";

-- Puts a portal in the line inside the caller's transaction. The key-share lock keeps a worker that is about to take the
-- row away from doing so before this transaction has shown its events.
CREATE FUNCTION join_webhook_line(portal BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  LOOP
    INSERT INTO webhook_line (portal_id, ready_at) VALUES (portal, clock_timestamp()) ON CONFLICT DO NOTHING;
    -- Only the first of many is told: every NOTIFY takes a lock of the whole server at its commit.
    IF FOUND THEN PERFORM pg_notify('webhook_line', ''); END IF;
    PERFORM 1 FROM webhook_line WHERE portal_id = portal FOR KEY SHARE;
    EXIT WHEN FOUND;
  END LOOP;
END $$;

-- Stores one delivery of HubSpot in one statement: each event once per portal and key, whatever HubSpot repeats.
-- Portals and keys go in order, so that two deliveries with the same events wait for each other and never in a circle.
CREATE FUNCTION store_webhook_events(batch JSONB) RETURNS TABLE ("stored" INTEGER, "repeated" INTEGER, "dropped" INTEGER) LANGUAGE plpgsql AS $$
DECLARE
  portal BIGINT;
  events JSONB;
  added INTEGER;
BEGIN
  stored := 0; repeated := 0; dropped := 0;
  FOR portal, events IN
    SELECT (event ->> 'portalId')::bigint, jsonb_agg(event) FROM jsonb_array_elements(batch) AS event GROUP BY 1 ORDER BY 1
  LOOP
    PERFORM set_config('app.portal_id', portal::text, true);
    IF NOT EXISTS (SELECT 1 FROM installs WHERE portal_id = portal AND state <> 'uninstalled') THEN
      dropped := dropped + jsonb_array_length(events);
      INSERT INTO webhook_drops AS d (portal_id, day, events) VALUES (portal, (clock_timestamp() AT TIME ZONE 'UTC')::date, jsonb_array_length(events))
        ON CONFLICT (portal_id, day) DO UPDATE SET events = d.events + excluded.events;
      CONTINUE;
    END IF;
    INSERT INTO webhook_events (portal_id, event_key, kind, object_type_id, object_id, touched, occurred_at, state, reason, sealed_raw)
      SELECT portal, e.key, e.kind, e."objectTypeId", e."objectId", e.touched, e."occurredAt", e.state, e.reason, e."sealedRaw"
      FROM jsonb_to_recordset(events) AS e(key TEXT, kind TEXT, "objectTypeId" TEXT, "objectId" TEXT, touched JSONB, "occurredAt" TIMESTAMPTZ, state TEXT, reason TEXT, "sealedRaw" TEXT)
      ORDER BY e.key
      ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS added = ROW_COUNT;
    stored := stored + added;
    repeated := repeated + jsonb_array_length(events) - added;
    IF added > 0 THEN PERFORM join_webhook_line(portal); END IF;
  END LOOP;
  RETURN NEXT;
END $$;

-- Takes the portal that waits longest for its turn. One worker per portal at a time is what keeps a record's events in order.
CREATE FUNCTION claim_webhook_portal(lease_seconds INTEGER) RETURNS TABLE ("portalId" TEXT, "fence" TEXT, "batch" INTEGER) LANGUAGE sql AS $$
  UPDATE webhook_line AS line SET
    fence = nextval('webhook_fences'), held_until = clock_timestamp() + make_interval(secs => lease_seconds), taken_at = clock_timestamp(),
    batch = CASE WHEN line.open_round THEN greatest(1, line.batch / 8) ELSE line.batch END, open_round = true
  WHERE line.portal_id = (
    SELECT portal_id FROM webhook_line WHERE ready_at <= clock_timestamp() AND (held_until IS NULL OR held_until < clock_timestamp())
    ORDER BY taken_at NULLS FIRST, portal_id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
  RETURNING line.portal_id::text, line.fence::text, line.batch
$$;
