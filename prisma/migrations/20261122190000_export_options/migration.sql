-- How the file is written, beside its format; exports from before have none.
ALTER TABLE "exports" ADD COLUMN "options" JSONB NOT NULL DEFAULT '{}';
