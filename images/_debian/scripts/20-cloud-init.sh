#!/bin/sh
# Only NoCloud, so that no network is searched, and only the modules that a lab machine uses: each one is Python that every
# first boot waits for. The file system is the whole disk and grows without growpart.
set -eu

cat > /etc/cloud/cloud.cfg.d/99-jamlab.cfg <<'CONF'
datasource_list: [NoCloud, None]
datasource: {NoCloud: {fs_label: cidata}}
system_info:
  network: {renderers: [networkd]}
preserve_hostname: false
manage_etc_hosts: localhost
ssh_pwauth: false
disable_root: false
resize_rootfs: true
# Under emulation an RSA key takes longer than all the rest of this file.
ssh_genkeytypes: [ed25519, ecdsa]
cloud_init_modules: [bootcmd, write-files, resizefs, set_hostname, update_etc_hosts, ca-certs, users-groups, ssh]
cloud_config_modules: [timezone, runcmd]
cloud_final_modules: [package-update-upgrade-install, write-files-deferred, scripts-user, final-message]
CONF

# The platform's answer is known: without this, ds-identify probes for every cloud at each boot.
cat > /etc/cloud/ds-identify.cfg <<'CONF'
policy: search,found=all,maybe=none,notfound=enabled
datasource: NoCloud
CONF
