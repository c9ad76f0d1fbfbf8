#!/bin/sh
# Last of all: what belongs to one machine or to the build does not go into the template.
set -eu

cloud-init clean --logs --seed 2> /dev/null || true
rm -rf /root/.ssh /root/.bash_history /root/.cache /var/lib/cloud
rm -f /etc/ssh/ssh_host_* /etc/systemd/network/10-template.network
rm -f /var/lib/systemd/random-seed /var/lib/systemd/credential.secret /var/lib/dbus/machine-id
: > /etc/machine-id

rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /var/cache/debconf/*-old /var/lib/dpkg/*-old
# From here on journald writes to memory only, or the shutdown would leave a journal.
mkdir -p /run/systemd/journald.conf.d
printf '[Journal]\nStorage=volatile\n' > /run/systemd/journald.conf.d/volatile.conf
systemctl restart systemd-journald.service
find /var/log -type f -delete
rm -rf /var/log/journal/* /tmp/* /var/tmp/*

fstrim / 2> /dev/null || true
sync
