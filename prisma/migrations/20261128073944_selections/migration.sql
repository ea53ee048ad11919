-- Records a person has selected in a list of HubSpot. The id is made by the sender and belongs to the person: nobody else
-- can name it. received: what each page that has arrived was, so that one sent twice counts once.
CREATE TABLE "selections" (
  "portal_id" BIGINT NOT NULL,
  "user_id" TEXT NOT NULL,
  "id" UUID NOT NULL,
  "object_type_id" TEXT NOT NULL,
  "pages" INTEGER NOT NULL,
  "received" JSONB NOT NULL,
  "keep_until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "selections_pkey" PRIMARY KEY ("portal_id", "user_id", "id")
);

CREATE TABLE "selection_ids" (
  "portal_id" BIGINT NOT NULL,
  "user_id" TEXT NOT NULL,
  "selection_id" UUID NOT NULL,
  "object_id" TEXT NOT NULL,
  CONSTRAINT "selection_ids_pkey" PRIMARY KEY ("portal_id", "user_id", "selection_id", "object_id"),
  CONSTRAINT "selection_ids_portal_id_user_id_selection_id_fkey" FOREIGN KEY ("portal_id", "user_id", "selection_id")
    REFERENCES "selections" ("portal_id", "user_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['selections', 'selection_ids']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format('CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)', scoped);
  END LOOP;
END $$;
