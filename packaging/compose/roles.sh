#!/bin/sh
# Run once by PostgreSQL's image, when the database is made: the processor's own user, which may write
# Basketwatch's rows and nothing else. `basketwatch migrate` gives the role its rights.
set -eu
# The password goes in by the environment: arguments can be read by everybody.
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password DAEMON_PASSWORD
CREATE ROLE basketwatch_writer NOLOGIN;
CREATE ROLE basketwatch_daemon LOGIN PASSWORD :'password' IN ROLE basketwatch_writer;
SQL
