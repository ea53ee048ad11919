-- An export that reads again what another one left out: which one, and which rows, with the keys that a person has corrected.
ALTER TABLE "exports" ADD COLUMN "repair" JSONB;
CREATE INDEX "exports_repair_of_idx" ON "exports" ((("repair" ->> 'of'))) WHERE "repair" IS NOT NULL;
