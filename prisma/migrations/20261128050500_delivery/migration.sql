-- Places of a portal that finished exports, or word of them, may go to.
CREATE TABLE "destinations" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('s3', 'sftp', 'webhook', 'slack', 'teams', 'task')),
  "place" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('active', 'disabled')),
  "sealed_settings" TEXT NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "destinations_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "destinations_portal_id_name_key" ON "destinations" ("portal_id", "name");

-- Outbox of deliveries. `sending` is written before the other side is spoken to; `attempts` fences a settling that comes late.
CREATE TABLE "deliveries" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "job_id" UUID NOT NULL,
  "destination_id" UUID NOT NULL,
  "request_id" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('waiting', 'pending', 'sending', 'sent', 'uncertain', 'failed')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "reason" TEXT,
  "receipt" TEXT,
  "next_at" TIMESTAMPTZ(3),
  "sent_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "deliveries_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "deliveries_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "destinations" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "deliveries_job_id_destination_id_request_id_key" ON "deliveries" ("job_id", "destination_id", "request_id");

-- How one person wants mails: not about exports that took less than so long, in which language and time zone.
CREATE TABLE "mail_wishes" (
  "portal_id" BIGINT NOT NULL,
  "user_id" TEXT NOT NULL,
  "quiet_seconds" INTEGER NOT NULL CHECK ("quiet_seconds" >= 0),
  "language" TEXT NOT NULL CHECK ("language" IN ('en', 'de')),
  "time_zone" TEXT NOT NULL,
  CONSTRAINT "mail_wishes_pkey" PRIMARY KEY ("portal_id", "user_id")
);

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['destinations', 'deliveries', 'mail_wishes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format('CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)', scoped);
  END LOOP;
END $$;
