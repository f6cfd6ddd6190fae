#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# run-headless.sh COMMAND…: runs it on an X server, a D-Bus session and XDG directories of its own, and ends with its
# status. Several may run at once: Xvfb -displayfd takes a free display by itself (xvfb-run -a does not: two started
# together pick the same one); with -noreset, because the server otherwise drops whoever connects just when its
# last client has left.
#   UITEST_SCREEN=1280x1024x24    UITEST_FONT='DejaVu Sans 10'    GSK_RENDERER=cairo
set -u
home=$(mktemp -d)
server=
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null
  wait 2>/dev/null
  # a daemon of the session may still be writing while it ends
  rm -rf -- "$home" 2>/dev/null || rm -rf -- "$home"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

mkdir -m 700 "$home/run"
mkdir -p "$home/config/gtk-4.0"
mkfifo "$home/display"
Xvfb -displayfd 3 -screen 0 "${UITEST_SCREEN:-1280x1024x24}" -dpi 96 -nolisten tcp -noreset 3>"$home/display" 2>"$home/xvfb.log" &
server=$!
if ! read -r -t 30 number <"$home/display"; then
  echo "run-headless: no X server: $(cat "$home/xvfb.log")" >&2
  exit 97
fi

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS SESSION_MANAGER DESKTOP_AUTOSTART_ID GTK_THEME
export DISPLAY=":$number" HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home/config" \
  XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" XDG_STATE_HOME="$home/state" XDG_SESSION_TYPE=x11 \
  GDK_BACKEND=x11 GSK_RENDERER="${GSK_RENDERER:-cairo}" LIBGL_ALWAYS_SOFTWARE=1 GSETTINGS_BACKEND=memory \
  GTK_A11Y="${GTK_A11Y:-atspi}" ADW_DISABLE_PORTAL=1 LC_ALL=C.UTF-8
printf '[Settings]\ngtk-enable-animations=0\ngtk-cursor-blink=0\ngtk-font-name=%s\n' "${UITEST_FONT:-DejaVu Sans 10}" \
  >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini"

# The pointer begins in the middle, where a slow test would have a tooltip; what a tooltip makes for its actions when its
# window goes, the toolkit leaks.
xdotool mousemove 9999 9999

# What the daemons of the bus print goes to a file; what the command prints does not.
exec 4>&1 5>&2
dbus-run-session -- bash -c 'exec "$@" 1>&4 2>&5 4>&- 5>&-' bash "$@" >"$home/dbus.log" 2>&1
