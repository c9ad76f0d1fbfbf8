(
service=echo folder=/etc/jamlab/services/echo known=
for slot in a b; do
  file=/etc/consul.d/services/jamlab-$service-$slot.json
  if [ -e "$file" ]; then rm -f "$file"; known="$known $service-$slot-vs0"; fi
done
if [ -n "$known" ]; then
  j_reread /etc/consul.d/services
  for id in $known; do j_delist "$service" "$id"; done
  sleep 3
fi
if [ -e "$folder/unit" ]; then
  read -r unit < "$folder/unit"
  systemctl stop -- "$unit" || :
  systemctl -q disable -- "$unit" || :
  rm -f "/etc/systemd/system/$unit.d/jamlab.conf"
  rmdir "/etc/systemd/system/$unit.d" 2>/dev/null || :
fi
for slot in a b; do
  unit=jamlab-$service-$slot.service
  [ -e "/etc/systemd/system/$unit" ] || continue
  systemctl stop -- "$unit" || :
  systemctl -q --no-reload disable -- "$unit" || :
  rm -f "/etc/systemd/system/$unit"
done
systemctl daemon-reload
rm -rf "$folder"
)
