-- When HubSpot was last asked whether a linked record is still there: the event of a deletion may have been missed.
ALTER TABLE "record_links" ADD COLUMN "looked_at" TIMESTAMPTZ(3);
