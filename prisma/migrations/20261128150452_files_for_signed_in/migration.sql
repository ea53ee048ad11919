-- Where an account gives files only to people who are signed in to HubSpot: which links such a person asked for, and the one browser that may use each.
ALTER TABLE "download_links" ADD COLUMN "by_click" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "download_links" ADD COLUMN "claimed_by" TEXT;
ALTER TABLE "download_links" ADD COLUMN "claimed_at" TIMESTAMPTZ(3);
