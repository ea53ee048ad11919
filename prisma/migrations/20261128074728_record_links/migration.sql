-- What people decided about a HubSpot record and a row of another system: the same, or not. Kept by both ids.
CREATE TABLE "record_links" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "connection" TEXT NOT NULL,
  "partner" TEXT NOT NULL,
  "object_type_id" TEXT NOT NULL,
  "object_id" TEXT NOT NULL,
  "external_key" TEXT NOT NULL CHECK (length("external_key") BETWEEN 1 AND 500),
  "state" TEXT NOT NULL CHECK ("state" IN ('linked', 'refused')),
  "exclusive" BOOLEAN NOT NULL,
  "reason" TEXT,
  "changed_by" TEXT NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "record_links_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "record_links_pair_key" ON "record_links" ("portal_id", "connection", "partner", "object_type_id", "object_id", "external_key");
-- Unique both ways: of two people who link at the same moment one wins, whatever the code does.
CREATE UNIQUE INDEX "record_links_one_key" ON "record_links" ("portal_id", "connection", "partner", "object_type_id", "object_id") WHERE "state" = 'linked';
CREATE UNIQUE INDEX "record_links_one_record" ON "record_links" ("portal_id", "connection", "partner", "object_type_id", "external_key") WHERE "state" = 'linked' AND "exclusive";

-- Records that HubSpot merged into another one, where something was known of them here: saved exports still name the old id.
CREATE TABLE "merged_records" (
  "portal_id" BIGINT NOT NULL,
  "object_type_id" TEXT NOT NULL,
  "object_id" TEXT NOT NULL,
  "merged_into" TEXT NOT NULL,
  "merged_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "merged_records_pkey" PRIMARY KEY ("portal_id", "object_type_id", "object_id")
);

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['record_links', 'merged_records']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format('CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)', scoped);
  END LOOP;
END $$;
