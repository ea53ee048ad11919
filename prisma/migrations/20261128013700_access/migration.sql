-- Who may view and export what, per portal; the whole policy is one document with a version.
CREATE TABLE "portal_policies" (
  "portal_id" BIGINT NOT NULL,
  "version" INTEGER NOT NULL,
  "policy" JSONB NOT NULL,
  "changed_by" TEXT NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "portal_policies_pkey" PRIMARY KEY ("portal_id")
);

-- One request for agreement per job. Nobody decides their own: the second wall behind the code's.
CREATE TABLE "approvals" (
  "job_id" UUID NOT NULL,
  "portal_id" BIGINT NOT NULL,
  "requested_by" TEXT NOT NULL,
  "requested_email" TEXT NOT NULL,
  "rows" BIGINT,
  "why" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('pending', 'approved', 'refused', 'expired', 'withdrawn')),
  "decided_by" TEXT,
  "decided_email" TEXT,
  "reason" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "decided_at" TIMESTAMPTZ(3),
  CONSTRAINT "approvals_pkey" PRIMARY KEY ("job_id"),
  CONSTRAINT "approvals_not_their_own" CHECK ("decided_by" IS NULL OR "decided_by" <> "requested_by"),
  CONSTRAINT "approvals_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "approvals_portal_id_state_created_at_idx" ON "approvals" ("portal_id", "state", "created_at");

DO $$
DECLARE
  scoped TEXT;
BEGIN
  FOREACH scoped IN ARRAY ARRAY['portal_policies', 'approvals']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);
    EXECUTE format('CREATE POLICY portal_only ON %I USING (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)', scoped);
  END LOOP;
END $$;

-- A job that waits for agreement stands outside the line (keep_job_line leaves it out) until it is released.
ALTER TABLE "jobs" DROP CONSTRAINT "jobs_state_check";
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_state_check" CHECK ("state" IN ('queued', 'held', 'running', 'ready', 'failed', 'cancelled', 'expired'));
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind_check";
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind_check" CHECK ("kind" IN ('started', 'ready', 'failed', 'cancelled', 'held', 'approved', 'approval_requested'));

-- With which rights a table of an export is read; exports from before have none, which means all rows and columns.
ALTER TABLE "export_sheets" ADD COLUMN "access" JSONB;

-- The audit log only grows. Rows leave it by retention or with the whole portal, and a person is taken out of them, only by
-- code that says so in its transaction.
CREATE FUNCTION keep_audit_log() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.audit_retention', true) = 'on' THEN RETURN OLD; END IF;
  -- Taking a person out of a line leaves what was done, when and by whom.
  IF TG_OP = 'UPDATE' AND current_setting('app.audit_retention', true) = 'on' AND NEW.details = '{"erased": true}'::jsonb
    AND (NEW.id, NEW.portal_id, NEW.at, NEW.user_id, NEW.action) IS NOT DISTINCT FROM (OLD.id, OLD.portal_id, OLD.at, OLD.user_id, OLD.action) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_audit_log BEFORE UPDATE OR DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION keep_audit_log();
CREATE TRIGGER keep_audit_log_whole BEFORE TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_log();
