#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# opens.sh WORKBENCH: './workbench' opens the sample where there is a display, on a tree of two scripts. TAP.
set -eu
dir=$(mktemp -d)
trap 'rm -rf -- "$dir"' EXIT
n=0
tree=$dir/a\ tree
mkdir -p "$tree/data/samples" "$dir/bin"
cp "$1" "$tree/workbench"
printf '#!/bin/sh\necho "a test must not install" >&2\nexit 1\n' >"$dir/bin/apt-get"
printf '#!/bin/sh\n[ "$1" != import ] || : >"$3"\necho "lotwise $1"\n' >"$tree/lotwise"
printf '#!/bin/sh\necho "window $# $*"\nexit 7\n' >"$tree/lotwise-workbench"
chmod +x "$dir/bin/apt-get" "$tree/lotwise" "$tree/lotwise-workbench"
PATH=$dir/bin:$PATH
unset DISPLAY WAYLAND_DISPLAY CC 2>/dev/null || true

# tree SCRIPT…: what of the two is built
tree() {
  echo "project('small', meson_version: '>= 1.0')" >"$tree/meson.build"
  rm -rf -- "$tree/build"
  for folder in "$@"; do
    mkdir -p "$tree/$folder"
    echo "subdir('$folder')" >>"$tree/meson.build"
    program=lotwise; [ "$folder" != app/shell ] || program=lotwise-workbench
    echo "configure_file(input: '../../$program', output: '$program', copy: true)" >"$tree/$folder/meson.build"
  done
}

# expect WHAT STATUS WORDS-OR-! COMMAND…: the status, and the last line of what is said ('!': no window)
expect() {
  what=$1 wanted=$2 words=$3; shift 3
  n=$((n + 1))
  status=0
  output=$("$@" 2>&1 </dev/null) || status=$?
  last=$(printf '%s\n' "$output" | tail -n 1)
  case "$words $status $last" in
    '! '*' window '*) ;;
    "! $wanted "* | "$words $wanted $words") echo "ok $n - $what"; return ;;
  esac
  echo "not ok $n - $what"
  printf '%s\n' "expected status $wanted and '$words' at last; found status $status and:" "$output" | sed 's/^/# /'
}

tree app/cli app/shell
sample="$tree/build/sample/transforming-rehabilitation.lotwise"
expect 'without a display' 0 '!' "$tree/workbench"
expect 'on X, with the status of the window' 7 "window 1 $sample" env DISPLAY=:7 "$tree/workbench"
expect 'on Wayland' 7 "window 1 $sample" env WAYLAND_DISPLAY=wayland-7 "$tree/workbench"
expect 'the verb, without arguments' 7 'window 0 ' "$tree/workbench" window
expect 'the verb, with arguments' 7 'window 2 a b c' "$tree/workbench" window 'a b' c
tree app/cli
expect 'where no window was built' 0 '!' env DISPLAY=:7 "$tree/workbench"
echo "1..$n"
