-- Since when an admin has a connection switched off; null: it is on.
ALTER TABLE "connections" ADD COLUMN "disabled_at" TIMESTAMPTZ(3);
