-- A destination that was removed stays as a name for what was sent there; its settings are gone.
ALTER TABLE "destinations" DROP CONSTRAINT "destinations_state_check";
ALTER TABLE "destinations" ADD CONSTRAINT "destinations_state_check" CHECK ("state" IN ('active', 'disabled', 'removed'));

-- What is sent: the finished file, or word that there is none.
ALTER TABLE "deliveries" ADD COLUMN "about" TEXT NOT NULL DEFAULT 'ready' CHECK ("about" IN ('ready', 'failed', 'cancelled'));
CREATE INDEX "deliveries_destination_id_created_at_idx" ON "deliveries" ("destination_id", "created_at" DESC);

-- Full hours in the person's own time zone in which no mail is sent; both or neither.
ALTER TABLE "mail_wishes" ADD COLUMN "quiet_from" INTEGER CHECK ("quiet_from" BETWEEN 0 AND 23);
ALTER TABLE "mail_wishes" ADD COLUMN "quiet_to" INTEGER CHECK ("quiet_to" BETWEEN 0 AND 23);

-- A mail that is not sent because somebody wished so leaves a line; last_error says why.
ALTER TABLE "notices" DROP CONSTRAINT "notices_state_check";
ALTER TABLE "notices" ADD CONSTRAINT "notices_state_check" CHECK ("state" IN ('pending', 'sending', 'sent', 'uncertain', 'failed', 'suppressed'));
