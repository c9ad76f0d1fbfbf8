#!/bin/sh
# Keys only. The file sorts before cloud-init's 50-cloud-init.conf: sshd takes the first value it meets.
set -eu

cat > /etc/ssh/sshd_config.d/10-jamlab.conf <<'CONF'
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UseDNS no
CONF

passwd --quiet --lock root
sshd -t
