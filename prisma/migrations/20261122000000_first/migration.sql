CREATE TABLE "installs" (
  "portal_id" BIGINT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('active', 'needs_reauth', 'uninstalled')),
  "sealed_access_token" TEXT,
  "sealed_refresh_token" TEXT,
  "access_expires_at" TIMESTAMPTZ(3) NOT NULL,
  "scopes" TEXT[],
  "time_zone" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "ui_domain" TEXT NOT NULL,
  "installed_by_user_id" TEXT NOT NULL,
  "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "installs_pkey" PRIMARY KEY ("portal_id")
);

CREATE TABLE "oauth_states" (
  "state_hash" TEXT NOT NULL,
  "browser_hash" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "oauth_states_pkey" PRIMARY KEY ("state_hash")
);

CREATE TABLE "connections" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "key" TEXT NOT NULL CHECK ("key" ~ '^[a-z0-9-]{1,40}$'),
  "source_key" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "sealed_config" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "connections_portal_id_key_key" ON "connections" ("portal_id", "key");

CREATE TABLE "jobs" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "kind" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('queued', 'running', 'ready', 'failed', 'cancelled', 'expired')),
  "lane" TEXT NOT NULL CHECK ("lane" IN ('immediate', 'background')),
  "phase" TEXT NOT NULL CHECK ("phase" IN ('planning', 'reading', 'rendering', 'publishing')),
  "title" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "user_email" TEXT NOT NULL,
  "request_id" TEXT NOT NULL,
  "request_sha256" TEXT NOT NULL,
  "fence" INTEGER NOT NULL DEFAULT 0,
  "round" INTEGER NOT NULL DEFAULT 1,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "lease_until" TIMESTAMPTZ(3),
  "claimed_at" TIMESTAMPTZ(3),
  "claimed_rows" BIGINT NOT NULL DEFAULT 0,
  "rows_done" BIGINT NOT NULL DEFAULT 0,
  "rows_total" BIGINT,
  "error" JSONB,
  "cancel_requested_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "jobs_portal_id_user_id_request_id_key" ON "jobs" ("portal_id", "user_id", "request_id");
CREATE INDEX "jobs_portal_id_user_id_created_at_idx" ON "jobs" ("portal_id", "user_id", "created_at" DESC);

CREATE TABLE "exports" (
  "job_id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "table_id" TEXT NOT NULL,
  "source_title" TEXT NOT NULL,
  "format" TEXT NOT NULL,
  "query" JSONB NOT NULL,
  "columns" JSONB NOT NULL,
  "plan" JSONB,
  "as_of" TIMESTAMPTZ(3),
  CONSTRAINT "exports_pkey" PRIMARY KEY ("job_id"),
  CONSTRAINT "exports_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "export_parts" (
  "job_id" UUID NOT NULL,
  "part" INTEGER NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "cursor" TEXT,
  "next_seq" INTEGER NOT NULL DEFAULT 0,
  "done" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "export_parts_pkey" PRIMARY KEY ("job_id", "part"),
  CONSTRAINT "export_parts_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "chunks" (
  "job_id" UUID NOT NULL,
  "part" INTEGER NOT NULL,
  "seq" INTEGER NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "file_key" TEXT NOT NULL,
  "rows" INTEGER NOT NULL,
  "upstream" INTEGER NOT NULL,
  "calls" INTEGER NOT NULL,
  "bytes" BIGINT NOT NULL,
  "sha256" TEXT NOT NULL,
  "skipped" JSONB NOT NULL,
  CONSTRAINT "chunks_pkey" PRIMARY KEY ("job_id", "part", "seq"),
  CONSTRAINT "chunks_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "artifacts" (
  "job_id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "file_key" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "rows" BIGINT NOT NULL,
  "bytes" BIGINT NOT NULL,
  "sha256" TEXT NOT NULL,
  "certificate" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "artifacts_pkey" PRIMARY KEY ("job_id"),
  CONSTRAINT "artifacts_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "notices" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "job_id" UUID NOT NULL,
  "round" INTEGER NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('started', 'ready', 'failed', 'cancelled')),
  "channel" TEXT NOT NULL CHECK ("channel" IN ('inbox', 'email')),
  "recipient" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('pending', 'sending', 'sent', 'uncertain', 'failed')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "last_error" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sent_at" TIMESTAMPTZ(3),
  CONSTRAINT "notices_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notices_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "notices_job_id_round_kind_channel_recipient_key" ON "notices" ("job_id", "round", "kind", "channel", "recipient");

CREATE TABLE "download_links" (
  "id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "job_id" UUID NOT NULL,
  "user_id" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3),
  "opened" INTEGER NOT NULL DEFAULT 0,
  "downloaded" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "download_links_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "download_links_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "audit_log" (
  "id" BIGSERIAL NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "user_id" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "details" JSONB NOT NULL,
  CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_log_portal_id_at_idx" ON "audit_log" ("portal_id", "at");

CREATE TABLE "idempotency_keys" (
  "portal_id" BIGINT NOT NULL,
  "user_id" TEXT NOT NULL,
  "route" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "request_sha256" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('running', 'done')),
  "response" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("portal_id", "user_id", "route", "key")
);

-- Holds no customer data; one statement per call must stay one round trip, so it stands outside row-level security.
CREATE TABLE "request_budget" (
  "portal_id" BIGINT NOT NULL,
  "budget" TEXT NOT NULL,
  "tokens" DOUBLE PRECISION NOT NULL,
  "updated" TIMESTAMPTZ(6) NOT NULL,
  "blocked_until" TIMESTAMPTZ(6),
  CONSTRAINT "request_budget_pkey" PRIMARY KEY ("portal_id", "budget")
);

-- Second wall behind the portal-scoped handle: without app.portal_id a query sees no row, with it only that portal's.
DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['installs', 'connections', 'jobs', 'exports', 'export_parts', 'chunks', 'artifacts',
                                'notices', 'download_links', 'audit_log', 'idempotency_keys']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format(
      'CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)',
      scoped);
  END LOOP;
END $$;
