-- A link that nobody made: what a connection's rule led to, kept by its id when somebody first used the rows. A person's link goes before it.
ALTER TABLE "record_links" ADD COLUMN "by_rule" BOOLEAN NOT NULL DEFAULT false;
