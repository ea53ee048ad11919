-- Which environment may send and call in this database's name. A copy of the database that wakes up elsewhere does not
-- match, and is disarmed. One row at most; belongs to no portal.
CREATE TABLE "environment_mark" (
  "only" BOOLEAN NOT NULL DEFAULT true CHECK ("only"),
  "fingerprint" TEXT NOT NULL,
  "origin" TEXT NOT NULL,
  "armed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "environment_mark_pkey" PRIMARY KEY ("only")
);

-- What the vendor is told about, by the fixed sentence of its log line: shared by all processes, so that a fault that hits
-- many of them is one message. Holds no customer data.
CREATE TABLE "vendor_alerts" (
  "group_key" TEXT NOT NULL,
  "support_code" TEXT,
  "first_at" TIMESTAMPTZ(3) NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  "sent_at" TIMESTAMPTZ(3),
  "unsent" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "vendor_alerts_pkey" PRIMARY KEY ("group_key")
);

-- The trace of the click a job comes from (W3C traceparent), so that its work and its notices join it.
ALTER TABLE "jobs" ADD COLUMN "trace_parent" TEXT;
