-- Which rows a chunk holds, where a second pass may replace them; and what that pass did, with its own part.
ALTER TABLE "chunks" ADD COLUMN "row_keys" TEXT;
ALTER TABLE "export_parts" ADD COLUMN "tally" JSONB;
