# The switch of the lab. NAMESPACE: its network namespace. `ensure BRIDGE` is called by every machine that starts.
set -eu

case "$1" in
  ensure)
    # Machines start side by side: one of them makes it.
    exec 9>"/run/lock/$NAMESPACE"
    flock 9
    # One that was left half made is there by name only.
    if ! ip -n "$NAMESPACE" link show lo >/dev/null 2>&1; then
      ip netns delete "$NAMESPACE" 2>/dev/null || :
      ip netns add "$NAMESPACE"
    fi
    ip -n "$NAMESPACE" link show "$2" >/dev/null 2>&1 || ip -n "$NAMESPACE" link add "$2" type bridge
    ip -n "$NAMESPACE" link set "$2" up
    ;;
  remove)
    if ip netns list | grep -q "^$NAMESPACE\( \|$\)"; then ip netns delete "$NAMESPACE"; fi
    rm -f "/run/lock/$NAMESPACE"
    ;;
esac
