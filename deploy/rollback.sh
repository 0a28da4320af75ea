#!/bin/sh
# deploy/rollback.sh [VERSION]: runs a release of before again, the last one unless another is named. The instances of this
# machine are restarted one after another. The database stays as it is. docs/upgrade.md explains it.
set -eu
. "$(dirname "$0")/release-steps.sh"

lock
now=$(cd "$home/current" && pwd -P)
to=${1:+$home/releases/$1}
to=$(readlink -f "${to:-$home/previous}") || to=
[ -n "$to" ] && [ -e "$to/package.json" ] || fail "There is no release ${1:-of before} in $home/releases."
[ "$to" != "$now" ] || fail "${now##*/} is the version that runs."

broken=$(can_not_run_on "$to" "$now")
if [ -n "$broken" ]; then
  say "${to##*/} can't run on the database as ${now##*/} made it ($broken). Only the backup of before leads back:" >&2
  fail "docs/backups.md, Restore. Nothing was changed."
fi

switch_to "$to" || fail "${to##*/} doesn't run: ${now##*/} runs as before."
say "${to##*/} runs."
