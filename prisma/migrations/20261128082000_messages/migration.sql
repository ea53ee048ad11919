-- Messages that workflows send to people of their account: an outbox like "notices", which belong to jobs.
CREATE TABLE "messages" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "sender" TEXT NOT NULL,
  "recipient_id" TEXT NOT NULL,
  "recipient" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "object_type_id" TEXT NOT NULL,
  "object_id" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('pending', 'sending', 'sent', 'uncertain', 'failed')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "last_error" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sent_at" TIMESTAMPTZ(3),
  CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "messages_portal_id_recipient_id_created_at_idx" ON "messages" ("portal_id", "recipient_id", "created_at");

ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "messages" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "messages" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
