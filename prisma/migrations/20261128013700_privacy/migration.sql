-- Why a file was taken back before its time, in a person's words.
ALTER TABLE "artifacts" ADD COLUMN "withdrawn" TEXT;
