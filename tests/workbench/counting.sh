#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# counting.sh RUN-TESTS: the last line of './workbench test' counts right, and is never green by accident. TAP.
set -eu
script=$1
dir=$(mktemp -d)
trap 'rm -rf -- "$dir"' EXIT
n=0

# log NAME RESULT STDOUT: a line as Meson writes it into $dir/NAME.json; STDOUT has \n for its line ends.
log() {
  printf '{"name": "%s", "stdout": "%s", "result": "%s", "returncode": 0}\n' "$1" "$3" "$2" >>"$dir/log.json"
}

# run NAME STATUS LOG: a line of the results.
run() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$dir/results"; }

# expect WHAT STATUS LAST-LINE [a line that must be there]
expect() {
  n=$((n + 1))
  status=0
  output=$(sh "$script" "$dir/results" 2>/dev/null) || status=$?
  last=$(printf '%s\n' "$output" | tail -n 1)
  if [ "$status $last" = "$2 $3" ] && { [ -z "${4-}" ] || printf '%s\n' "$output" | grep -qxF -e "$4"; }; then
    echo "ok $n - $1"
  else
    echo "not ok $n - $1"
    printf '%s\n' "expected status $2 and $3${4:+ and $4}; found status $status and:" "$output" | sed 's/^/# /'
  fi
  rm -f -- "$dir/results" "$dir/log.json"
}

log a OK 'ok 1 - x\nok 2 - y\n1..2\n'; run r 0 "$dir/log.json"
expect 'subtests are counted' 0 '2 passed, 0 failed, 0 skipped'

log a OK ''; run r 0 "$dir/log.json"
expect 'a test without subtests is one' 0 '1 passed, 0 failed, 0 skipped'

log a OK 'ok 1 - x # SKIP no clock\n1..1\n'; log b OK 'ok 1\n'; run r 0 "$dir/log.json"
expect 'a skip is no pass' 0 '1 passed, 0 failed, 1 skipped' 'skipped: r: a: 1 - x # SKIP no clock'

log a FAIL 'ok 1 - x\nnot ok 2 - y \"quoted\"\n1..2\n'; run r 1 "$dir/log.json"
expect 'a failed subtest is named' 1 '1 passed, 1 failed, 0 skipped' 'failed: r: a: 2 - y "quoted"'

log a FAIL 'not ok 1 - x\n# expected 2\nok 2 - y\n# fine\n'; run r 1 "$dir/log.json"
expect 'what a failed subtest says is shown' 1 '1 passed, 1 failed, 0 skipped' '        expected 2'

log a ERROR 'ok 1 - x\n1..2\n'; run r 1 "$dir/log.json"
expect 'a test that ends before its plan fails' 1 '1 passed, 1 failed, 0 skipped' 'failed: r: a (ERROR)'

log a TIMEOUT ''; log b OK 'ok 1\n'; run r 1 "$dir/log.json"
expect 'a test that takes too long fails' 1 '1 passed, 1 failed, 0 skipped' 'failed: r: a (TIMEOUT)'

log a OK 'ok 1 - x # TODO\nnot ok 2 - z # TODO\n'; run r 0 "$dir/log.json"
expect 'what should not pass yet and does is a failure' 1 '0 passed, 1 failed, 1 skipped'

log a OK 'ok 1 - says \\\\n not ok 2\nok 2 - \"not ok\"\n'; run r 0 "$dir/log.json"
expect 'escapes inside a name are no line ends' 0 '2 passed, 0 failed, 0 skipped'

log a OK '# ok 1\nokay 2\n    ok 3\nok 1 - x\n'; run r 0 "$dir/log.json"
expect 'comments, words and nested subtests are not counted' 0 '1 passed, 0 failed, 0 skipped'

log a OK 'ok 1\n'; run r 3 "$dir/log.json"
expect 'a run that fails without a failed test' 1 '1 passed, 1 failed, 0 skipped' 'failed: r'

run r 0 "$dir/nothing.json"
expect 'a run that leaves no log' 1 '0 passed, 1 failed, 0 skipped' 'failed: r (it left no log)'

: >"$dir/log.json"; run r 0 "$dir/log.json"
expect 'a run that leaves an empty log' 1 '0 passed, 1 failed, 0 skipped'

run build 1 -; run other 0 -
expect 'a run that is one test' 1 '1 passed, 1 failed, 0 skipped' 'failed: build'

log a OK 'ok 1\n'; run r 0 "$dir/log.json"; run s 0 "$dir/log.json"; run t 0 -
expect 'several runs are added up' 0 '3 passed, 0 failed, 0 skipped'

: >"$dir/results"
expect 'nothing at all is not green' 1 '0 passed, 0 failed, 0 skipped'

expect 'no results at all' 2 '0 passed, 1 failed, 0 skipped'
echo "1..$n"
