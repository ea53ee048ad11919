-- Counts of events of portals that never installed are swept like everything else. Only the part for them is new.
CREATE OR REPLACE FUNCTION store_webhook_events(batch JSONB) RETURNS TABLE ("stored" INTEGER, "repeated" INTEGER, "dropped" INTEGER) LANGUAGE plpgsql AS $$
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
      -- By this line the count is found when its time is over; a portal that is not installed has no place in it yet.
      INSERT INTO sweep_line (portal_id, next_at) VALUES (portal, clock_timestamp() + interval '1 day') ON CONFLICT (portal_id) DO NOTHING;
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
