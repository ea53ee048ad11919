-- A saved export: what is read and what kind of file it becomes, with the columns as they were when it was saved.
CREATE TABLE "templates" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "owner_id" TEXT NOT NULL,
  "owner_email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "shared" BOOLEAN NOT NULL,
  "version" INTEGER NOT NULL,
  "definition" JSONB NOT NULL,
  "tables" JSONB NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "templates_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "templates_portal_id_name_idx" ON "templates" ("portal_id", "name");

-- When a template runs by itself. next_at: the slot that is waited for; none while paused or when the rule has no more.
CREATE TABLE "schedules" (
  "template_id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "rule" JSONB NOT NULL,
  "blackouts" JSONB NOT NULL,
  "missed" TEXT NOT NULL CHECK ("missed" IN ('run', 'skip')),
  "changes" JSONB,
  "paused" BOOLEAN NOT NULL,
  "next_at" TIMESTAMPTZ(3),
  CONSTRAINT "schedules_pkey" PRIMARY KEY ("template_id"),
  CONSTRAINT "schedules_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "templates" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What became of each slot. The key is what lets a slot happen once, however many workers find it due.
CREATE TABLE "schedule_slots" (
  "template_id" UUID NOT NULL,
  "slot" TIMESTAMPTZ(3) NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('started', 'failed', 'skipped')),
  "job_id" UUID,
  "settled_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "schedule_slots_pkey" PRIMARY KEY ("template_id", "slot"),
  CONSTRAINT "schedule_slots_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "schedules" ("template_id") ON DELETE CASCADE ON UPDATE CASCADE
);

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['templates', 'schedules', 'schedule_slots']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format('CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)', scoped);
  END LOOP;
END $$;
