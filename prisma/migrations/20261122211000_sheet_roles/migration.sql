-- How a sheet of an export relates to the others: read by itself, only for others, or from the rows of another.
ALTER TABLE "export_sheets" ADD COLUMN "role" JSONB NOT NULL DEFAULT '{"kind":"table"}';
