-- An export may hold several tables: what is read moves from the export to its sheets.
CREATE TABLE "export_sheets" (
  "job_id" UUID NOT NULL,
  "sheet" INTEGER NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "title" TEXT NOT NULL,
  "table_id" TEXT NOT NULL,
  "source_title" TEXT NOT NULL,
  "query" JSONB NOT NULL,
  "columns" JSONB NOT NULL,
  "plan" JSONB,
  CONSTRAINT "export_sheets_pkey" PRIMARY KEY ("job_id", "sheet"),
  CONSTRAINT "export_sheets_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The exports that are there now; the owner may look past row-level security for as long as this migration runs.
ALTER TABLE "exports" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "jobs" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "export_sheets" ("job_id", "sheet", "portal_id", "title", "table_id", "source_title", "query", "columns", "plan")
SELECT e."job_id", 0, e."portal_id", j."title", e."table_id", e."source_title", e."query", e."columns", e."plan"
FROM "exports" e JOIN "jobs" j ON j."id" = e."job_id";
ALTER TABLE "exports" FORCE ROW LEVEL SECURITY;
ALTER TABLE "jobs" FORCE ROW LEVEL SECURITY;

ALTER TABLE "exports" DROP COLUMN "table_id", DROP COLUMN "source_title", DROP COLUMN "query", DROP COLUMN "columns", DROP COLUMN "plan";

ALTER TABLE "export_parts" ADD COLUMN "sheet" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "export_parts" DROP CONSTRAINT "export_parts_pkey", ADD CONSTRAINT "export_parts_pkey" PRIMARY KEY ("job_id", "sheet", "part");

ALTER TABLE "chunks"
  ADD COLUMN "sheet" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "neutralised" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "replaced" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "snapshot" TEXT;
ALTER TABLE "chunks" DROP CONSTRAINT "chunks_pkey", ADD CONSTRAINT "chunks_pkey" PRIMARY KEY ("job_id", "sheet", "part", "seq");

ALTER TABLE "export_sheets" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "export_sheets" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "export_sheets" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
