-- In which language and locale HubSpot showed somebody the card when they last asked for an export: what we write to them is in these until they choose.
CREATE TABLE "readers" (
  "portal_id" BIGINT NOT NULL,
  "user_id" TEXT NOT NULL,
  "language" TEXT NOT NULL CHECK ("language" IN ('en', 'de')),
  "locale" TEXT NOT NULL CHECK (char_length("locale") <= 40),
  CONSTRAINT "readers_pkey" PRIMARY KEY ("portal_id", "user_id")
);

ALTER TABLE "readers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "readers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "portal_only" ON "readers" USING ("portal_id" = nullif(current_setting('app.portal_id', true), '')::bigint);

-- Who is asked, where that is not the job's owner: the mail is in their language.
ALTER TABLE "notices" ADD COLUMN "recipient_id" TEXT;
