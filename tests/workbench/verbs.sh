#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# verbs.sh WORKBENCH: what the script does before it builds anything. TAP.
set -eu
workbench=$1
dir=$(mktemp -d)
trap 'rm -rf -- "$dir"' EXIT
n=0

# expect WHAT STATUS WORDS COMMAND…: the status, and WORDS in what it says.
expect() {
  what=$1 wanted=$2 words=$3; shift 3
  n=$((n + 1))
  status=0
  output=$("$@" 2>&1 </dev/null) || status=$?
  case "$status $output" in
    "$wanted "*"$words"*) echo "ok $n - $what" ;;
    *)
      echo "not ok $n - $what"
      printf '%s\n' "expected status $wanted and '$words'; found status $status and:" "$output" | sed 's/^/# /' ;;
  esac
}

# What the build asks for is in the list of packages.
for module in $(sed -n "s/.*dependency('\([^']*\)'.*/\1/p" "$(dirname -- "$workbench")/meson.build"); do
  expect "$module is among the packages" 0 "$module" grep -w -e "$module" -e "lib$module-dev" "$workbench"
done

cd "$dir"
expect 'help' 0 'Usage: ./workbench' "$workbench" help
expect 'an unknown verb' 2 "unknown verb 'tset'" "$workbench" tset
expect 'an unknown verb near a known one' 2 "did you mean 'test'" "$workbench" tset
expect 'an unknown verb that is no word' 2 'unknown verb' "$workbench" '-*'
expect 'a prefix that is no absolute path' 2 'expected an absolute path' "$workbench" install --prefix here
expect 'an option that install has not' 2 "found '--pretty'" "$workbench" install --pretty
expect 'a time that is no number' 2 "found 'long'" "$workbench" fuzz long

ln -s "$workbench" linked
expect 'called by a link' 0 'Usage: ./workbench' ./linked help

# A machine with hardly anything on it: no package tools, no compiler.
mkdir bare
for tool in sh readlink dirname cat cut grep sed id; do ln -s "$(command -v "$tool")" "bare/$tool"; done
expect 'another system: the packages are listed' 2 'libglib2.0-dev' env PATH="$dir/bare" "$workbench" build
expect 'another system: it says what to do' 2 'install what they are called here' env PATH="$dir/bare" "$workbench" build
for tool in mktemp rm awk; do ln -s "$(command -v "$tool")" "bare/$tool"; done
expect 'another system: no green line' 1 '0 passed, 1 failed, 0 skipped' env PATH="$dir/bare" "$workbench" test
echo "1..$n"
