-- How far HubSpot's webhooks journal was read, for the app as a whole: one row, no portal's data.
CREATE TABLE "journal_place" (
  "id" INTEGER NOT NULL,
  "last_offset" TEXT,
  "looked_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "journal_place_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "journal_place_one_row" CHECK ("id" = 1)
);
