#!/bin/sh
# deploy/upgrade.sh rstack-panel-VERSION.tar.gz: checks the archive by the SHA256SUMS beside it, unpacks it, makes a backup,
# and restarts the instances of this machine one after another. Where one doesn't become ready, all go back to the release
# of before. docs/upgrade.md explains it; settings are in release-steps.sh.
set -eu
umask 022
. "$(dirname "$0")/release-steps.sh"

archive=${1:-}
[ -f "$archive" ] || fail "upgrade.sh rstack-panel-VERSION.tar.gz: there is no file ${archive:-named}."
name=${archive##*/}
version=${name#rstack-panel-}
version=${version%.tar.gz}
[ "$name" = "rstack-panel-$version.tar.gz" ] || fail "$name is not called rstack-panel-VERSION.tar.gz."
[ -e "$home/current/package.json" ] || fail "$home/current is no release. A first installation: docs/install.md."
lock

folder=$(cd "$(dirname "$archive")" && pwd)
sum=$(awk -v name="$name" '$2 == name || $2 == "*" name' "$folder/SHA256SUMS" 2>/dev/null || true)
[ -n "$sum" ] || fail "$folder/SHA256SUMS is missing or doesn't name $name."
say "$sum" | (cd "$folder" && sha256sum --check --status) || fail "$name is not what SHA256SUMS says. Download it again."

new=$home/releases/$version
old=$(cd "$home/current" && pwd -P)
[ "$old" != "$(readlink -f "$new")" ] || fail "$version is the version that runs."
rm -rf "$new" "$new.unpacked"
mkdir "$new.unpacked"
tar -xzf "$folder/$name" -C "$new.unpacked" --strip-components=1 --no-same-owner
ln -s "$settings" "$new.unpacked/.env"
mv "$new.unpacked" "$new"
node -e '
  const { version, platform } = require(process.argv[1] + "/release.json");
  const here = `${process.platform}-${process.arch}`;
  if (version !== process.argv[2]) throw `It says that it is ${version}.`;
  if (platform !== here) throw `It is for ${platform}, and this machine is ${here}.`;
' "$new" "$version" || fail "$name can't run here."

broken=$(can_not_run_on "$old" "$new")
if [ -n "$broken" ] && [ "${NO_WAY_BACK:-}" != 1 ]; then
  say "${old##*/} can't run on the database as $version makes it ($broken), so the two can't run side by side, and" >&2
  say "there is no way back but the backup. Read the release notes, stop all instances on all machines, and run this" >&2
  fail "again with NO_WAY_BACK=1. Nothing was changed."
fi

backup=$backups/panel-before-$version-$(date +%Y%m%d-%H%M%S).gz
(cd "$old" && node --conditions=react-server --import tsx lib/cli/backup.ts backup "$backup") >/dev/null ||
  fail "The backup failed. Nothing was changed."
say "The backup is $backup."

switch_to "$new" || fail "$version was not installed: ${old##*/} runs as before."
say "$version runs. Back: $home/current/deploy/rollback.sh"
