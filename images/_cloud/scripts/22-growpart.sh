#!/bin/sh
# The root is a partition here, which grows before its file system does.
set -eu
sed -i 's/^cloud_init_modules: \[bootcmd, write-files, resizefs,/cloud_init_modules: [bootcmd, write-files, growpart, resizefs,/' /etc/cloud/cloud.cfg.d/99-jamlab.cfg
grep -q growpart /etc/cloud/cloud.cfg.d/99-jamlab.cfg
