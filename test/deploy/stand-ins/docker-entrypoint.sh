#!/bin/sh
# What the public image does at its first start, as far as compose.yaml uses it: docker-entrypoint.sh postgres <options>…
set -e
shift
data=/var/lib/postgresql/data
programs=/usr/lib/postgresql/15/bin
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
mkdir -p "$data"
chown postgres:postgres "$data"
chmod 700 "$data"
if [ ! -s "$data/PG_VERSION" ]; then
  printf %s "$POSTGRES_PASSWORD" >/tmp/password
  chown postgres /tmp/password
  as_postgres "$programs/initdb" -D "$data" -U "$POSTGRES_USER" --pwfile=/tmp/password
  rm /tmp/password
  echo "create database $POSTGRES_DB" | as_postgres "$programs/postgres" --single -D "$data" postgres
fi
exec setpriv --reuid=postgres --regid=postgres --clear-groups \
  "$programs/postgres" -D "$data" -c listen_addresses='*' -c unix_socket_directories=/tmp "$@"
