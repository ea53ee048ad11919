-- Executions of a workflow that become one file. An open one takes records until closes_at; they lie in the selection of
-- the same id. Of one workflow and one choice of what to export at most one is open.
CREATE TABLE "workflow_collections" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "key" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "object_type_id" TEXT NOT NULL,
  "wanted" JSONB NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('open', 'closing', 'closed')),
  "records" INTEGER NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "closes_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "workflow_collections_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "workflow_collections_one_open" ON "workflow_collections" ("portal_id", "key") WHERE "state" = 'open';

ALTER TABLE "workflow_collections" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workflow_collections" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "workflow_collections" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- Until its collection is closed such a run has no job; afterwards all of them have the same.
ALTER TABLE "workflow_runs" ADD COLUMN "collection_id" UUID;
CREATE INDEX "workflow_runs_collection_id_idx" ON "workflow_runs" ("collection_id");
