-- Set when the person has asked for what was read of a job that stopped: how it had stopped.
ALTER TABLE "jobs" ADD COLUMN "partial" TEXT CHECK ("partial" IN ('cancelled', 'failed'));
