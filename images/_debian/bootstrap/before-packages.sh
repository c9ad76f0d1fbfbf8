#!/bin/sh
# Runs outside, with the root's folder as $1, before the kernel is installed: its initramfs is unpacked at every boot, and
# without hardware acceleration each module in it costs time, so it holds only what a virtual disk needs.
set -eu
mkdir -p "$1/etc/initramfs-tools/conf.d" "$1/etc/initramfs-tools/hooks" "$1/usr/share/initramfs-tools/modules.d"
cat > "$1/etc/initramfs-tools/conf.d/jamlab" <<'CONF'
MODULES=list
COMPRESS=zstd
FSTYPE=ext4
CONF
printf '%s\n' virtio_pci virtio_blk virtio_scsi sd_mod ahci nvme > "$1/usr/share/initramfs-tools/modules.d/jamlab"

# Debian 13 also packs the database of all hardware, 13 of 34 MB, for the sake of keyboards.
cat > "$1/etc/initramfs-tools/hooks/jamlab" <<'HOOK'
#!/bin/sh
if [ "$1" = prereqs ]; then echo udev; exit 0; fi
rm -f "$DESTDIR/usr/lib/udev/hwdb.bin" "$DESTDIR/lib/udev/hwdb.bin"
HOOK
chmod 0755 "$1/etc/initramfs-tools/hooks/jamlab"
