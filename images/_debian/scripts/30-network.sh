#!/bin/sh
# systemd-networkd, rendered by cloud-init; names come from resolved's stub, so that a static configuration's DNS servers count.
set -eu

systemctl enable --quiet systemd-networkd.service systemd-resolved.service
# Only the machine's own services wait for the network, and sshd listens without one.
systemctl disable --quiet systemd-networkd-wait-online.service
systemctl mask --quiet systemd-networkd-wait-online.service

echo 127.0.0.1 localhost > /etc/hosts
echo '::1 localhost ip6-localhost ip6-loopback' >> /etc/hosts
