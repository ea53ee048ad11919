-- The rows that a finished export left out, every one: the certificate names only the first thousand.
CREATE TABLE "left_out_rows" (
  "job_id" UUID NOT NULL REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sheet" INTEGER NOT NULL,
  "place" INTEGER NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "key" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  CONSTRAINT "left_out_rows_pkey" PRIMARY KEY ("job_id", "sheet", "place")
);

-- The rows that a repair reads again, under the key they have now, and what a person corrected in them. `shown`: marks of
-- the values the person saw; `wanted`: the new ones; `before`: those that were written over, for taking the change back.
CREATE TABLE "repair_rows" (
  "job_id" UUID NOT NULL REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sheet" INTEGER NOT NULL,
  "place" INTEGER NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "key" TEXT NOT NULL,
  -- The row it hangs on, of a table that hangs on another one.
  "parent" TEXT,
  -- Of a row on which others hang: whether all of them are read, or only those that are named.
  "whole" BOOLEAN NOT NULL,
  "corrected" BOOLEAN NOT NULL,
  "shown" JSONB,
  "wanted" JSONB,
  "before" JSONB,
  "outcome" TEXT CHECK ("outcome" IN ('written', 'same', 'refused')),
  "reason" TEXT,
  CONSTRAINT "repair_rows_pkey" PRIMARY KEY ("job_id", "sheet", "place")
);
CREATE UNIQUE INDEX "repair_rows_one_key" ON "repair_rows" ("job_id", "sheet", md5("key"));
CREATE INDEX "repair_rows_parent" ON "repair_rows" ("job_id", "sheet", "parent") WHERE "parent" IS NOT NULL;
CREATE INDEX "repair_rows_to_write" ON "repair_rows" ("job_id", "sheet", "place") WHERE "wanted" IS NOT NULL AND "outcome" IS NULL;

-- What was left out before there was this table, as far as it was named.
INSERT INTO "left_out_rows" ("job_id", "sheet", "place", "portal_id", "key", "reason")
SELECT a."job_id", s.n::integer - 1, r.n::integer - 1, a."portal_id", r.row ->> 'key', r.row ->> 'reason'
FROM "artifacts" a
CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(a."certificate" -> 'sheets') = 'array' THEN a."certificate" -> 'sheets' ELSE '[]'::jsonb END) WITH ORDINALITY AS s(sheet, n)
CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(s.sheet -> 'skipped') = 'array' THEN s.sheet -> 'skipped' ELSE '[]'::jsonb END) WITH ORDINALITY AS r(row, n);
INSERT INTO "repair_rows" ("job_id", "sheet", "place", "portal_id", "key", "whole", "corrected")
SELECT e."job_id", 0, r.n::integer - 1, e."portal_id", coalesce(r.row ->> 'corrected', r.row ->> 'key'), true, r.row ? 'corrected'
FROM "exports" e CROSS JOIN LATERAL jsonb_array_elements(e."repair" -> 'rows') WITH ORDINALITY AS r(row, n)
WHERE e."repair" IS NOT NULL
ON CONFLICT DO NOTHING;
UPDATE "exports" SET "repair" = jsonb_build_object('of', "repair" ->> 'of', 'rows', jsonb_array_length("repair" -> 'rows'), 'writes', false)
WHERE "repair" IS NOT NULL;

-- A repair writes what was corrected before it reads.
ALTER TABLE "jobs" DROP CONSTRAINT "jobs_phase_check";
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_phase_check" CHECK ("phase" IN ('planning', 'writing', 'reading', 'waiting', 'rendering', 'publishing'));

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['left_out_rows', 'repair_rows']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format('CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)', scoped);
  END LOOP;
END $$;
