#!/bin/sh
# Builds the image with docker or buildah, whichever is there. BASE and TAG can be set.
set -eu
cd "$(dirname "$0")/.."
TAG="${TAG:-dateline:local}"
BASE="${BASE:-python:3.11-slim-bookworm}"
if command -v docker >/dev/null && docker info >/dev/null 2>&1; then
    exec docker build --build-arg "BASE=$BASE" -t "$TAG" .
elif command -v buildah >/dev/null; then
    # --format docker: the OCI form has no health checks. --layers: what did not change is not built again.
    exec buildah bud --format docker --layers --build-arg "BASE=$BASE" -t "$TAG" .
fi
echo "make image needs docker (with a running engine) or buildah: apt-get install buildah" >&2
exit 1
