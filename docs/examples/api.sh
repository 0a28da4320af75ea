#!/bin/sh
# Restarts a host and waits for what comes of it. Usage: TOKEN=rsp_… PANEL_URL=https://… sh api.sh HOST_ID
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Sends the same request again where no answer came, or it was cut off: with its key it does nothing twice. After 409, 429 and
# 503 it waits as long as it is told to. The token goes by standard input, so that no list of processes shows it.
api() {
  path=$1
  shift
  for try in 1 2 3 4 5; do
    rm -f "$folder/head" "$folder/body"
    failed=0
    status=$(printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" |
      curl --silent --config - --max-time 60 --dump-header "$folder/head" --output "$folder/body" \
        --write-out '%{http_code}' "$@" "$PANEL_URL/api/v1$path") || failed=$?
    case $failed:$status in
      0:2*) cat "$folder/body" && return ;;
      0:409 | 0:429 | 0:503) ;;
      0:*) cat "$folder/body" >&2 && return 1 ;;
    esac
    seconds=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$folder/head" 2>/dev/null) || :
    [ "$try" = 5 ] || sleep "${seconds:-2}"
  done
  echo "no answer" >&2
  return 1
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
