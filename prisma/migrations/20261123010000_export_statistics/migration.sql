-- What past exports of a table have taught, for the next estimate of it.
CREATE TABLE "export_statistics" (
  "portal_id" BIGINT NOT NULL,
  "table_id" TEXT NOT NULL,
  "format" TEXT NOT NULL,
  "runs" INTEGER NOT NULL,
  "cell_bytes" JSONB NOT NULL,
  "byte_ratio" DOUBLE PRECISION NOT NULL,
  "second_ratio" DOUBLE PRECISION NOT NULL,
  "call_ratio" DOUBLE PRECISION NOT NULL,
  "table_rows" BIGINT,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "export_statistics_pkey" PRIMARY KEY ("portal_id", "table_id", "format")
);
ALTER TABLE "export_statistics" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "export_statistics" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "export_statistics" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
