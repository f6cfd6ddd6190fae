#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Works out the ranking of every lot of a competition file once more, with Python's fractions.

usage: recheck.py SOURCE.xml                 prints the ranking, as `lotwise rank --json` would
       recheck.py SOURCE.xml RANKING.json    compares; prints each difference, exit status 1 where there is one

Written from docs/methods.md and docs/file-format.md only, so that it agrees with the program only where both follow
the published method.
"""
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from fractions import Fraction

NAMESPACE = '{urn:lotwise:competition:1}'


# ---- numbers ----

def number(text):
    """Decimal text to a fraction; nothing else (Fraction() alone would also read "1e3" and "1/3")."""
    if not re.fullmatch(r'-?[0-9]+(\.[0-9]+)?', text):
        raise ValueError(f'not a decimal: {text!r}')
    return Fraction(text)


def rounded(value, places, rule):
    scaled = abs(value) * 10 ** places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    half = Fraction(rest, scaled.denominator) - Fraction(1, 2)
    more = {'half-up': half >= 0,
            'half-even': half > 0 or (half == 0 and whole % 2 == 1),
            'down': False,
            'up': rest > 0}[rule]
    result = Fraction(whole + more, 10 ** places)
    return -result if value < 0 else result


def decimal(value, places, rule):
    digits = rounded(value, places, rule) * 10 ** places
    text = str(abs(digits.numerator)).rjust(places + 1, '0')
    sign = '-' if digits < 0 else ''
    return sign + (f'{text[:-places]}.{text[-places:]}' if places else text)


# ---- the file ----

class Criterion:
    def __init__(self, element):
        self.id = element.get('id')
        self.parent = element.get('parent')
        self.kind = element.get('kind')
        self.weight = element.get('weight')
        self.scale = element.get('scale')
        self.common = element.get('scope') == 'common'
        self.minimum = element.get('minimum')
        self.formula = element.get('formula')
        self.optimum = element.get('optimum')
        self.top = element.get('top')
        self.children = []
        self.points = None  # what it is worth of the whole

    def leaves(self):
        if self.kind != 'group':
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]

    def tree_order(self):
        return [self] + [below for child in self.children for below in child.tree_order()]


class Competition:
    def __init__(self, root):
        self.root = root
        self.lots = self.all('lots/lot')
        self.names = {row.get('id'): row.get('name') for row in self.all('bidders/bidder')}
        self.bids = {(row.get('lot'), row.get('bidder')): row for row in self.all('bids/bid')}
        self.method = root.find(self.path('evaluation/method'))
        self.places = int(self.method.get('places'))
        self.rule = self.method.get('rule')
        self.stage = self.method.get('rounding')
        self.top_marks = {row.get('id'): max(number(mark.get('value')) for mark in row)
                          for row in self.all('evaluation/scales/scale')}
        self.read_criteria()
        self.marks = defaultdict(list)
        for row in self.all('evaluation/marks/mark'):
            self.marks[row.get('lot', ''), row.get('bidder'), row.get('criterion')].append(row.get('mark'))
        self.agreed = {(row.get('lot', ''), row.get('bidder'), row.get('criterion')): row.get('mark')
                       for row in self.all('evaluation/agreed/consensus')}

    @staticmethod
    def path(text):
        return '/'.join(NAMESPACE + part for part in text.split('/'))

    def all(self, text):
        return self.root.findall(self.path(text))

    def read_criteria(self):
        by_id = {}
        self.sections = []
        for element in self.all('evaluation/criteria/criterion'):
            criterion = Criterion(element)
            by_id[criterion.id] = criterion
            (by_id[criterion.parent].children if criterion.parent else self.sections).append(criterion)
        for section in self.sections:
            self.weigh(section, number(self.method.get('whole')))
        self.criteria = [criterion for section in self.sections for criterion in section.tree_order()]

    def weigh(self, criterion, above):
        if criterion.weight is not None:
            criterion.points = number(criterion.weight)
            if self.method.get('weights') == 'basis-points':
                criterion.points *= above / 10000
        for child in criterion.children:
            self.weigh(child, criterion.points)

    # ---- one bid ----

    def mark(self, lot, bidder, criterion):
        """The mark that counts, or None: the agreed one, else the one that all evaluators gave."""
        key = '' if criterion.common else lot, bidder, criterion.id
        if key in self.agreed:
            return self.agreed[key]
        given = self.marks.get(key, [])
        read = str if criterion.kind == 'pass-fail' else number
        return given[0] if given and len({read(text) for text in given}) == 1 else None

    def price(self, lot, bidder):
        text = self.bids[lot, bidder].get('price')
        return None if text is None else number(text)

    def at_stage(self, value, stage):
        return rounded(value, self.places, self.rule) if self.stage == stage else value

    def earned(self, lot, bidder, lowest):
        """Points of each leaf that can be worked out, rounded if each criterion is."""
        points = {}
        for leaf in self.criteria:
            if leaf.kind == 'scored':
                mark = self.mark(lot, bidder, leaf)
                if mark is not None:
                    points[leaf.id] = leaf.points * number(mark) / self.top_marks[leaf.scale]
            elif leaf.kind == 'price' and self.price(lot, bidder) is not None and lowest is not None:
                points[leaf.id] = self.price_points(leaf, self.price(lot, bidder), lowest)
        return {key: self.at_stage(value, 'criterion') for key, value in points.items()}

    @staticmethod
    def price_points(leaf, price, lowest):
        if leaf.formula == 'lowest-over-price':
            share = lowest / price if price else Fraction(1)
        else:
            share = (number(leaf.top) - price) / (number(leaf.top) - number(leaf.optimum))
        return leaf.points * min(max(share, Fraction(0)), Fraction(1))

    def fails_leaf(self, lot, bidder, leaf):
        mark = self.mark(lot, bidder, leaf)
        if mark is None:
            return False
        if leaf.kind == 'pass-fail':
            return mark == 'fail'
        return leaf.kind == 'scored' and leaf.minimum is not None and number(mark) < number(leaf.minimum)

    def fails_group(self, group, points):
        """Judged once all its leaves have points."""
        leaves = [leaf.id for leaf in group.leaves() if leaf.kind in ('scored', 'price')]
        if group.minimum is None or any(leaf not in points for leaf in leaves):
            return False
        total = sum((points[leaf] for leaf in leaves), Fraction(0))
        if group.parent is None:
            total = self.at_stage(total, 'section')
        return total < number(group.minimum)

    def failures(self, lot, bidder, points, groups):
        return [criterion.id for criterion in self.criteria
                if (self.fails_group(criterion, points) if criterion in groups
                    else self.fails_leaf(lot, bidder, criterion))]

    def missing(self, lot, bidder):
        return [leaf.id for leaf in self.criteria
                if leaf.kind in ('scored', 'pass-fail') and self.mark(lot, bidder, leaf) is None
                or leaf.kind == 'price' and self.price(lot, bidder) is None]

    def total(self, points):
        """The total as the method rounds it."""
        sections = [sum((points[leaf.id] for leaf in section.leaves() if leaf.id in points), Fraction(0))
                    for section in self.sections]
        return self.at_stage(sum((self.at_stage(value, 'section') for value in sections), Fraction(0)), 'total')

    # ---- one lot ----

    def lowest_price(self, lot, bidders):
        """Of the bids that fail nothing that can be judged without prices; of all, where there is none such."""
        groups = [criterion for criterion in self.criteria
                  if criterion.kind == 'group' and all(leaf.kind != 'price' for leaf in criterion.leaves())]
        judged = [criterion for criterion in self.criteria if criterion.kind != 'group'] + groups
        priced = [bidder for bidder in bidders if self.price(lot, bidder) is not None]
        compliant = [bidder for bidder in priced if not any(
            self.fails_group(criterion, self.earned(lot, bidder, None)) if criterion in groups
            else self.fails_leaf(lot, bidder, criterion) for criterion in judged)]
        return min((self.price(lot, bidder) for bidder in compliant or priced), default=None)

    def rank(self, lot):
        bidders = sorted(bidder for key, bidder in self.bids
                         if key == lot and self.bids[key, bidder].get('status') == 'submitted')
        lowest = self.lowest_price(lot, bidders)
        groups = [criterion for criterion in self.criteria if criterion.kind == 'group']
        ranked, failed, incomplete = [], [], []
        for bidder in bidders:
            points = self.earned(lot, bidder, lowest)
            missing = self.missing(lot, bidder)
            failures = self.failures(lot, bidder, points, groups)
            total = None if missing else self.total(points)
            minimum = self.method.get('minimum')
            if total is not None and minimum is not None and total < number(minimum):
                failures.append('total')
            entry = {'rank': None, 'bidder': bidder, 'name': self.names[bidder],
                     'total': None if missing else decimal(total, self.places, self.rule),
                     'exact': None if missing else str(total), 'tied': False, 'failed': failures, 'missing': missing,
                     'contributions': [{'criterion': leaf.id, 'points': decimal(points[leaf.id], self.places, self.rule),
                                        'exact': str(points[leaf.id])}
                                       for leaf in self.criteria if leaf.id in points]}
            (incomplete if missing else failed if failures else ranked).append((total, bidder, entry))
        for group in (ranked, failed):
            group.sort(key=lambda row: (-row[0], row[1]))
        totals = [total for total, _, _ in ranked]
        for total, _, entry in ranked:
            entry['rank'] = 1 + totals.index(total)
            entry['tied'] = totals.count(total) > 1
        return [entry for _, _, entry in ranked + failed + incomplete]

    def ranking(self):
        said = {row.get('subject'): row.get('trust') for row in self.all('provenance/statement')}
        trust = said.get('marks', self.root.get('trust'))
        return {'competition': self.root.get('id'), 'title': self.root.get('title'),
                **({'trust': trust} if trust else {}),
                'lots': [{'lot': lot.get('id'), 'title': lot.get('title'), 'ranking': self.rank(lot.get('id'))}
                         for lot in self.lots]}


def ranking_of(source):
    """The ranking of the competition in @source, bytes of XML."""
    return Competition(ElementTree.fromstring(source)).ranking()


def differences(expected, found, where='ranking'):
    """What of @expected @found does not say, as lines. What it says beyond is its own business."""
    if isinstance(expected, dict) and isinstance(found, dict):
        lines = []
        for key, value in expected.items():
            if key in found:
                name = f'{where}.{key}'
                lines += differences(value, found[key], name)
            else:
                lines.append(f'{where}: expected {key}, found none')
        return lines
    if isinstance(expected, list) and isinstance(found, list):
        lines = []
        if len(expected) != len(found):
            lines.append(f'{where}: expected {len(expected)} entries, found {len(found)}')
        for place, (one, other) in enumerate(zip(expected, found)):
            name = one.get('lot') or one.get('bidder') or one.get('criterion') if isinstance(one, dict) else place
            lines += differences(one, other, f'{where}[{name}]')
        return lines
    # 1 == True in Python, not here.
    if type(expected) is type(found) and expected == found:
        return []
    return [f'{where}: expected {expected!r}, found {found!r}']


def main(arguments):
    if len(arguments) not in (1, 2) or arguments[0].startswith('-'):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    with open(arguments[0], 'rb') as stream:
        expected = ranking_of(stream.read())
    if len(arguments) == 1:
        print(json.dumps(expected, indent=2, ensure_ascii=False))
        return 0
    with open(arguments[1], encoding='utf-8') as stream:
        lines = differences(expected, json.load(stream))
    print('\n'.join(lines) if lines else 'The same.')
    return 1 if lines else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
