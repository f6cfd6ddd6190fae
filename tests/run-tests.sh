#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# run-tests.sh RESULTS: counts the tests of several runs, names those that failed, and ends with the one line
# 'N passed, N failed, N skipped'. Exit status 0 when nothing failed and something passed.
#
# RESULTS has a line a run: its name, the exit status of the run and the log it wrote, with tabs between. The log
# is Meson's testlog.json, of which every TAP subtest counts (a test without subtests counts as one); '-' is
# a run that is itself one test. A log that is not there, or a run that failed with nothing in its log
# that did, counts as failed: never a green line by accident.
# Needs only sh and awk.
set -eu
if [ $# -ne 1 ] || [ ! -r "$1" ]; then
  echo "usage: run-tests.sh RESULTS" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 2
fi
exec awk -F '\t' '
# testlog.json: one JSON object a line; "stdout" is a JSON string that holds the TAP
function field(line, key,    at, rest) {
  at = index(line, "\"" key "\": \"")
  if (!at) return ""
  rest = substr(line, at + length(key) + 5)
  gsub(/\\\\/, "\001", rest)                     # an escaped backslash is no start of an escape
  gsub(/\\"/, "\002", rest)                      # an escaped quote does not end the string
  return substr(rest, 1, index(rest, "\"") - 1)
}
function count_test(line,    result, n, tap, i, j, good, p, f, s) {
  result = field(line, "result"); name = field(line, "name")
  n = split(field(line, "stdout"), tap, /\\n/)
  p = f = s = 0
  for (i = 1; i <= n; i++) {
    if (tap[i] ~ /^ok( |$)/) {
      if (tap[i] ~ /# *[Ss][Kk][Ii][Pp]/) { s++; report("skipped", name, tap[i]) }
      else if (tap[i] ~ /# *[Tt][Oo][Dd][Oo]/) { f++; report("failed", name, tap[i]) }   # passed though it should not
      else p++
    } else if (tap[i] ~ /^not ok( |$)/) {
      if (tap[i] ~ /# *([Tt][Oo][Dd][Oo]|[Ss][Kk][Ii][Pp])/) { s++; report("skipped", name, tap[i]) }
      else {
        f++; report("failed", name, tap[i])
        if (++explained <= 20) for (j = i + 1; j <= i + 20 && tap[j] ~ /^ *#/; j++) explain(tap[j])
      }
    }
  }
  good = (result == "OK" || result == "SKIP" || result == "EXPECTEDFAIL")
  if (result == "EXPECTEDFAIL") { p = 1; f = s = 0 }         # should_fail: the test as a whole is the check
  else if (p + f + s == 0) { if (result == "SKIP") s = 1; else if (good) p = 1; else f = 1 }
  else if (!good && f == 0) f = 1                            # crashed, timed out, or the plan was not kept
  if (!good) reports = reports "failed: " run ": " name " (" result ")\n"
  passed += p; failed += f; skipped += s; failed_here += f; seen++
}
function plain(text) { gsub(/\002/, "\"", text); gsub(/\001/, "\\", text); return text }
function report(what, name, tap) {
  sub(/^(not )?ok */, "", tap)
  reports = reports what ": " run ": " name ": " plain(tap) "\n"
}
function explain(tap) {                          # what the test said of it
  sub(/^ *# */, "", tap)
  reports = reports "        " plain(tap) "\n"
}
{
  run = $1; failed_here = seen = 0
  if ($3 != "-") {
    while ((getline line < $3) > 0) count_test(line)
    close($3)
  }
  if ($3 == "-" && $2 == 0) passed++
  else if (failed_here == 0 && ($2 != 0 || seen == 0)) {
    reports = reports "failed: " run ($3 != "-" && seen == 0 ? " (it left no log)" : "") "\n"
    failed++
  }
}
END {
  printf "%s%d passed, %d failed, %d skipped\n", reports, passed, failed, skipped
  exit (failed > 0 || passed == 0)
}' "$1"
