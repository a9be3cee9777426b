#!/usr/bin/env bash
# Run once by the image of PostgreSQL, when its volume is empty: makes a role that is no superuser, and a database that it owns.
# PGPASSFILE has the role's password, as what connects with it reads it: host:port:database:coevolve:password.
set -euo pipefail

[ -r "${PGPASSFILE:?names no file}" ] || { echo "init.sh: $PGPASSFILE cannot be read; make it with deploy/make-secrets.sh." >&2; exit 1; }

# psql reads the password itself: an argument would be seen in the list of processes.
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set password `cut -d : -f 5 "$PGPASSFILE"`
CREATE ROLE coevolve LOGIN PASSWORD :'password';
CREATE DATABASE coevolve OWNER coevolve ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE coevolve FROM PUBLIC;
SQL
