-- A connection's settings by number, so that of two admins who change them the later one is told; and by which settings of
-- its table an export or a kept view was begun, so that none is gone on with by others.
ALTER TABLE "connections" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "export_sheets" ADD COLUMN "shape" TEXT;
ALTER TABLE "kept_views" ADD COLUMN "shape" TEXT;
