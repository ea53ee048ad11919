-- A view that outlived its click: what was asked, what has been read of it, and until when it is shown. Its job does the rest.
CREATE TABLE "kept_views" (
  "job_id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "user_id" TEXT NOT NULL,
  "view_key" TEXT NOT NULL,
  "request" JSONB NOT NULL,
  "cursor" TEXT,
  "access" JSONB NOT NULL,
  "progress" JSONB NOT NULL,
  "as_of" TIMESTAMPTZ(3) NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "kept_views_pkey" PRIMARY KEY ("job_id"),
  CONSTRAINT "kept_views_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- One of each for a person: a view that is asked for again finds the one that is under way.
CREATE UNIQUE INDEX "kept_views_portal_id_user_id_view_key_key" ON "kept_views" ("portal_id", "user_id", "view_key");

ALTER TABLE "kept_views" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "kept_views" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "kept_views" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
