# Makes or removes what one machine writes. DIR: its folder; TEMPLATE: the image below it.
set -eu

case "$1" in
  create)
    rm -rf "${DIR:?}/disk"
    mkdir -p "$DIR/disk/upper" "$DIR/disk/work" "$DIR/lower" "$DIR/root"
    # The kernel mounts raw images only. One copy beside the template serves all machines; a reader sees it whole or not at all.
    exec 9>>"$TEMPLATE.lock"
    flock 9
    if [ ! -f "$TEMPLATE.raw" ]; then
      qemu-img convert -O raw "$TEMPLATE" "$TEMPLATE.raw.tmp"
      mv "$TEMPLATE.raw.tmp" "$TEMPLATE.raw"
    fi
    ;;
  destroy)
    rm -rf "${DIR:?}/disk" "$DIR/lower" "$DIR/root" "$DIR/serial.log" "$DIR/ready"
    ;;
esac
