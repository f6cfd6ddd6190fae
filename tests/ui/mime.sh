#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# mime.sh MIME-TYPE.xml LOTWISE SAMPLE.xml: the desktop knows a competition by its name, and by its content. TAP.
set -eu
dir=$(mktemp -d)
trap 'rm -rf -- "$dir"' EXIT
n=0
export XDG_DATA_HOME="$dir/data" GIO_USE_VFS=local
mkdir -p "$dir/data/mime/packages"
cp "$1" "$dir/data/mime/packages/"

# expect WHAT TYPE FILE
expect() {
  n=$((n + 1))
  found=$(gio info -a standard::content-type "$3" | sed -n 's/^ *standard::content-type: //p')
  if [ "$found" = "$2" ]; then echo "ok $n - $1"
  else printf 'not ok %d - %s\n# expected %s, found %s\n' "$n" "$1" "$2" "$found"; fi
}

n=1
said=$(update-mime-database "$dir/data/mime" 2>&1) || said="$said (exit status $?)"
if [ -z "$said" ]; then
  echo 'ok 1 - the description of the type is taken without a word'
else
  echo 'not ok 1 - the description of the type is taken without a word'
  printf '%s\n' "$said" | sed 's/^/# /'
fi

"$2" import "$3" "$dir/sample.lotwise" >/dev/null
"$2" export "$dir/sample.lotwise" "$dir/out.xml" >/dev/null
cp "$dir/sample.lotwise" "$dir/renamed"
expect 'by its name' application/x-lotwise-competition "$dir/sample.lotwise"
expect 'by its content' application/x-lotwise-competition "$dir/renamed"
expect 'an exported file is XML' application/xml "$dir/out.xml"
printf 'LOTWSEAL\001' >"$dir/sealed"
cp "$dir/sealed" "$dir/e01.lotpack"
expect 'a pack by its name' application/x-lotwise-pack "$dir/e01.lotpack"
expect 'a pack by its content' application/x-lotwise-pack "$dir/sealed"
printf 'SQLite format 3\000' >"$dir/database"
head -c 4080 /dev/zero >>"$dir/database"
expect 'a database of somebody else' application/vnd.sqlite3 "$dir/database"
echo "1..$n"
