# Run by the postgres container when its data folder is new, as compose.yaml mounts it.
# The app refuses to run as a superuser: it could look past row-level security.
psql -v ON_ERROR_STOP=1 -U postgres -v password="$SIDERAIL_DB_PASSWORD" <<'SQL'
CREATE ROLE siderail LOGIN PASSWORD :'password';
CREATE DATABASE siderail OWNER siderail;
SQL
