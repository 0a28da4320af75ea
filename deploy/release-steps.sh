# What deploy/upgrade.sh and deploy/rollback.sh share; it does nothing by itself. Settings, with what they are otherwise:
#   PANEL_HOME     /srv/rstack-panel: holds releases/VERSION, and the links "current" and "previous"
#   PANEL_ENV      /etc/rstack-panel/panel.env: the settings of the panel
#   PANEL_BACKUPS  /var/backups
#   PANEL_PORTS    the ports of this machine's instances; otherwise those of the units rstack-panel@PORT
#   PANEL_RESTART  a command that restarts an instance, with its port at the end; otherwise systemctl
#   PANEL_WAIT     120: seconds until an instance must be ready
# shellcheck shell=sh disable=SC2034,SC2016,SC2015

home=${PANEL_HOME:-/srv/rstack-panel}
settings=${PANEL_ENV:-/etc/rstack-panel/panel.env}
backups=${PANEL_BACKUPS:-/var/backups}
wait_seconds=${PANEL_WAIT:-120}

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# One at a time: the lock falls with this process.
lock() {
  exec 9>"$home/.upgrade-lock" || exit 1
  flock -n 9 || fail "Another upgrade or rollback is running here."
}

ports() {
  if [ -n "${PANEL_PORTS:-}" ]; then
    say "$PANEL_PORTS"
  else
    systemctl list-units --all --plain --no-legend 'rstack-panel@*.service' |
      sed -n 's/^rstack-panel@\([0-9]*\)\.service.*/\1/p'
  fi
}

restart() {
  if [ -n "${PANEL_RESTART:-}" ]; then
    $PANEL_RESTART "$1"
  else
    systemctl restart "rstack-panel@$1"
  fi
}

# Whether the instance on a port can serve within the time.
ready() {
  node -e '
    const [port, seconds] = process.argv.slice(1);
    const end = Date.now() + seconds * 1000;
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null);
      if (answer?.ok) process.exit(0);
      if (Date.now() > end) process.exit(1);
      setTimeout(ask, 500);
    };
    ask();' "$1" "$wait_seconds"
}

# A link is replaced by a rename: there is no moment without it.
link() { ln -s "$2" "$home/.$1.new" && mv -T "$home/.$1.new" "$home/$1"; }

# The migrations that release $2 has, release $1 hasn't, and $1 can't run on: a line "-- oldest: NAME" says so.
can_not_run_on() {
  for file in "$2"/lib/db/migrations/*.sql; do
    [ -e "$1/lib/db/migrations/${file##*/}" ] && continue
    oldest=$(sed -n 's/^-- oldest: //p' "$file")
    [ -z "$oldest" ] || [ -e "$1/lib/db/migrations/$oldest.sql" ] || say "${file##*/}"
  done
}

# Makes release $1 the current one and restarts the instances, one after another. Where one isn't ready all get the
# release of before again, and this returns 1.
switch_to() {
  before=$(readlink "$home/current")
  all=$(ports)
  [ -n "$all" ] || fail "There is no unit rstack-panel@PORT here, and PANEL_PORTS is not set."
  link current "$1"
  switched=
  for port in $all; do
    switched="$switched $port"
    if restart "$port" && ready "$port"; then
      say "The instance on port $port is ready."
      continue
    fi
    say "The instance on port $port is not ready after $wait_seconds s. Its log says why: journalctl -u rstack-panel@$port" >&2
    say "Back to ${before##*/} …" >&2
    link current "$before"
    for back in $switched; do
      if restart "$back" && ready "$back"; then
        say "The instance on port $back is ready, with ${before##*/}."
      else
        say "The instance on port $back is not ready with ${before##*/} either." >&2
      fi
    done
    return 1
  done
  link previous "$before"
}
