-- Columns that the source did not give out for the rows of this chunk, with the reason: [{"column", "reason"}].
ALTER TABLE "chunks" ADD COLUMN "unreadable" JSONB NOT NULL DEFAULT '[]';
