/** Tables of the fake; safe to run at every start. A pair of associated records has one row per direction, with all its type ids. */
export const schema = `
CREATE SCHEMA IF NOT EXISTS hubspot;

CREATE TABLE IF NOT EXISTS hubspot.records (
  portal_id bigint NOT NULL,
  object_type text NOT NULL,
  id bigint NOT NULL,
  properties jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  archived_at timestamptz(3),
  PRIMARY KEY (portal_id, object_type, id)
);

CREATE TABLE IF NOT EXISTS hubspot.associations (
  portal_id bigint NOT NULL,
  from_type text NOT NULL,
  from_id bigint NOT NULL,
  to_type text NOT NULL,
  to_id bigint NOT NULL,
  type_ids int[] NOT NULL
);

CREATE TABLE IF NOT EXISTS hubspot.unique_values (
  portal_id bigint NOT NULL,
  object_type text NOT NULL,
  property text NOT NULL,
  value text NOT NULL,
  record_id bigint NOT NULL,
  PRIMARY KEY (portal_id, object_type, property, value)
);

CREATE TABLE IF NOT EXISTS hubspot.search_lag (
  portal_id bigint NOT NULL,
  object_type text NOT NULL,
  id bigint NOT NULL,
  written_at bigint NOT NULL,
  properties jsonb,
  created_at timestamptz(3),
  updated_at timestamptz(3)
);

CREATE TABLE IF NOT EXISTS hubspot.files (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 170000000001) PRIMARY KEY,
  portal_id bigint NOT NULL,
  name text NOT NULL,
  folder text NOT NULL,
  access text NOT NULL,
  bytes int NOT NULL,
  md5 text NOT NULL
);

CREATE TABLE IF NOT EXISTS hubspot.seeds (
  portal_id bigint PRIMARY KEY,
  marker text NOT NULL
);

CREATE TABLE IF NOT EXISTS hubspot.next_ids (
  portal_id bigint NOT NULL,
  object_type text NOT NULL,
  next_id bigint NOT NULL,
  PRIMARY KEY (portal_id, object_type)
);

CREATE TABLE IF NOT EXISTS hubspot.properties (
  portal_id bigint NOT NULL,
  object_type text NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  PRIMARY KEY (portal_id, object_type, name)
);

CREATE TABLE IF NOT EXISTS hubspot.owners (
  portal_id bigint NOT NULL,
  id bigint NOT NULL,
  user_id bigint NOT NULL,
  email text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  PRIMARY KEY (portal_id, id)
);

CREATE TABLE IF NOT EXISTS hubspot.grants (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  portal_id bigint NOT NULL,
  user_id bigint NOT NULL,
  scopes text[] NOT NULL,
  refresh_token text NOT NULL UNIQUE,
  created_at bigint NOT NULL,
  revoked_at bigint
);

CREATE TABLE IF NOT EXISTS hubspot.codes (
  code text PRIMARY KEY,
  portal_id bigint NOT NULL,
  user_id bigint NOT NULL,
  scopes text[] NOT NULL,
  redirect_uri text NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint
);

CREATE TABLE IF NOT EXISTS hubspot.access_tokens (
  token text PRIMARY KEY,
  grant_id bigint NOT NULL REFERENCES hubspot.grants (id) ON DELETE CASCADE,
  expires_at bigint NOT NULL,
  revoked_at bigint
);
CREATE TABLE IF NOT EXISTS hubspot.journal (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  events jsonb NOT NULL,
  published_at bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS access_tokens_grant ON hubspot.access_tokens (grant_id);

CREATE OR REPLACE FUNCTION hubspot.hash(i bigint, salt bigint) RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN hashint8extended(i, salt) & 9223372036854775807;

CREATE OR REPLACE FUNCTION hubspot.iso(at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
`;
