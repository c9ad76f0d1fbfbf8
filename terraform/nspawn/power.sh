# Starts or stops one machine. DIR: its folder; NAME; NAMESPACE: the switch's; NICS: "network mac" a line; SSH_PORT on 127.0.0.1.
# This may be killed at any moment, and so may what it has started. Two locks let the next one see what is there: power.lock is held by
# this script and by what it has started, until that has written down its pid; alive.lock by the container's process as long as it lives.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$DIR"
netns=$NAMESPACE-$NAME
# Names of containers are one computer's, not one lab's; 64 characters are what one may have.
machine=$(printf '%.57s' "$NAME")-${NAMESPACE##*-}
container=--directory=$DIR/root
forwarder=systemd-socket-
# Each container has a control group of its own. In a shared one their services would have the same groups: one's stop would wait for the
# other's, and a group would vanish that the other is about to start in (exit status 219/CGROUP).
cgroups=
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
  if [ -e "$hierarchy/cgroup.procs" ]; then cgroups="$cgroups $hierarchy/jamlab/$netns"; fi
done

fail() {
  echo "$NAME: $1" >&2
  exit 1
}

# The process that a pid file names, if it is still ours: a pid alone could belong to somebody else by now.
alive() { # file, word of its command line
  [ -s "$1" ] && pid=$(cat "$1") && tr '\0' '\n' < "/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$2"
}

gone() { # file, word, seconds
  i=0
  while alive "$1" "$2"; do
    i=$((i + 1))
    [ "$i" -le $(($3 * 10)) ] || return 1
    sleep 0.1
  done
}

# Asks the container's systemd, and again, since one that has just begun to boot does not listen yet. 37: SIGRTMIN+3, systemd(1).
halt() {
  i=0
  while [ "$i" -lt 60 ] && alive pid "$container"; do
    i=$((i + 1))
    for nspawn in "$pid" $(children "$pid"); do
      [ "$(cat "/proc/$nspawn/comm" 2>/dev/null)" = systemd-nspawn ] || continue
      for init in $(children "$nspawn"); do kill -37 "$init" 2>/dev/null || :; done
    done
    gone pid "$container" 1 || :
  done
}

children() { # pid
  cat "/proc/$1/task/$1/children" 2>/dev/null || :
}

# In a session of its own; its pid is written by itself, since this script may not live to do it.
daemon() { # pid file, what it says, program, its arguments
  # shellcheck disable=SC2016 # expanded by the inner shell
  setsid sh -euc 'echo $$ >"$1"; exec 9>&-; shift 2; exec "$@"' sh "$@" </dev/null >"$2" 2>&1 &
}

stop_forwarder() {
  if alive proxy.pid $forwarder; then kill "$pid" || :; fi
  # Its port is wanted again.
  gone proxy.pid $forwarder 5 || kill -KILL "$pid" || :
}

# Whatever is left of the container, which runs on by itself when its systemd-nspawn is killed: all that is in the machine's network namespace,
# and what is on the way there, which holds the lock.
kill_inside() {
  i=0
  while inside=$(ip netns pids "$netns" 2>/dev/null) || :; [ -n "$inside" ] || ! flock -n alive.lock true; do
    i=$((i + 1))
    [ "$i" -le 300 ] || fail "what is left of its container does not end: pid $(echo "$inside" | tr '\n' ' ')"
    # shellcheck disable=SC2086 # a pid a word
    if [ -n "$inside" ]; then kill -KILL $inside 2>/dev/null || :; fi
    sleep 0.1
  done
}

# Everything around the container, and what is left of it.
clear() {
  stop_forwarder
  kill_inside
  if alive nat.pid "$netns"; then kill "$pid" || :; fi
  gone nat.pid "$netns" 5 || kill -KILL "$pid" || :
  if [ -e "/run/netns/$netns" ]; then ip netns delete "$netns"; fi
  for group in $cgroups; do
    # What was killed leaves its group a moment later.
    i=0
    while [ -d "$group" ] && [ "$i" -le 50 ]; do
      find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || :
      [ ! -d "$group" ] || sleep 0.1
      i=$((i + 1))
    done
  done
  rmdir "/run/systemd/nspawn/propagate/$machine" 2>/dev/null || :
  rm -f pid proxy.pid nat.pid
}

stop() {
  # First, so that a machine that was only half stopped is not taken for a whole one.
  stop_forwarder
  if alive pid "$container"; then
    # One that is about to be destroyed, or begins its first boot anew, has nothing worth waiting for.
    if [ -z "${JAMLAB_POWER_CUT:-}" ] && [ -e ready ]; then halt; fi
    # With its systemd-nspawn: it leads a group.
    if alive pid "$container"; then kill -KILL "-$pid" || :; fi
    gone pid "$container" 10 || fail "its process $pid does not end"
  fi
  clear
}

exec 9>>power.lock
flock -w 120 9 || fail "another run is starting or stopping it"

case "$1" in
  on)
    if alive pid "$container" && alive nat.pid "$netns" && alive proxy.pid $forwarder; then exit 0; fi
    stop
    # A first boot that was cut short is not gone on with: cloud-init takes for done what it had begun.
    if [ ! -e ready ]; then sh "$here/disk.sh" create; fi
    if [ -f serial.log ]; then mv -f serial.log serial.log.1; fi

    # Every systemd watches files, and all of root's containers share one limit: at 128 the fourteenth would not start.
    instances=/proc/sys/fs/inotify/max_user_instances
    if [ "$(cat $instances)" -lt 1024 ]; then echo 1024 >$instances || :; fi

    # What the root is in: the whole disk, or in an image with a boot loader its largest partition.
    offset=$(partx --raw --noheadings --output SECTORS,START "$TEMPLATE.raw" 2>/dev/null | sort -n | tail -n 1 | cut -d' ' -f2)

    ip netns add "$netns"
    ip -n "$netns" link set lo up
    index=0
    printf '%s\n' "$NICS" | while read -r network mac; do
      NAMESPACE=$NAMESPACE sh "$here/network.sh" ensure "$network"
      # The far end is named after the MAC, which is unique in the lab and short enough for the kernel (15 characters).
      port=v$(echo "$mac" | tr -d :)
      ip -n "$NAMESPACE" link delete "$port" 2>/dev/null || :
      ip -n "$NAMESPACE" link add "$port" type veth peer name "lab$index" address "$mac" netns "$netns"
      ip -n "$NAMESPACE" link set "$port" master "$network" up
      index=$((index + 1))
    done

    # NAT outwards in user space: this computer's firewall and forwarding stay as they are. Its loopback is out of reach.
    daemon nat.pid nat.log slirp4netns --configure --mtu=1500 --disable-host-loopback --netns-type=path "/run/netns/$netns" tap0

    export CGROUPS="$cgroups" DISK="$TEMPLATE.raw" OFFSET=$((${offset:-0} * 512)) NETNS="/run/netns/$netns" MACHINE="$machine"
    daemon pid serial.log unshare --mount --propagation private sh "$here/container.sh" "$container"

    daemon proxy.pid proxy.log systemd-socket-activate --listen="127.0.0.1:$SSH_PORT" nsenter --net="/run/netns/$netns" \
      /lib/systemd/systemd-socket-proxyd 10.0.2.100:22

    # Who looks next finds their pids.
    exec 9>&-
    flock -w 30 power.lock true
    ;;
  off) stop ;;
esac
