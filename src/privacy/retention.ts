/** How long rows of a table are kept. */
export type Kept =
  /** Deleted `days` after `since`, a column of the table; `where` narrows it. */
  | { readonly kind: 'days'; readonly days: number; readonly since: string; readonly where?: string }
  /** Goes with the row it belongs to. */
  | { readonly kind: 'with'; readonly table: string }
  /** Until the portal uninstalls, disconnects, or has been without access for `LOST_DAYS`. */
  | { readonly kind: 'install' };

/**
 * The one list of what is kept for how long. Everything of a portal is deleted when it uninstalls, whatever stands
 * here. A table with a portal's number that is missing here fails a test.
 */
export const RETENTION: Readonly<Record<string, Kept>> = {
  installs: { kind: 'install' },
  sweep_line: { kind: 'install' },
  portal_policies: { kind: 'install' },
  connections: { kind: 'install' },
  record_links: { kind: 'install' },
  merged_records: { kind: 'install' },
  templates: { kind: 'install' },
  schedules: { kind: 'with', table: 'templates' },
  messages: { kind: 'days', days: 30, since: 'created_at' },
  selections: { kind: 'days', days: 0, since: 'keep_until' },
  selection_ids: { kind: 'with', table: 'selections' },
  schedule_slots: { kind: 'days', days: 90, since: 'settled_at' },
  destinations: { kind: 'install' },
  mail_wishes: { kind: 'install' },
  readers: { kind: 'install' },
  request_budget: { kind: 'install' },
  portal_notices: { kind: 'days', days: 90, since: 'created_at' },
  jobs: { kind: 'days', days: 90, since: 'finished_at', where: "state not in ('queued', 'running', 'held')" },
  job_line: { kind: 'with', table: 'jobs' },
  view_line: { kind: 'with', table: 'jobs' },
  portal_line: { kind: 'install' },
  line_changes: { kind: 'install' },
  exports: { kind: 'with', table: 'jobs' },
  export_sheets: { kind: 'with', table: 'jobs' },
  export_parts: { kind: 'with', table: 'jobs' },
  kept_views: { kind: 'days', days: 0, since: 'until' },
  chunks: { kind: 'with', table: 'jobs' },
  artifacts: { kind: 'with', table: 'jobs' },
  left_out_rows: { kind: 'with', table: 'jobs' },
  repair_rows: { kind: 'with', table: 'jobs' },
  approvals: { kind: 'with', table: 'jobs' },
  notices: { kind: 'with', table: 'jobs' },
  deliveries: { kind: 'with', table: 'jobs' },
  download_links: { kind: 'with', table: 'jobs' },
  file_shares: { kind: 'with', table: 'jobs' },
  export_statistics: { kind: 'days', days: 365, since: 'updated_at' },
  idempotency_keys: { kind: 'days', days: 1, since: 'created_at' },
  webhook_events: { kind: 'days', days: 30, since: 'received_at', where: "state <> 'pending'" },
  webhook_drops: { kind: 'days', days: 30, since: 'day' },
  webhook_line: { kind: 'install' },
  workflow_runs: { kind: 'days', days: 30, since: 'created_at', where: "state not in ('waiting', 'due')" },
  workflow_collections: { kind: 'days', days: 30, since: 'closes_at', where: "state = 'closed'" },
  workflow_line: { kind: 'install' },
  record_changes: { kind: 'days', days: 30, since: 'seen_at' },
  request_counts: { kind: 'days', days: 62, since: 'day' },
  refused_features: { kind: 'days', days: 30, since: 'closed_until' },
  audit_log: { kind: 'days', days: 365, since: 'at' },
};

/** A portal that stays without access this long is treated as uninstalled. */
export const LOST_DAYS = 30;

/** The mark of an uninstalled portal: its number, its state and the time. It lets a second look find what came late. */
export const MARK_HOURS = 24;

/** Used and unused states of installs that began. */
export const OAUTH_STATE_HOURS = 24;
