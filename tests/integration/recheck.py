#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Works out the ranking of every lot of a competition file once more, with Python's fractions.

usage: recheck.py SOURCE.xml                 prints the ranking, as `lotwise rank --json` would
       recheck.py SOURCE.xml RANKING.json    compares; prints each difference, exit status 1 where there is one

Written from docs/methods.md and docs/file-format.md only, so that it agrees with the program only where both follow
the published method.
"""
import decimal as decimals
import hashlib
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


def whole_digits(value, digits):
    """@value > 0 to so many digits that count, half up."""
    places = 0
    while value * 10 ** places < 10 ** (digits - 1):
        places += 1
    while value * Fraction(10) ** places >= 10 ** digits:
        places -= 1
    scale = Fraction(10) ** places
    whole, rest = divmod(value * scale, 1)
    return (whole + (rest >= Fraction(1, 2))) / scale


def transcendental(function):
    """A number that is no fraction, as a fraction of 140 digits."""
    with decimals.localcontext() as context:
        context.prec = 140
        return Fraction(function(lambda value: decimals.Decimal(value.numerator) / decimals.Decimal(value.denominator)))


def logarithm(value, base):
    return rounded(transcendental(lambda plain: plain(value).ln() / plain(base).ln()), 30, 'half-up')


def power(value, exponent):
    if value == 0:
        return Fraction(0)
    if exponent.denominator == 1:
        return whole_digits(value ** exponent.numerator, 30)
    return whole_digits(transcendental(lambda plain: (plain(exponent) * plain(value).ln()).exp()), 30)


# ---- price formulas: the share of the points, before it is kept in 0 to 1 ----

def share_of(leaf, price, prices):
    """@prices: those that count."""
    low, high, mean = min(prices), max(prices), sum(prices, Fraction(0)) / len(prices)
    match leaf.formula:
        case 'lowest-over-price':
            return low / price if price else Fraction(1)
        case 'standard-differential':
            return 2 - price / low if low else Fraction(price == 0)
        case 'high-low':
            return (high - price) / (high - low) if high > low else Fraction(price <= high)
        case 'mean-deviation':
            return Fraction(3, 2) - price / mean if mean else Fraction(price == 0) / 2
        case 'fixed-range':
            return (number(leaf.top) - price) / (number(leaf.top) - number(leaf.optimum))
        case 'logarithmic':
            return 1 - logarithm(price / low, number(leaf.factor)) if price and low else Fraction(price == 0)
    raise ValueError(f'no such formula: {leaf.formula}')


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
        self.factor = element.get('factor')
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
        self.basis = self.method.get('basis', 'points')
        self.tie_rules = sorted(self.all('evaluation/tie-rules/tie-rule'), key=lambda row: int(row.get('position')))
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
        """What is compared: the price, or the present value of the costs."""
        costs = [row for row in self.all('evaluation/costs/cost') if (row.get('lot'), row.get('bidder')) == (lot, bidder)]
        if costs:
            rate = number(self.method.get('discount', '0'))
            value = sum((number(row.get('amount')) * (1 / (1 + rate)) ** int(row.get('year')) for row in costs), Fraction(0))
            return rounded(value, len(costs[0].get('amount').partition('.')[2]), self.rule)
        text = self.bids[lot, bidder].get('price')
        return None if text is None else number(text)

    def overridden(self, lot, bidder, reached):
        """What is passed in spite of a minimum, of the figures and minima of @reached; 'total' is the total's."""
        rows = sorted((row for row in self.all('evaluation/overrides/override')
                       if (row.get('lot'), row.get('bidder')) == (lot, bidder)), key=lambda row: row.get('at'))
        last = {row.get('criterion', 'total'): row for row in rows}
        return {what: {name: last[what].get(name) for name in ('person', 'at')} for what, (figure, minimum) in reached.items()
                if what in last and figure >= Fraction(last[what].get('found')) and minimum <= Fraction(last[what].get('minimum'))}

    def at_stage(self, value, stage):
        return rounded(value, self.places, self.rule) if self.stage == stage else value

    def exact(self, lot, bidder, prices):
        """Points of each leaf that can be worked out; @prices: those that count."""
        points = {}
        for leaf in self.criteria:
            if leaf.kind == 'scored':
                mark = self.mark(lot, bidder, leaf)
                if mark is not None:
                    points[leaf.id] = leaf.points * number(mark) / self.top_marks[leaf.scale]
            elif leaf.kind == 'price' and self.price(lot, bidder) is not None and prices:
                share = share_of(leaf, self.price(lot, bidder), prices)
                points[leaf.id] = leaf.points * min(max(share, Fraction(0)), Fraction(1))
        return points

    def earned(self, lot, bidder, prices):
        """The same, rounded if each criterion is."""
        return {key: self.at_stage(value, 'criterion') for key, value in self.exact(lot, bidder, prices).items()}

    def fails_leaf(self, lot, bidder, leaf):
        mark = self.mark(lot, bidder, leaf)
        if mark is None:
            return False
        if leaf.kind == 'pass-fail':
            return mark == 'fail'
        return leaf.kind == 'scored' and leaf.minimum is not None and number(mark) < number(leaf.minimum)

    def of_group(self, group, points):
        """None until all its leaves have points."""
        leaves = [leaf.id for leaf in group.leaves() if leaf.kind in ('scored', 'price')]
        if any(leaf not in points for leaf in leaves):
            return None
        total = sum((points[leaf] for leaf in leaves), Fraction(0))
        return self.at_stage(total, 'section') if group.parent is None else total

    def fails_group(self, group, points):
        total = self.of_group(group, points)
        return group.minimum is not None and total is not None and total < number(group.minimum)

    def reached(self, lot, bidder, criteria, points):
        """Of each that has a minimum and is known: the figure and the minimum."""
        figures = {}
        for node in criteria:
            figure = self.of_group(node, points) if node.kind == 'group' else self.mark(lot, bidder, node)
            if node.minimum is not None and figure is not None:
                figures[node.id] = (figure if node.kind == 'group' else number(figure), number(node.minimum))
        return figures

    def failures(self, lot, bidder, points, groups):
        return [criterion.id for criterion in self.criteria
                if (self.fails_group(criterion, points) if criterion in groups
                    else self.fails_leaf(lot, bidder, criterion))]

    def missing(self, lot, bidder):
        found = [leaf.id for leaf in self.criteria
                 if leaf.kind in ('scored', 'pass-fail') and self.mark(lot, bidder, leaf) is None
                 or leaf.kind == 'price' and self.price(lot, bidder) is None]
        asked = self.basis != 'points' and all(leaf.kind != 'price' for leaf in self.criteria)
        return found + ['price'] * (asked and self.price(lot, bidder) is None)

    def total(self, points):
        """The total as the method rounds it."""
        sections = [sum((points[leaf.id] for leaf in section.leaves() if leaf.id in points), Fraction(0))
                    for section in self.sections]
        return self.at_stage(sum((self.at_stage(value, 'section') for value in sections), Fraction(0)), 'total')

    # ---- one lot ----

    def prices_that_count(self, lot, bidders):
        """Of the bids that fail nothing that can be judged without prices; of all, where there is none such."""
        groups = [criterion for criterion in self.criteria
                  if criterion.kind == 'group' and all(leaf.kind != 'price' for leaf in criterion.leaves())]
        judged = [criterion for criterion in self.criteria if criterion.kind != 'group'] + groups
        priced = [bidder for bidder in bidders if self.price(lot, bidder) is not None]
        compliant = [bidder for bidder in priced if not any(
            criterion.id not in self.overridden(lot, bidder, self.reached(lot, bidder, [criterion], self.earned(lot, bidder, None)))
            and (self.fails_group(criterion, self.earned(lot, bidder, None)) if criterion in groups
                 else self.fails_leaf(lot, bidder, criterion)) for criterion in judged)]
        return [self.price(lot, bidder) for bidder in compliant or priced]

    # ---- the figure that ranks, and ties ----

    def figure(self, quality, price):
        """Where it stands (-1 before all numbers, 1 behind them) and the number, of a basis other than points."""
        if self.basis == 'monetised-quality':
            value = price - quality * number(self.method.get('rate'))
        elif self.basis == 'price-per-quality-point':
            if not quality:
                return 1, None
            value = price / quality
        else:
            if self.basis == 'weighted-value-index':
                quality = power(quality, number(self.method.get('quality-weight')) / number(self.method.get('price-weight')))
            if not price:
                return (-1 if quality else 1), None
            value = quality / price
        places = self.method.get('index-places')
        return 0, value if places is None else rounded(value, int(places), self.rule)

    def key(self, total, figure):
        """By which the better comes first."""
        if figure is None:
            return 0, -total
        end, value = figure
        lowest_wins = self.basis in ('price-per-quality-point', 'monetised-quality')
        return end, 0 if end else value if lowest_wins else -value

    def tie_value(self, rule, lot, bidder, points):
        """What a rule compares, the lower first; None where it is not known."""
        kind = rule.get('rule')
        if kind == 'drawn-lot':
            return hashlib.sha256(f"{rule.get('seed')}/{lot}/{bidder}".encode()).hexdigest()
        if kind == 'lower-price':
            return self.price(lot, bidder)
        if kind == 'criterion':
            named = [node for node in self.criteria if node.id == rule.get('criterion')]
            leaves = [leaf for node in named for leaf in node.leaves() if leaf.kind in ('scored', 'price')]
        else:
            leaves = [leaf for leaf in self.criteria if leaf.kind == 'scored']
        return -sum((points[leaf.id] for leaf in leaves), Fraction(0)) if all(leaf.id in points for leaf in leaves) else None

    def break_tie(self, lot, tied, prices, first):
        """Ranks of entries that are equal, from @first on, and the rule that gave each."""
        values = {entry['bidder']: [self.tie_value(rule, lot, entry['bidder'], self.exact(lot, entry['bidder'], prices))
                                    for rule in self.tie_rules] for entry in tied}
        for place in range(len(self.tie_rules)):
            if any(of_bid[place] is None for of_bid in values.values()):
                for of_bid in values.values():
                    of_bid[place] = 0
        tied.sort(key=lambda entry: (values[entry['bidder']], entry['bidder']))

        def by(one, other):
            """Number of the rule that tells them apart; 0 where none does."""
            pairs = zip(values[one['bidder']], values[other['bidder']])
            return next((place for place, (left, right) in enumerate(pairs, 1) if left != right), 0)

        for place, entry in enumerate(tied):
            same = [other for other in tied if values[other['bidder']] == values[entry['bidder']]]
            start, end = tied.index(same[0]), tied.index(same[-1]) + 1
            entry['rank'], entry['tied'] = first + start, len(same) > 1
            number_of_rule = max(by(tied[start - 1], entry) if start else 0, by(entry, tied[end]) if end < len(tied) else 0)
            if number_of_rule:
                entry['tie-rule'] = number_of_rule
        return tied

    def entry(self, lot, bidder, points):
        """What is said of one bid, but for its rank; with its total and the figure that ranks."""
        missing = self.missing(lot, bidder)
        groups = [criterion for criterion in self.criteria if criterion.kind == 'group']
        failures = self.failures(lot, bidder, points, groups)
        total = None if missing else self.total(points)
        minimum = self.method.get('minimum')
        if total is not None and minimum is not None and total < number(minimum):
            failures.append('total')
        reached = self.reached(lot, bidder, self.criteria, points)
        if total is not None and minimum is not None:
            reached['total'] = total, number(minimum)
        overridden = self.overridden(lot, bidder, reached)
        passed = [name for name in failures if name in overridden]
        failures = [name for name in failures if name not in passed]
        figure = None if missing or self.basis == 'points' else self.figure(total, self.price(lot, bidder))
        entry = {'rank': None, 'bidder': bidder, 'name': self.names[bidder],
                 'total': None if missing else decimal(total, self.places, self.rule),
                 'exact': None if missing else str(total), 'tied': False, 'failed': failures, 'missing': missing,
                 'contributions': [{'criterion': leaf.id, 'points': decimal(points[leaf.id], self.places, self.rule),
                                    'exact': str(points[leaf.id])}
                                   for leaf in self.criteria if leaf.id in points]}
        if passed:
            entry['passed'] = [{'criterion': name, **overridden[name]} for name in passed]
        if self.basis != 'points':
            entry['index-exact'] = str(figure[1]) if figure and not figure[0] else None
            if figure is None or figure[0]:
                entry['index'] = {-1: 'best', 1: 'worst'}[figure[0]] if figure else None
        return entry, total, figure

    def rank(self, lot):
        bidders = sorted(bidder for key, bidder in self.bids
                         if key == lot and self.bids[key, bidder].get('status') == 'submitted')
        prices = self.prices_that_count(lot, bidders)
        ranked, failed, incomplete = [], [], []
        for bidder in bidders:
            entry, total, figure = self.entry(lot, bidder, self.earned(lot, bidder, prices))
            row = None if total is None else self.key(total, figure), bidder, entry
            (incomplete if total is None else failed if entry['failed'] else ranked).append(row)
        ranked.sort(key=lambda row: row[:2])
        failed.sort(key=lambda row: row[:2])
        keys = [key for key, _, _ in ranked]
        result = []
        for key in sorted(set(keys)):
            tied = [entry for other, _, entry in ranked if other == key]
            result += self.break_tie(lot, tied, prices, 1 + keys.index(key))
        return result + [entry for _, _, entry in failed + incomplete]

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
