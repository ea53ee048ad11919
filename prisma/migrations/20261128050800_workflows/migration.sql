-- One execution of a workflow action, by HubSpot's callback id: what a second arrival is answered with, and for one that
-- waits for a job, whether HubSpot was told of its end.
CREATE TABLE "workflow_runs" (
  "portal_id" BIGINT NOT NULL,
  "callback_id" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "request_sha256" TEXT NOT NULL,
  "job_id" UUID,
  "state" TEXT NOT NULL CHECK ("state" IN ('answered', 'waiting', 'due', 'told', 'uncertain', 'unwanted', 'late')),
  "outputs" JSONB,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3),
  "last_error" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "workflow_runs_pkey" PRIMARY KEY ("portal_id", "callback_id"),
  CONSTRAINT "workflow_runs_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "workflow_runs_job_id_idx" ON "workflow_runs" ("job_id");
CREATE INDEX "workflow_runs_portal_id_state_next_at_idx" ON "workflow_runs" ("portal_id", "state", "next_at");

ALTER TABLE "workflow_runs" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workflow_runs" FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON "workflow_runs" USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- Portals with workflows to be told, for the worker that looks over all of them. Like job_line it holds no customer data
-- and stands outside row-level security. A portal with a due run always has its row here.
CREATE TABLE "workflow_line" (
  "portal_id" BIGINT NOT NULL,
  "ready_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "workflow_line_pkey" PRIMARY KEY ("portal_id")
);

-- In the transaction that ends a job, whichever that is: the workflow that waits for it is to be told. Not before the
-- answer that makes the workflow wait can have arrived.
CREATE FUNCTION keep_workflow_line() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE workflow_runs SET state = 'due', next_at = greatest(clock_timestamp(), created_at + interval '2 seconds') WHERE job_id = NEW.id AND state = 'waiting';
  IF FOUND THEN
    INSERT INTO workflow_line (portal_id, ready_at) VALUES (NEW.portal_id, clock_timestamp())
    ON CONFLICT (portal_id) DO UPDATE SET ready_at = least(workflow_line.ready_at, excluded.ready_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_workflow_line AFTER UPDATE OF state ON "jobs" FOR EACH ROW
  WHEN (NEW.state IN ('ready', 'failed', 'cancelled', 'expired') AND OLD.state IN ('queued', 'held', 'running'))
  EXECUTE FUNCTION keep_workflow_line();
