#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# whole.sh WORKBENCH: './workbench test' from end to end on a tree of one small program, with good tests, a bad one,
# a warning, and a build that fails. TAP.
set -eu
source=$(dirname -- "$1")
if ! command -v clang >/dev/null 2>&1; then
  echo '1..0 # SKIP clang is missing'
  exit 0
fi
dir=$(mktemp -d)
trap 'rm -rf -- "$dir"' EXIT
n=0

tree=$dir/a\ tree                       # people have such folders
mkdir -p "$tree/tests" "$tree/build/sample" "$dir/bin"
cp "$source/workbench" "$tree/workbench"
cp "$source/tests/run-tests.sh" "$tree/tests/run-tests.sh"
echo kept >"$tree/build/sample/work"
# Nothing is installed from here.
printf '#!/bin/sh\necho "a test must not install" >&2\nexit 1\n' >"$dir/bin/apt-get"
chmod +x "$dir/bin/apt-get"
PATH=$dir/bin:$PATH
unset DESTDIR CC CFLAGS ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS G_SLICE 2>/dev/null || true

cat >"$tree/meson.build" <<'end'
project('small', 'c', meson_version: '>= 1.0', default_options: ['warning_level=3'])
small = executable('small', 'small.c')
foreach suite : ['unit', 'integration', 'other']
  test(suite, small, protocol: 'tap', suite: suite)
endforeach
test('layers', small, protocol: 'tap', suite: 'layers')
add_test_setup('asan', env: {'ASAN_OPTIONS': 'detect_leaks=1'})
end
echo "option('gtk', type: 'feature')" >"$tree/meson_options.txt"

# program BODY: the tests' program; the tests say one thing each.
program() {
  printf '#include <stdio.h>\nint main (void) { %s puts ("1..2\\nok 1 - one"); puts (%s); return 0; }\n' "$1" "$2" \
    >"$tree/small.c"
}

# expect WHAT STATUS LAST-LINE [words that must be there]
expect() {
  n=$((n + 1))
  status=0
  output=$("$tree/workbench" test 2>&1 </dev/null) || status=$?
  last=$(printf '%s\n' "$output" | tail -n 1)
  case "$status $last $output" in
    "$2 $3 "*"${4-}"*) echo "ok $n - $1" ;;
    *)
      echo "not ok $n - $1"
      printf '%s\n' "expected status $2 and $3${4:+ and $4}; found status $status and:" "$output" | sed 's/^/# /' ;;
  esac
}

program '' '"ok 2 - two"'
expect 'good tests: 4, 2 and 1 programs of 2 tests, and 2 builds' 0 '16 passed, 0 failed, 0 skipped'
expect 'again, with nothing to build' 0 '16 passed, 0 failed, 0 skipped'

program '' '"not ok 2 - two"'
expect 'a bad test' 1 '9 passed, 7 failed, 0 skipped' 'failed: all tests: small:other / other: 2 - two'

program 'int unused;' '"ok 2 - two"'
expect 'a warning' 1 '8 passed, 3 failed, 0 skipped' 'failed: no warnings in build-clang'

program 'static int numbers[2]; volatile int i = 2; numbers[i] = 1; if (numbers[0]) return 1;' '"ok 2 - two"'
expect 'what only a sanitizer sees' 1 '12 passed, 2 failed, 0 skipped' 'out of bounds'

program 'this is no C;' '"ok 2 - two"'
expect 'a program that does not compile' 1 '0 passed, 4 failed, 0 skipped' 'failed: build'

printf 'this is no Meson\n' >"$tree/meson.build"
expect 'a tree that cannot be configured' 1 '0 passed, 4 failed, 0 skipped' 'failed: build with sanitizers'

n=$((n + 1))
if [ "$(cat "$tree/build/sample/work")" = kept ]; then echo "ok $n - the sample outlived it all"
else echo "not ok $n - the sample outlived it all"; fi
echo "1..$n"
