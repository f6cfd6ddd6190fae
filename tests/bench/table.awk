# SPDX-License-Identifier: LGPL-2.1-or-later
# awk -f table.awk RESULTS ROWS: RESULTS has "name<TAB>value" a line, ROWS says what to print (see run).
# A ratio is of times: 2.0 means that ours takes twice as long as the peer.

FNR == 1 { file++ }

file == 1 {
  split($0, pair, "\t")
  value[pair[1], ++count[pair[1]]] = pair[2] + 0
  next
}

file == 2 && !begun {
  begun = 1
  for (name in count)
    sort(name)
  printf "%-42s %12s %28s %4s  %12s %-18s %6s  %14s %s\n", "what", "ours", "(least to most)", "n", "peer", "", "ratio",
    "target", ""
}

{ row($0) }

# By insertion; there are few.
function sort(name,   i, k, v) {
  for (i = 2; i <= count[name]; i++) {
    v = value[name, i]
    for (k = i - 1; k >= 1 && value[name, k] > v; k--)
      value[name, k + 1] = value[name, k]
    value[name, k + 1] = v
  }
}

function median(name,   n) {
  n = count[name]
  return n % 2 ? value[name, (n + 1) / 2] : (value[name, n / 2] + value[name, n / 2 + 1]) / 2
}

function percentile95(name,   i) {
  i = int(count[name] * 0.95 + 0.999999)
  return value[name, i]
}

function show(v, unit) {
  if (unit == "rate")
    return sprintf("%.0f /s", v)
  if (unit == "memory")
    return sprintf("%.1f MB", v / 1e6)
  if (v < 0.01)
    return sprintf("%.3f ms", v * 1e3)
  return v < 1 ? sprintf("%.1f ms", v * 1e3) : sprintf("%.3f s", v)
}

function row(line,   f, unit, ours, least, most, peer, ratio, target, met, name) {
  split(line, f, "|")
  name = f[2]
  unit = f[5]
  if (!count[name])
    return
  ours = unit == "p95" ? percentile95(name) : median(name)
  least = value[name, 1]
  most = value[name, count[name]]
  peer = ratio = target = met = ""
  if (f[3] != "" && count[f[3]]) {
    peer = unit == "p95" ? percentile95(f[3]) : median(f[3])
    ratio = sprintf("%.2f", ours / peer)
    peer = show(unit == "rate" ? 1e6 / peer : peer, unit)
  }
  if (unit == "rate") {
    f[7] = most; most = 1e6 / least; least = 1e6 / f[7]; ours = 1e6 / ours
  }
  if (f[4] != "") {
    met = (unit == "rate" ? ours >= f[4] + 0 : ours < f[4] + 0) ? "met" : "NOT met"
    target = (unit == "rate" ? ">= " : "< ") show(f[4] + 0, unit)
  }
  printf "%-42s %12s %28s %4d  %12s %-18s %6s  %14s %s\n", f[1], show(ours, unit),
    "(" show(least, unit) " to " show(most, unit) ")", count[name], peer, f[6], ratio, target, met
}
