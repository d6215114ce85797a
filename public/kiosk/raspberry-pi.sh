#!/usr/bin/env bash
# Makes a Raspberry Pi (Raspberry Pi OS 12 or newer, Lite or with a desktop) or another Debian machine a display of
# Doorlight: nothing but the light from the moment it has power, and again after whatever happens.
#
#   curl -fsS http://SERVER:3000/kiosk/raspberry-pi.sh | sudo bash -s -- http://SERVER:3000/display
#
#   --rotate 90|180|270   the screen hangs turned, clockwise
#   --remove              takes everything away again and gives the desktop back
#   --files-only FOLDER   writes the files below FOLDER and changes nothing else, to see what it would do
#
# Run it again with another address or rotation to change them. What it installs: Chromium, Cage (shows one program
# on the whole screen), fonts, two systemd services, and the machine's own hardware watchdog.
set -euo pipefail

readonly unit=doorlight-kiosk
readonly state=/var/lib/doorlight-kiosk
readonly programs=/usr/local/lib/doorlight-kiosk
readonly units=/etc/systemd/system

main() {
  local address='' rotate=0 files_only='' remove=false
  while (($# > 0)); do
    case $1 in
      --rotate | --files-only)
        (($# > 1)) || usage "$1 needs a value."
        if [[ $1 == --rotate ]]; then rotate=$2; else files_only=$2; fi
        shift
        ;;
      --remove) remove=true ;;
      http://* | https://*) address=$1 ;;
      *) usage "\"$1\" is neither an option nor an address that begins with http:// or https://." ;;
    esac
    shift
  done
  if [[ $remove == true ]]; then
    need_root
    take_away
    return
  fi
  [[ -n $address ]] || usage 'Tell the address of the display, as the console shows it.'
  [[ $address =~ ^https?://[^/[:space:]\"\'\\\$]+(/[^[:space:]\"\'\\\$]*)?$ ]] ||
    usage "\"$address\" is not an address that a browser opens."
  [[ $rotate =~ ^(0|90|180|270)$ ]] || usage "--rotate is 90, 180 or 270; \"$rotate\" came."
  local origin
  origin=$(origin_of "$address")
  if [[ -n $files_only ]]; then
    write_files "$files_only" "$address" "$origin" "$rotate"
    return
  fi
  need_root
  command -v apt-get >/dev/null || fail 'This needs Raspberry Pi OS, Debian or Ubuntu: there is no apt-get here.'
  curl -fsS -m 10 -o /dev/null "$origin/healthz" ||
    fail "Doorlight does not answer at $origin. Is it running, and is this machine in its network?"
  install_packages
  make_user
  write_files '' "$address" "$origin" "$rotate"
  switch_on
  echo "Done. The screen shows $address, now and after each start."
}

usage() {
  echo "$1" >&2
  echo 'Usage: raspberry-pi.sh ADDRESS [--rotate 90|180|270] | --remove' >&2
  exit 2
}

fail() {
  echo "$1" >&2
  exit 1
}

need_root() {
  [[ $(id -u) == 0 ]] || fail 'Only root may change the machine: write "sudo bash" instead of "bash".'
}

# http://server:3000/display?key=… → http://server:3000
origin_of() {
  local scheme=${1%%://*} rest=${1#*://}
  # Behind a proxy Doorlight may be below a path.
  [[ $rest == */display* ]] || rest=${rest%%/*}
  echo "$scheme://${rest%%/display*}"
}

install_packages() {
  local browser=chromium
  apt-get update -q
  # Raspberry Pi OS 11 and 12 call it chromium-browser.
  [[ $(apt-cache policy chromium | awk '/Candidate:/ { print $2 }') != '(none)' ]] || browser=chromium-browser
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    "$browser" cage wlr-randr curl kbd python3-websocket dbus fonts-noto-core fonts-noto-cjk
}

make_user() {
  id "$unit" >/dev/null 2>&1 || useradd --system --home-dir "$state" --create-home --shell /usr/sbin/nologin "$unit"
  usermod --append --groups video,render,input,audio "$unit"
}

# write_files BELOW ADDRESS ORIGIN ROTATE
write_files() {
  local below=$1 address=$2 origin=$3 rotate=$4
  fetch "$origin/kiosk/show.sh" "$below$programs/show" 755
  fetch "$origin/kiosk/watch.py" "$below$programs/watch" 755
  fetch "$origin/kiosk/doorlight-kiosk.service" "$below$units/$unit.service" 644
  fetch "$origin/kiosk/doorlight-kiosk-watch.service" "$below$units/$unit-watch.service" 644
  put "$below/etc/doorlight-kiosk.conf" 600 <<CONF
# Read by the services doorlight-kiosk and doorlight-kiosk-watch. The address may hold a key.
DOORLIGHT_ADDRESS=$address
DOORLIGHT_ORIGIN=$origin
DOORLIGHT_ROTATE=$rotate
CONF
  # A machine that hangs as a whole is started again by its own hardware, where it has that.
  put "$below/etc/systemd/system.conf.d/$unit.conf" 644 <<CONF
[Manager]
RuntimeWatchdogSec=15
CONF
}

# fetch URL FILE MODE
fetch() {
  local text
  text=$(curl -fsS -m 20 "$1") || fail "$1 could not be fetched. Is this Doorlight up to date?"
  put "$2" "$3" <<<"$text"
}

# put FILE MODE: writes what it is given
put() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
  chmod "$2" "$1"
}

switch_on() {
  # What showed the desktop so far, to be able to give it back.
  local before
  before=$(basename "$(readlink "$units/display-manager.service" || true)")
  [[ -z $before || $before == "$unit.service" ]] || echo "$before" >"$state/display-manager"
  systemctl daemon-reload
  # Takes the place of the desktop's sign-in by its alias display-manager.service.
  systemctl enable --force "$unit.service" "$unit-watch.service"
  systemctl set-default graphical.target
  [[ -z $before || $before == "$unit.service" ]] || systemctl stop "$before"
  systemctl restart "$unit.service" "$unit-watch.service"
}

take_away() {
  systemctl disable --now "$unit-watch.service" "$unit.service" 2>/dev/null || true
  local before=''
  [[ ! -f $state/display-manager ]] || before=$(<"$state/display-manager")
  rm -rf "$programs" "$units/$unit.service" "$units/$unit-watch.service" /etc/doorlight-kiosk.conf \
    "/etc/systemd/system.conf.d/$unit.conf"
  systemctl daemon-reload
  if [[ -n $before ]]; then
    systemctl enable --force "$before"
    systemctl start "$before"
  else
    systemctl set-default multi-user.target
    systemctl start getty@tty1.service
  fi
  ! id "$unit" >/dev/null 2>&1 || userdel --remove "$unit" 2>/dev/null || true
  echo 'Done. This machine is no display any more; the installed packages stay.'
}

main "$@"
