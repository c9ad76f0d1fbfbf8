# Starts or stops one machine. DIR: its folder; ARGUMENTS: QEMU's, one a line; DISKS: "name size_mib" a line, to add and to grow.
# This may be killed at any moment: QEMU holds alive.lock as long as it lives, even one whose pid is not written down yet.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$DIR"

# The process that pid names, if it is still ours: a pid alone could belong to somebody else by now.
running() {
  [ -s pid ] && pid=$(cat pid) && tr '\0' '\n' < "/proc/$pid/cmdline" 2>/dev/null | grep -qxF "file:$DIR/serial.log"
}

gone() { # seconds
  i=0
  while running; do
    i=$((i + 1))
    [ "$i" -le $(($1 * 5)) ] || return 1
    sleep 0.2
  done
}

free() { # seconds
  flock -w "$1" alive.lock true
}

# One that is just being started, or that is ending, tells soon which it is.
settle() {
  i=0
  until running || free 1; do
    i=$((i + 1))
    [ "$i" -le 30 ] || { echo "something holds $DIR/alive.lock that is not its machine" >&2; exit 1; }
  done
}

case "$1" in
  on)
    settle
    if running; then exit 0; fi
    exec 8>>alive.lock
    flock -n 8
    # A first boot that was cut short is not gone on with: cloud-init takes for done what it had begun.
    if [ ! -e ready ]; then sh "$here/disk.sh" create; fi
    rm -f pid monitor.in monitor.out
    mkfifo -m 600 monitor.in monitor.out
    if [ -f serial.log ]; then mv -f serial.log serial.log.1; fi
    printf '%s\n' "$DISKS" | while read -r name size; do
      if [ ! -f "$name.qcow2" ]; then
        qemu-img create -q -f qcow2 "$name.qcow2" "${size}M"
      else
        # Refuses to shrink by itself, which is right: that would cut off data.
        qemu-img resize -q "$name.qcow2" "${size}M"
      fi
    done
    set -f
    IFS='
'
    # shellcheck disable=SC2086 # one argument a line
    exec qemu-system-x86_64 $ARGUMENTS -daemonize -pidfile pid
    ;;
  off)
    settle
    if ! running; then exit 0; fi
    # The power button first, so that the guest writes its data; a machine that is about to be destroyed, or begins its first boot anew, has none worth waiting for.
    if [ -z "${JAMLAB_POWER_CUT:-}" ] && [ -e ready ] && [ -p monitor.in ]; then
      echo system_powerdown > monitor.in
    else
      kill -KILL "$pid"
    fi
    gone 90 || kill -KILL "$pid"
    gone 10
    free 10
    rm -f pid monitor.in monitor.out
    ;;
esac
