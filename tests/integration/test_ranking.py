#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares the rankings of lotwise, to the last digit, with a second calculation in Python (recheck.py).

usage: test_ranking.py LOTWISE SAMPLE.xml [COUNT]     TAP on standard output

The worked examples of docs/methods.md against recheck.py itself; then those, the sample and COUNT (200, or 60 under
sanitizers) seeded random competitions through lotwise: imported, ranked, exported to the same bytes but for what is
private, and verified.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
import random_methods
import recheck

PRIVATE = re.compile(rb' *<notes>.*</notes>\n', re.DOTALL)     # evaluators' own: no export of another has them

TIMEOUT = 120  # seconds; of a program that hangs
COMPETITIONS = 60 if 'ASAN_OPTIONS' in os.environ else 200  # as test_proof.py


# ---- worked examples ----

def example(name, whole, price, bids, quality=None, places=4):
    """One lot, one question on a scale of 0 to 100, and price; @bids: mark and price of A, B, C …"""
    letters = [chr(ord('A') + place) for place in range(len(bids))]
    marks = sorted({0, 100, *(mark for mark, _ in bids)})
    lines = ['<?xml version="1.0" encoding="UTF-8"?>',
             f'<competition xmlns="urn:lotwise:competition:1" id="{name}" title="Worked example" currency="GBP">',
             '  <lots>', '    <lot id="L1" title="The lot"/>', '  </lots>', '  <bidders>',
             *(f'    <bidder id="{letter}" name="Bidder {letter}" form="single"/>' for letter in letters),
             '  </bidders>', '  <bids>',
             *(f'    <bid lot="L1" bidder="{letter}" price="{amount}.00" status="submitted"/>'
               for letter, (_, amount) in zip(letters, bids)),
             '  </bids>', '  <people>', '    <person id="E1" name="Evaluator">', '      <role role="evaluator"/>',
             '    </person>', '  </people>', '  <evaluation>',
             f'    <method weights="points" whole="{whole}" rounding="total" places="{places}" rule="half-up"/>']
    if quality:
        lines += ['    <scales>', '      <scale id="S" title="0 to 100">',
                  *(f'        <scale-mark value="{mark}" label="{mark}"/>' for mark in marks), '      </scale>', '    </scales>']
    lines += ['    <criteria>']
    if quality:
        lines += [f'      <criterion id="1" title="Quality" kind="scored" weight="{quality}" scale="S" scope="lot"/>']
    lines += [f'      <criterion id="2" title="Price" kind="price" {price}/>', '    </criteria>']
    if quality:
        lines += ['    <marks>',
                  *(f'      <mark lot="L1" bidder="{letter}" criterion="1" person="E1" mark="{mark}"/>'
                    for letter, (mark, _) in zip(letters, bids)), '    </marks>']
    return '\n'.join([*lines, '  </evaluation>', '</competition>']) + '\n'


def lowest(weight):
    return f'weight="{weight}" formula="lowest-over-price"'


def by(formula, weight, terms=''):
    return f'weight="{weight}" formula="{formula}"{terms}'


def reversal(formula, three, first, two, first_of_two):
    """Quality 60, price 40; A, B and C; then C withdraws."""
    return [(f'rank-reversal-{formula}-with-c', example(f'{formula}-3', 100, by(formula, 40), ABC, 60), three, first),
            (f'rank-reversal-{formula}-without-c', example(f'{formula}-2', 100, by(formula, 40), ABC[:2], 60), two, first_of_two)]


RANGE = 'weight="40" formula="fixed-range" optimum="40.00" top="120.00"'
ABC = [(80, 100), (70, 80), (30, 40)]
# Name, the competition, and what docs/methods.md gives: total of A, B, C …, and who comes first.
WORKED = [
    ('lowest-over-price-1', example('w1', 1, lowest(1), [(0, 15000), (0, 10000), (0, 30000)], places=3),
     ['0.667', '1.000', '0.333'], 'B'),
    ('lowest-over-price-40', example('w2', 40, lowest(40), [(0, 100), (0, 105), (0, 108)], places=3),
     ['40.000', '38.095', '37.037'], 'A'),
    ('half-quality-half-price', example('w3', 100, lowest(50), [(50, 50), (75, 75), (100, 100)], 50),
     ['75.0000', '70.8333', '75.0000'], 'AC'),
    ('rank-reversal-lowest-with-c', example('w4', 100, lowest(40), ABC, 60), ['64.0000', '62.0000', '58.0000'], 'A'),
    ('rank-reversal-lowest-without-c', example('w5', 100, lowest(40), ABC[:2], 60), ['80.0000', '82.0000'], 'B'),
    ('mean-deviation-100', example('w8', 100, by('mean-deviation', 100), [(0, 80), (0, 100), (0, 120)], places=2),
     ['70.00', '50.00', '30.00'], 'A'),
    ('logarithmic-40', example('w9', 40, by('logarithmic', 40, ' factor="2"'), [(0, 100), (0, 120), (0, 150), (0, 200)]),
     ['40.0000', '29.4786', '16.6015', '0.0000'], 'A'),
    *reversal('standard-differential', ['48.0000', '42.0000', '58.0000'], 'C', ['78.0000', '82.0000'], 'B'),
    *reversal('high-low', ['48.0000', '55.3333', '58.0000'], 'C', ['48.0000', '82.0000'], 'B'),
    *reversal('mean-deviation', ['53.4545', '58.3636', '56.1818'], 'B', ['63.5556', '66.4444'], 'B'),
    ('fixed-range-with-c', example('w6', 100, RANGE, ABC, 60), ['58.0000', '62.0000', '58.0000'], 'B'),
    ('fixed-range-without-c', example('w7', 100, RANGE, ABC[:2], 60), ['58.0000', '62.0000'], 'B'),
]


