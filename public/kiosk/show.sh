#!/bin/sh
# Shows the address of /etc/doorlight-kiosk.conf on the whole screen. Run by doorlight-kiosk.service, whose user it
# is: waits for the server, so that no screen ever hangs on a browser's own error page at start.
#
#   show                 the whole: waits, then starts Cage with the browser in it
#   show inside          what Cage runs
set -eu
: "${DOORLIGHT_ADDRESS:?is set by /etc/doorlight-kiosk.conf}" "${DOORLIGHT_ORIGIN:?}"
rotate=${DOORLIGHT_ROTATE:-0}
profile=${DOORLIGHT_PROFILE:-$HOME/profile}
port=${DOORLIGHT_DEVTOOLS_PORT:-9222}

wait_for_server() {
  until curl -sf -m 5 -o /dev/null "$DOORLIGHT_ORIGIN/healthz"; do sleep 2; done
}

compositor() {
  # Cage up to 0.1.4 turns the screen itself; later ones leave that to wlr-randr.
  if [ "$rotate" != 0 ] && cage -h 2>&1 | grep -q 'Rotate the output'; then
    case $rotate in 90) turns=-r ;; 180) turns=-rr ;; *) turns=-rrr ;; esac
    exec cage "$turns" -- "$0" inside
  fi
  exec cage -- "$0" inside
}

rotate_outputs() {
  [ "$rotate" != 0 ] && ! cage -h 2>&1 | grep -q 'Rotate the output' || return 0
  wlr-randr | awk '/^[^ ]/ { print $1 }' | while read -r output; do
    wlr-randr --output "$output" --transform "$rotate" || true
  done
}

browser() {
  # Nothing of the browser's own may ever stand over the light: no bar, bubble, question or update.
  # The port is where the watchdog looks whether the page lives; it listens on this machine only.
  exec "$(command -v chromium || command -v chromium-browser)" \
    --kiosk --start-fullscreen --ozone-platform="${DOORLIGHT_PLATFORM:-wayland}" \
    --user-data-dir="$profile" --remote-debugging-port="$port" \
    --no-first-run --noerrdialogs --disable-session-crashed-bubble --hide-crash-restore-bubble \
    --disable-features=Translate,MediaRouter --disable-component-update --check-for-update-interval=31536000 \
    --password-store=basic --disable-pinch --overscroll-history-navigation=0 --hide-scrollbars \
    --autoplay-policy=no-user-gesture-required \
    "$@" "$DOORLIGHT_ADDRESS"
}

if [ "${1:-}" = inside ]; then
  shift
  rotate_outputs
  browser "$@"
fi
wait_for_server
compositor
