-- Finished files that their owner shares with a colleague of the same HubSpot account: one row per file and person, ended and begun again in place.
CREATE TABLE "file_shares" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "job_id" UUID NOT NULL,
  "shared_by" TEXT NOT NULL,
  "sharer_name" TEXT NOT NULL,
  "sharer_email" TEXT NOT NULL,
  "recipient_id" TEXT NOT NULL,
  "recipient" TEXT NOT NULL,
  "recipient_name" TEXT NOT NULL,
  "note" TEXT,
  "request_id" TEXT NOT NULL,
  "round" INTEGER NOT NULL DEFAULT 1,
  "shared_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "file_shares_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "file_shares_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Of two clicks at once one shares, whatever the code does.
CREATE UNIQUE INDEX "file_shares_job_id_recipient_id_key" ON "file_shares" ("job_id", "recipient_id");
CREATE UNIQUE INDEX "file_shares_portal_id_shared_by_request_id_key" ON "file_shares" ("portal_id", "shared_by", "request_id");
CREATE INDEX "file_shares_portal_id_recipient_id_shared_at_idx" ON "file_shares" ("portal_id", "recipient_id", "shared_at" DESC);

ALTER TABLE "file_shares" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "file_shares" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "file_shares" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- A link that was made for a share ends with it.
ALTER TABLE "download_links" ADD COLUMN "share_id" UUID;
ALTER TABLE "download_links" ADD CONSTRAINT "download_links_share_id_fkey" FOREIGN KEY ("share_id") REFERENCES "file_shares"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "download_links_share_id_idx" ON "download_links" ("share_id");

ALTER TABLE "notices" DROP CONSTRAINT "notices_kind_check";
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind_check" CHECK ("kind" IN ('started', 'ready', 'failed', 'cancelled', 'held', 'approved', 'approval_requested', 'shared'));
