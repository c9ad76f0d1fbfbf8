#!/bin/sh
# What runs at boot: a login on the serial console, and nothing that a fresh machine has no use for.
set -eu

systemctl enable --quiet serial-getty@ttyS0.service
systemctl mask --quiet \
  apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service man-db.timer \
  getty@tty1.service systemd-pstore.service systemd-update-utmp-runlevel.service

# The agent's unit starts with its virtio port only; without one (systemd-nspawn, other hypervisors) nothing waits for it.
systemctl cat qemu-guest-agent.service | grep -q '^BindsTo=dev-virtio' || {
  echo 'qemu-guest-agent.service no longer binds to its device' >&2
  exit 1
}

echo 'LANG=C.UTF-8' > /etc/default/locale
