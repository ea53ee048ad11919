-- A grant has a number: what is found out about one grant is never written over a newer one.
ALTER TABLE "installs" ADD COLUMN "grant_no" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "installs" ADD COLUMN "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
-- Refreshes that HubSpot did not answer since the last that it did.
ALTER TABLE "installs" ADD COLUMN "refresh_failures" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "installs" ADD COLUMN "refresh_failed_at" TIMESTAMPTZ(3);
ALTER TABLE "installs" ADD COLUMN "installed_by_email" TEXT;
-- Since when the portal is uninstalled, or without access.
ALTER TABLE "installs" ADD COLUMN "ended_at" TIMESTAMPTZ(3);

-- The portal that a walk to HubSpot was begun for, when it was begun for one, and where its browser wants to go back to.
ALTER TABLE "oauth_states" ADD COLUMN "wanted_portal" TEXT;
ALTER TABLE "oauth_states" ADD COLUMN "return_url" TEXT;

-- Which portals there are and when each is looked after next: ids and times only, for sweeps that go over all portals.
-- Like job_line it stands outside row-level security and is kept by a trigger.
CREATE TABLE "sweep_line" (
  "portal_id" BIGINT NOT NULL,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "sweep_line_pkey" PRIMARY KEY ("portal_id")
);
CREATE INDEX "sweep_line_next_at_idx" ON "sweep_line" ("next_at");

CREATE FUNCTION keep_sweep_line() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM sweep_line WHERE portal_id = OLD.portal_id;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO sweep_line (portal_id, next_at) VALUES (NEW.portal_id, clock_timestamp()) ON CONFLICT (portal_id) DO NOTHING;
  ELSIF NEW.state = 'uninstalled' AND OLD.state <> 'uninstalled' THEN
    -- What an uninstall left unfinished is taken up at the next look.
    UPDATE sweep_line SET next_at = clock_timestamp() WHERE portal_id = NEW.portal_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_sweep_line AFTER INSERT OR DELETE OR UPDATE OF state ON "installs"
  FOR EACH ROW EXECUTE FUNCTION keep_sweep_line();

-- The portals that are there now; the owner may look past row-level security for as long as this migration runs.
ALTER TABLE "installs" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "sweep_line" (portal_id, next_at) SELECT portal_id, CURRENT_TIMESTAMP FROM "installs";
UPDATE "installs" SET "ended_at" = "updated_at" WHERE "state" <> 'active';
ALTER TABLE "installs" FORCE ROW LEVEL SECURITY;

-- Outbox for what concerns a portal and no job: one message to one person per grant and kind.
CREATE TABLE "portal_notices" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('needs-reauth')),
  "grant_no" INTEGER NOT NULL,
  "recipient" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('pending', 'sending', 'sent', 'uncertain', 'failed')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "last_error" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sent_at" TIMESTAMPTZ(3),
  CONSTRAINT "portal_notices_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "portal_notices_portal_id_kind_grant_no_key" ON "portal_notices" ("portal_id", "kind", "grant_no");
ALTER TABLE "portal_notices" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "portal_notices" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "portal_notices" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
