#!/usr/bin/env bash
# Prints foreign images as lines for .env, each pinned to what its tag is now: deploy/digests.sh >> deploy/.env
# Needs docker and a way to the registries.
set -euo pipefail
cd "$(dirname "$0")"
sed -n 's/.*${\([A-Z0-9_]*_IMAGE\):-\([^}]*\)}.*/\1 \2/p' compose.yaml | while read -r name image; do
  docker pull -q "$image" < /dev/null >&2
  digest=$(docker image inspect --format '{{index .RepoDigests 0}}' "$image" < /dev/null)
  echo "$name=${image%:*}@${digest#*@}"
done
