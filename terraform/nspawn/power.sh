# Starts or stops one machine. DIR: its folder; NAME; NAMESPACE: the switch's; NICS: "network mac" a line; SSH_PORT on 127.0.0.1.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$DIR"
netns=$NAMESPACE-$NAME
# Names of containers are one computer's, not one lab's; 64 characters are what one may have.
machine=$(printf '%.57s' "$NAME")-${NAMESPACE##*-}
container=--directory=$DIR/root

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

# Everything around the container: what forwards SSH, what gives it the world, its namespace.
clear() {
  for proxy in "$netns" systemd-socket-proxyd; do
    if alive proxy.pid "$proxy"; then kill "$pid" || :; fi
    # Its port is wanted again.
    gone proxy.pid "$proxy" 5 || kill -KILL "$pid" || :
  done
  if alive nat.pid "$netns"; then kill "$pid" || :; fi
  if [ -e "/run/netns/$netns" ]; then ip netns delete "$netns"; fi
  rmdir "/run/systemd/nspawn/propagate/$machine" 2>/dev/null || :
  rm -f pid proxy.pid nat.pid
}

case "$1" in
  on)
    if alive pid "$container"; then exit 0; fi
    clear
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
    setsid slirp4netns --configure --mtu=1500 --disable-host-loopback --netns-type=path \
      "/run/netns/$netns" tap0 </dev/null >nat.log 2>&1 &
    echo $! > nat.pid

    # The mounts live in a namespace of the container's own and go with it, however it ends. The container sees cgroup v2 alone, even on a
    # computer that still has v1 beside it: systemd 256 and later refuse anything else.
    # shellcheck disable=SC2016 # expanded by the inner shell
    DISK=$TEMPLATE.raw OFFSET=$((${offset:-0} * 512)) NETNS=/run/netns/$netns NAME=$NAME MACHINE=$machine \
      setsid unshare --mount --propagation private sh -euc '
      mount -o "loop,ro,noload,offset=$OFFSET" "$DISK" lower
      mount -t overlay overlay -o "lowerdir=lower,upperdir=disk/upper,workdir=disk/work" root
      SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec systemd-nspawn --quiet --register=no --keep-unit --machine="$MACHINE" --hostname="$NAME" \
        --directory="$PWD/root" --boot \
        --network-namespace-path="$NETNS" --bind-ro="$PWD/seed:/var/lib/cloud/seed/nocloud" \
        --capability=CAP_NET_ADMIN --console=read-only --resolv-conf=off --timezone=off --link-journal=no \
        systemd.show_status=true
    ' </dev/null >serial.log 2>&1 &
    echo $! > pid

    setsid systemd-socket-activate --listen="127.0.0.1:$SSH_PORT" nsenter --net="/run/netns/$netns" \
      /lib/systemd/systemd-socket-proxyd 10.0.2.100:22 </dev/null >proxy.log 2>&1 &
    echo $! > proxy.pid
    ;;
  off)
    if alive pid "$container"; then
      # SIGTERM asks the container's systemd to halt; one that is about to be destroyed has nothing worth waiting for.
      if [ -z "${JAMLAB_POWER_CUT:-}" ]; then kill -TERM "$pid"; else kill -KILL "$pid"; fi
      gone pid "$container" 60 || kill -KILL "$pid"
      gone pid "$container" 10
    fi
    clear
    ;;
esac