def compare_with_book(ranking, totals, first):
    """What @ranking says other than docs/methods.md."""
    entries = ranking['lots'][0]['ranking']
    found = [entry['total'] for entry in sorted(entries, key=lambda entry: entry['bidder'])]
    leaders = ''.join(entry['bidder'] for entry in entries if entry['rank'] == 1)
    lines = [] if found == totals else [f'totals: expected {totals}, found {found}']
    lines += [] if leaders == first else [f'first: expected {first}, found {leaders}']
    lines += [f"{entry['bidder']}: tied is {entry['tied']}" for entry in entries
              if entry['tied'] != (totals.count(entry['total']) > 1)]
    return lines


def rounding_cases():
    cases = [('0.125', 2, 'half-up', '0.13'), ('0.125', 2, 'half-even', '0.12'), ('0.135', 2, 'half-even', '0.14'),
             ('0.129', 2, 'down', '0.12'), ('0.121', 2, 'up', '0.13'), ('0.12', 2, 'up', '0.12'), ('2.5', 0, 'half-even', '2'),
             ('2.5', 0, 'half-up', '3'), ('0.004', 2, 'down', '0.00'), ('99.995', 2, 'half-up', '100.00'),
             ('78.35', 2, 'half-up', '78.35')]
    return [f'{text} to {places} places {rule}: expected {expected}, found {found}' for text, places, rule, expected in cases
            if (found := recheck.decimal(recheck.number(text), places, rule)) != expected]


# ---- lotwise ----

class Lotwise:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, Path(folder)
        # A user's own plugins and settings have no part in this.
        self.environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'HOME': folder, 'XDG_DATA_HOME': f'{folder}/data',
                            'XDG_CONFIG_HOME': f'{folder}/config', 'XDG_CACHE_HOME': f'{folder}/cache',
                            'XDG_STATE_HOME': f'{folder}/state'}

    def run(self, *arguments):
        done = subprocess.run([self.binary, *map(str, arguments)], capture_output=True, timeout=TIMEOUT,
                              env=self.environment, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            said = (done.stderr or done.stdout).decode(errors='replace').strip()
            raise RuntimeError(f'lotwise {arguments[0]}: exit status {done.returncode}: {said[:2000]}')
        return done.stdout

    def problems(self, name, source, book=None):
        """What is wrong with how lotwise treats the competition @source, bytes, as lines; the ranking and the rest."""
        xml, file, out = (self.folder / f'{name}{suffix}' for suffix in ('.xml', '.lotwise', '.out.xml'))
        xml.write_bytes(source)
        try:
            self.run('import', xml, file)
            ranking = json.loads(self.run('rank', file, '--json'))
            lines = recheck.differences(recheck.ranking_of(source), ranking)
            if book:
                lines += compare_with_book(ranking, *book)
            self.run('export', file, out)
            lines += first_difference(PRIVATE.sub(b'', source), out.read_bytes())
            verified = json.loads(self.run('verify', file, '--json'))
            if verified.get('ok') is not True:
                lines.append(f'verify: expected ok, found {verified}')
        except (RuntimeError, ValueError, OSError, KeyError, TypeError, subprocess.TimeoutExpired) as error:
            return [f'{type(error).__name__}: {error}']
        return lines


def first_difference(expected, found):
    if expected == found:
        return []
    for place, (one, other) in enumerate(zip(expected.split(b'\n') + [None], found.split(b'\n') + [None]), 1):
        if one != other:
            return [f'export: line {place}: expected {one!r}, found {other!r}']
    return ['export: differs']


# ---- TAP ----

class Tap:
    def __init__(self, count):
        self.number, self.failed = 0, 0
        print(f'1..{count}', flush=True)

    def result(self, name, problems):
        self.number += 1
        self.failed += bool(problems)
        print(f'{"not ok" if problems else "ok"} {self.number} - {name}')
        for line in problems[:20]:
            print('# ' + line.replace('\n', '\n# '))
        sys.stdout.flush()


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    binary, sample = os.path.abspath(arguments[0]), Path(arguments[1])
    count = int(arguments[2]) if len(arguments) == 3 else COMPETITIONS
    tap = Tap(1 + 2 * len(WORKED) + 1 + count)
    tap.result('recheck: rounding', rounding_cases())
    for name, xml, totals, first in WORKED:
        tap.result(f'recheck: {name}', compare_with_book(recheck.ranking_of(xml.encode()), totals, first))
    with tempfile.TemporaryDirectory(prefix='lotwise-ranking-') as folder:
        lotwise = Lotwise(binary, folder)
        jobs = [(f'worked-{name}', xml.encode(), (totals, first)) for name, xml, totals, first in WORKED]
        jobs.append(('sample', sample.read_bytes(), None))
        jobs += [(f'random-{seed}', random_methods.generate(seed).encode(), None) for seed in range(1, count + 1)]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for (name, _, _), problems in zip(jobs, pool.map(lambda job: lotwise.problems(*job), jobs)):
                tap.result(name, problems)
    return 1 if tap.failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
