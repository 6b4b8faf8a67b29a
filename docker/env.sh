#!/bin/sh
# Writes .env beside compose.yaml, with secrets of its own making, readable by you alone. One that exists stays.
set -eu
cd "$(dirname "$0")/.."
umask 077
letters() { head -c "$1" /dev/urandom | base64 | tr -d '\n' | tr '+/' '-_'; }
set -C    # an existing file is not overwritten
cat > .env <<END
# Of this host alone: never into git, never into an image. See .env.example.
POSTGRES_PASSWORD=$(letters 24)
AIRFLOW_JWT_SECRET=$(letters 66)
AIRFLOW_SECRET_KEY=$(letters 33)
AIRFLOW_FERNET_KEY=$(letters 32)
DATELINE_URL=http://localhost:8080
END
echo "wrote $(pwd)/.env" >&2
