# Boots a container in its folder, and again whenever it asks for that, until it halts. $1: --directory=..., by which others know its process.
# power.sh starts it and holds power.lock on 9 until the container's pid is written down.
set -eu

case "${2:-}" in
  "")
    while :; do
      sh "$0" "$1" once &
      exec 9>&-
      code=0
      wait $! || code=$?
      # With --keep-unit that is how systemd-nspawn says that the machine reboots.
      [ "$code" -eq 133 ] || exit 0
      exec 9>>power.lock
      flock 9
      # Between two boots it may have been stopped, or started by another.
      [ "$(cat pid 2>/dev/null)" = "$!" ] || exit 0
    done
    ;;
  once)
    echo $$ >pid
    exec 9>&-
    # The mounts live in a namespace of the container's own and go with it, however it ends.
    exec unshare --mount --propagation private sh "$0" "$1" inside
    ;;
  inside)
    exec 8>>alive.lock
    flock -w 60 8
    for group in $CGROUPS; do if [ -d "$group" ]; then echo $$ >"$group/cgroup.procs"; fi; done
    mount -o "loop,ro,noload,offset=$OFFSET" "$DISK" lower
    mount -t overlay overlay -o "lowerdir=lower,upperdir=disk/upper,workdir=disk/work" root
    # It sees cgroup v2 alone, even on a computer that still has v1 beside it: systemd 256 and later refuse anything else.
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec systemd-nspawn --quiet --register=no --keep-unit --machine="$MACHINE" --hostname="$NAME" \
      "$1" --boot \
      --network-namespace-path="$NETNS" --bind-ro="$PWD/seed:/var/lib/cloud/seed/nocloud" \
      --capability=CAP_NET_ADMIN --console=read-only --resolv-conf=off --timezone=off --link-journal=no \
      systemd.show_status=true
    ;;
esac
