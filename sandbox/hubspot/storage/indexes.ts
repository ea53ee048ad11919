/** Dropped before a portal is filled and built after it: one sort is far cheaper than a million random insertions. */
export const dropIndexes = `
DROP INDEX IF EXISTS hubspot.records_updated, hubspot.records_created, hubspot.records_email, hubspot.records_domain,
  hubspot.associations_key, hubspot.search_lag_written
`;

export const createIndexes = [
  `CREATE INDEX IF NOT EXISTS records_updated ON hubspot.records (portal_id, object_type, updated_at, id)
     WHERE archived_at IS NULL`,
  `CREATE INDEX IF NOT EXISTS records_created ON hubspot.records (portal_id, object_type, created_at, id)
     WHERE archived_at IS NULL`,
  `CREATE UNIQUE INDEX IF NOT EXISTS records_email ON hubspot.records (portal_id, lower(properties ->> 'email'))
     WHERE object_type = '0-1' AND archived_at IS NULL`,
  `CREATE INDEX IF NOT EXISTS records_domain ON hubspot.records (portal_id, lower(properties ->> 'domain'))
     WHERE object_type = '0-2' AND archived_at IS NULL`,
  `CREATE UNIQUE INDEX IF NOT EXISTS associations_key
     ON hubspot.associations (portal_id, from_type, from_id, to_type, to_id) INCLUDE (type_ids)`,
  `CREATE INDEX IF NOT EXISTS search_lag_written ON hubspot.search_lag (portal_id, object_type, written_at)`,
] as const;
