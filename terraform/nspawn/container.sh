# The machine's own process: mounts its root and boots it, again when it reboots. DIR: its folder; NAME; MACHINE: the container's name;
# DISK, OFFSET: the template's raw image and where the root starts in it; NETNS: its network namespace's file; CGROUPS: its control groups.
# It runs in a mount namespace of its own, so that the mounts go with it, however it ends.
set -eu
cd "$DIR"
exec 8>>alive.lock
flock -w 60 8
mount -o "loop,ro,noload,offset=$OFFSET" "$DISK" lower
mount -t overlay overlay -o "lowerdir=lower,upperdir=disk/upper,workdir=disk/work" root

code=133
# What systemd-nspawn ends with when the container reboots and somebody else is to start it again (--keep-unit).
while [ "$code" = 133 ]; do
  # Anew for each boot: one that has groups below it takes no process.
  for group in $CGROUPS; do
    if [ -d "$group" ]; then find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || :; fi
    mkdir -p "$group" 2>/dev/null || :
  done
  code=0
  # The container sees cgroup v2 alone, even on a computer that still has v1 beside it: systemd 256 and later refuse anything else.
  # The network's kernel settings are its own, so it may set them. Podman keeps keys in keyrings, and its layers over a root that is an overlay itself take FUSE.
  devices=
  [ ! -e /dev/fuse ] || devices=--bind=/dev/fuse
  # shellcheck disable=SC2016,SC2086 # expanded by the inner shell; no word or one
  SYSTEMD_NSPAWN_API_VFS_WRITABLE=network SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 sh -euc '
    for group in $CGROUPS; do if [ -d "$group" ]; then echo $$ >"$group/cgroup.procs"; fi; done
    exec systemd-nspawn "$@"
  ' sh --quiet --register=no --keep-unit --machine="$MACHINE" --hostname="$NAME" --directory="$PWD/root" --boot \
    --network-namespace-path="$NETNS" --bind-ro="$PWD/seed:/var/lib/cloud/seed/nocloud" \
    --capability=CAP_NET_ADMIN --system-call-filter=@keyring $devices --console=read-only --resolv-conf=off --timezone=off --link-journal=no \
    systemd.show_status=true || code=$?
done
exit "$code"
