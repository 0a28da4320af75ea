#!/bin/sh
# Restarts a host and waits for what comes of it. Usage: TOKEN=rsp_… PANEL_URL=https://… sh api.sh HOST_ID
set -eu

# By standard input, so that no list of processes shows the token.
api() {
  path=$1
  shift
  printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" |
    curl --silent --show-error --fail-with-body --retry 4 --config - "$@" "$PANEL_URL/api/v1$path"
}

# The value of a field of the answer; jq is better where it is installed.
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
operation=$(api "/hosts/$1/operations" \
  --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $key" \
  --data '{"kind": "force-restart"}')
id=$(printf '%s' "$operation" | field id)

while :; do
  outcome=$(printf '%s' "$operation" | field outcome)
  case $outcome in
    open | checking) ;;
    *) break ;;
  esac
  sleep 1
  operation=$(api "/operations/$id")
done
echo "force-restart: $outcome"
