#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# fresh.sh [--keep]: makes a bare system of the distribution that runs here, clones the last commit into it, runs
# the two commands of the README there, and looks at what they say. Needs root, git, and mmdebstrap or debootstrap;
# about 4 GB under TMPDIR (or /var/tmp) and the distribution's mirror, as apt here is set up to use it.
# --keep leaves the system where it is, to look at.
set -eu

tree=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
stop() { printf 'fresh: %s\n' "$*" >&2; exit 1; }

keep=no
case ${1-} in
  '') ;;
  --keep) keep=yes ;;
  *) stop "expected --keep or nothing, found '$1'" ;;
esac
[ "$(id -u)" -eq 0 ] || stop 'only root can make a system; run it with sudo'
for tool in git apt-get unshare; do
  command -v "$tool" >/dev/null 2>&1 || stop "$tool is missing"
done
if command -v mmdebstrap >/dev/null 2>&1; then maker=mmdebstrap
elif command -v debootstrap >/dev/null 2>&1; then maker=debootstrap
else stop 'neither mmdebstrap nor debootstrap is here; install one: apt-get install mmdebstrap'
fi

# Mounts are made where nobody else sees them, so that they are gone with this script, whatever ends it.
[ "${LOTWISE_FRESH-}" = inside ] || exec env LOTWISE_FRESH=inside unshare --mount --propagation private sh "$0" "$@"

work=$(mktemp -d "${TMPDIR:-/var/tmp}/lotwise-fresh.XXXXXX")
root=$work/root
clean_up() {
  for place in proc dev/shm dev/pts; do
    mountpoint -q "$root/$place" && umount "$root/$place"
  done
  if [ "$keep" = yes ]; then
    echo "fresh: kept in $root"
  else
    rm -rf --one-file-system -- "$work"
  fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# shellcheck source=/dev/null
codename=$(. /etc/os-release; printf %s "${VERSION_CODENAME-}")
# The distribution's own archives, as apt here knows them; no third parties.
# shellcheck disable=SC2016 # apt replaces these
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  awk -v name="$codename" '
    ($3 == name || index($3, name "-") == 1) && $3 !~ /backports|proposed/ && ($4 == "main" || $4 == "universe")' |
  sort -u >"$work/sources.list"
mirror=$(awk -v name="$codename" '$3 == name { print $2; exit }' "$work/sources.list")
[ -n "$mirror" ] || stop "apt here names no archive of '$codename'"

echo "fresh: making a bare $codename with $maker"
case $maker in
  mmdebstrap) mmdebstrap --quiet --variant=minbase "$codename" "$root" - <"$work/sources.list" ;;
  debootstrap) debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$work/debootstrap.log" ||
    { tail -n 20 "$work/debootstrap.log" >&2; stop 'debootstrap failed'; } ;;
esac
rm -f "$root"/etc/apt/sources.list.d/*
cp "$work/sources.list" "$root/etc/apt/sources.list"
# How to reach the mirror from here.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
for scheme in http https; do
  proxy=$(apt-config dump "Acquire::$scheme::Proxy")
  [ -z "$proxy" ] || printf '%s\n' "$proxy" >>"$root/etc/apt/apt.conf.d/00proxy"
done
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
ln -sf pts/ptmx "$root/dev/ptmx"

git clone --quiet --no-hardlinks "$tree" "$root/srv/lotwise"
echo "fresh: cloned $(git -C "$tree" log -1 --format='%h %s')"

# inside COMMAND…: in the bare system, in the clone, with nothing of our environment but the way out.
inside() {
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 CI=true \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} ${no_proxy:+no_proxy="$no_proxy"} \
    chroot "$root" sh -c 'cd /srv/lotwise && exec "$@"' sh "$@" </dev/null
}

# try LOG COMMAND…: shows and keeps what it says; its exit status and its time.
try() {
  log=$work/$1; shift
  echo "fresh: \$ $*"
  began=$(date +%s)
  { status=0; inside "$@" 2>&1 || status=$?; echo "$status" >"$work/status"; } | tee "$log"
  status=$(cat "$work/status")
  echo "fresh: exit status $status after $(($(date +%s) - began)) s"
}

bad=0
want() { # want WHAT COMMAND…
  what=$1; shift
  if "$@"; then echo "fresh: ok: $what"; else echo "fresh: FAILED: $what"; bad=1; fi
}
lots() { grep -oE '\bL[0-9]{2}\b' "$work/main.log" | sort -u | wc -l; }
file() { sed -n 's/^The competition is in //p' "$work/main.log"; }
packages() { inside dpkg-query -W | wc -l; }
builds_nothing() { ! grep -q -e Building -e Installing -e Configuring "$1"; }
is_there() { [ -n "$1" ] && [ -s "$root$1" ]; }
is_green() { printf '%s\n' "$1" | grep -qE '^[1-9][0-9]* passed, 0 failed, [0-9]+ skipped$'; }

want 'the README gives both commands' grep -qF './workbench test' "$tree/README.md"

try main.log ./workbench
want './workbench ends well' test "$status" -eq 0
want 'it ranks 16 lots' test "$(lots)" -eq 16
want 'it says where the file is, and it is there' is_there "$(file)"
installed=$(packages)

try again.log ./workbench
want 'a second run ends well' test "$status" -eq 0
want 'a second run builds nothing' builds_nothing "$work/again.log"

try test.log ./workbench test
last=$(tail -n 1 "$work/test.log")
want './workbench test ends well' test "$status" -eq 0
want "its last line is green: $last" is_green "$last"
echo "fresh: $installed packages after the first command, $(packages) after the second"

[ "$bad" -eq 0 ] || stop 'see above'
echo 'fresh: both commands work on a bare system'
