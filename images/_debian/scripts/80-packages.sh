#!/bin/sh
# For the manifest; Packer fetches it.
set -eu
dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' | sed -n 's/^installed //p' > /run/packages
