#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Works out a competition's result once more, from a proof that "lotwise export FILE.lotwise --proof DIR" wrote.

usage: recompute.py [DIR]        the directory that this program lies in where none is given

It recomputes the SHA-256 of every file of the proof and of every published version of the method, the points of every
criterion, and the total, standing and rank of every bid, and compares them with what the proof says. Written from
the published rules (docs/methods.md), not from Lotwise's own source; numbers are exact fractions. Needs Python 3.9 and
nothing else.

Exit status: 0 all agree, 1 something differs (each difference is a line), 2 the proof cannot be read.
"""
import decimal
import hashlib
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

FILES = ('README.txt', 'competition.xml', 'record.json', 'results.json', 'recompute.py')  # in the order of MANIFEST
MANIFEST = 'MANIFEST'
NAMESPACE = '{urn:lotwise:competition:1}'
LOG_PLACES = 30  # of a logarithm, before anything is done with it
METHOD_PARTS = ('evaluation/method', 'evaluation/scales', 'evaluation/criteria', 'evaluation/tie-rules')
POWER_DIGITS = 30  # of a power


class Unreadable(Exception):
    """The proof is not one, or is of a kind that this program does not know."""


def require(condition, text):
    if not condition:
        raise Unreadable(text)


# ---- numbers ----

def number(text, what):
    """Decimal text as a fraction; nothing else."""
    require(text is not None and re.fullmatch(r'[0-9]+(\.[0-9]+)?', text), f'{what}: expected a number, found {text!r}')
    return Fraction(text)


def fraction(text, what):
    """Decimal text, or a numerator and a denominator."""
    require(text is not None and re.fullmatch(r'[0-9]+(\.[0-9]+|/0*[1-9][0-9]*)?', text), f'{what}: expected a number, found {text!r}')
    return Fraction(text)


def rounded(value, places, rule):
    """@value to @places places: half-up takes a half away from zero, down goes to zero, up away from it."""
    low, rest = divmod(abs(value) * 10 ** places, 1)
    if rule == 'half-up':
        away = rest >= Fraction(1, 2)
    elif rule == 'half-even':
        away = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and low % 2 == 1)
    elif rule == 'up':
        away = rest > 0
    else:
        require(rule == 'down', f'unknown rule of rounding: {rule!r}')
        away = False
    size = Fraction(low + int(away), 10 ** places)
    return size if value >= 0 else -size


def shown(value, places, rule):
    """As it is shown: with all its places."""
    size = abs(rounded(value, places, rule)) * 10 ** places
    digits = str(size.numerator).zfill(places + 1)
    text = digits[:-places] + '.' + digits[-places:] if places else digits
    return '-' + text if value < 0 and size > 0 else text


def to_decimal(value):
    return decimal.Decimal(value.numerator) / decimal.Decimal(value.denominator)


def logarithm(value, base):
    """ln @value ÷ ln @base: the true value, rounded half up to LOG_PLACES."""
    with decimal.localcontext() as context:
        context.prec = 90
        return rounded(Fraction(to_decimal(value).ln() / to_decimal(base).ln()), LOG_PLACES, 'half-up')


# ---- price formulas: the share of the points that a price earns, before it is kept in 0 to 1 ----

class Market:
    """The prices of a lot that count."""

    def __init__(self, prices):
        self.lowest, self.highest = min(prices), max(prices)
        self.mean = sum(prices, Fraction(0)) / len(prices)


def lowest_over_price(price, market, leaf):
    return market.lowest / price if price else Fraction(1)


def standard_differential(price, market, leaf):
    if market.lowest == 0:
        return Fraction(price == 0)
    return 1 - (price - market.lowest) / market.lowest


def high_low(price, market, leaf):
    if market.highest == market.lowest:
        return Fraction(price <= market.lowest)
    return (market.highest - price) / (market.highest - market.lowest)


def mean_deviation(price, market, leaf):
    if market.mean == 0:
        return Fraction(1, 2) if price == 0 else Fraction(0)
    return (50 + (market.mean - price) / market.mean * 100) / 100


def fixed_range(price, market, leaf):
    top, optimum = leaf.number('top'), leaf.number('optimum')
    return (top - price) / (top - optimum)


def logarithmic(price, market, leaf):
    if price == 0 or market.lowest == 0:
        return Fraction(price == 0)
    return 1 - logarithm(price / market.lowest, leaf.number('factor'))


FORMULAS = {'lowest-over-price': lowest_over_price, 'standard-differential': standard_differential, 'high-low': high_low,
            'mean-deviation': mean_deviation, 'fixed-range': fixed_range, 'logarithmic': logarithmic}


# ---- bases of the ranking: one figure of quality and price, as (end, value): what would be something divided by nothing
# stands at an end, -1 before all others or 1 behind them ----

def quotient(above, below, lowest_wins):
    if below > 0:
        return 0, above / below
    return (-1 if above > 0 and not lowest_wins else 1), None


def power(value, exponent):
    """The true value, rounded half up to POWER_DIGITS digits that count."""
    if value == 0:
        return Fraction(0)
    with decimal.localcontext() as context:
        context.prec = 120
        result = to_decimal(value) ** to_decimal(exponent)
        context.prec, context.rounding = POWER_DIGITS, decimal.ROUND_HALF_UP
        return Fraction(+result)


def price_per_quality_point(quality, price, method):
    return quotient(price, quality, True)


def value_index(quality, price, method):
    return quotient(quality, price, False)


def weighted_value_index(quality, price, method):
    exponent = number(method.get('quality-weight'), 'quality-weight') / number(method.get('price-weight'), 'price-weight')
    return quotient(power(quality, exponent), price, False)


def monetised_quality(quality, price, method):
    return 0, price - quality * number(method.get('rate'), 'rate')


# What bids are ranked by, where not by points; and whether the lowest wins.
BASES = {'price-per-quality-point': (price_per_quality_point, True), 'value-index': (value_index, False),
         'weighted-value-index': (weighted_value_index, False), 'monetised-quality': (monetised_quality, True)}


# ---- the competition ----

class Criterion:
    def __init__(self, element):
        self.element = element
        self.id = element.get('id')
        self.kind = element.get('kind')
        self.common = element.get('scope') == 'common'
        self.minimum = None if element.get('minimum') is None else self.number('minimum')
        self.parent = None
        self.children = []
        self.worth = None  # points of the whole
        require(self.kind in ('group', 'scored', 'pass-fail', 'price', 'information'),
                f'criterion {self.id}: unknown kind {self.kind!r}')

    def number(self, attribute):
        return number(self.element.get(attribute), f'criterion {self.id}, {attribute}')

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self, *kinds):
        return [node for node in self.walk() if node.kind in kinds]


class Competition:
    """competition.xml. Numbers are read when they are used."""

    def __init__(self, path):
        self.lots, self.bidders, self.bids = [], {}, {}
        self.marks, self.agreed, self.agreed_under = {}, {}, {}
        self.digests, self.rests_on = {}, {}  # of the marks of a place, and what an agreed mark says of them
        self.scales, self.criteria, self.sections = {}, {}, []
        self.ties, self.publications, self.stated, self.trusts = [], [], {}, []
        self.costs, self.overrides, self.corrections, self.opening = {}, {}, [], None
        self.given, self.confirmed = set(), {}  # evaluators' marks, and the version under which each was confirmed
        self.method = self.root = None
        self.parts = {}  # the elements that a publication repeats
        with open(path, 'rb') as stream:
            require(b'<!DOCTYPE' not in stream.read(), 'competition.xml: expected no document type')
        self.read(path)
        require(self.root is not None and self.root.tag == NAMESPACE + 'competition', 'competition.xml: expected a competition')
        require(self.method is not None, 'competition.xml: expected a method')
        self.places = int(self.method.get('places'))
        self.rule, self.stage = self.method.get('rule'), self.method.get('rounding')
        require(self.stage in ('never', 'criterion', 'section', 'total'), f'unknown stage of rounding: {self.stage!r}')
        self.basis = self.method.get('basis', 'points')
        require(self.basis == 'points' or self.basis in BASES, f'this program does not know the basis {self.basis!r}')
        self.minimum = None
        if self.method.get('minimum') is not None:
            self.minimum = number(self.method.get('minimum'), 'minimum of the total')
        self.ties.sort(key=lambda rule: int(rule['position']))
        for section in self.sections:
            self.weigh(section, number(self.method.get('whole'), 'whole'))

    def read(self, path):
        """Row by row, and forgets those of which there may be a million. What is elsewhere in the file is no part of a result."""
        takes = {'provenance/statement': self.take_statement, 'lots/lot': self.take_lot, 'bidders/bidder': self.take_bidder,
                 'bids/bid': self.take_bid, 'evaluation/method': self.take_method, 'evaluation/scales/scale': self.take_scale,
                 'evaluation/criteria/criterion': self.take_criterion, 'evaluation/tie-rules/tie-rule': self.take_tie_rule,
                 'evaluation/publications/publication': self.take_publication, 'evaluation/marks/mark': self.take_mark,
                 'evaluation/confirmations/confirmation': self.take_confirmation,
                 'evaluation/agreed/consensus': self.take_consensus, 'evaluation/costs/cost': self.take_cost,
                 'evaluation/opening': self.take_opening, 'evaluation/corrections/correction': self.take_correction,
                 'evaluation/overrides/override': self.take_override}
        names = []
        for event, element in ElementTree.iterparse(path, ('start', 'end')):
            if event == 'start':
                names.append(element.tag.replace(NAMESPACE, ''))
                self.root = self.root if self.root is not None else element
                continue
            where, name = '/'.join(names[1:]), names.pop()
            if where in takes:
                takes[where](element)
            if where in METHOD_PARTS:
                self.parts[name] = element
            elif where and not where.startswith(METHOD_PARTS):
                element.clear()

    def take_statement(self, element):
        self.stated[element.get('subject')] = element.get('trust')

    def take_lot(self, element):
        self.lots.append((element.get('id'), element.get('title')))

    def take_bidder(self, element):
        self.bidders[element.get('id')] = dict(element.attrib)

    def take_bid(self, element):
        self.bids[element.get('lot'), element.get('bidder')] = dict(element.attrib)

    def take_method(self, element):
        self.method = element
        self.trusts.append(element.get('trust'))

    def take_scale(self, element):
        self.scales[element.get('id')] = [number(mark.get('value'), 'scale ' + element.get('id')) for mark in element]
        self.trusts.append(element.get('trust'))

    def take_criterion(self, element):
        criterion = Criterion(element)
        parent = element.get('parent')
        if parent is None:
            self.sections.append(criterion)
        else:
            require(parent in self.criteria, f'criterion {criterion.id}: its parent {parent!r} does not come before it')
            criterion.parent = self.criteria[parent]
            criterion.parent.children.append(criterion)
        self.criteria[criterion.id] = criterion
        self.trusts.append(element.get('trust'))

    def take_tie_rule(self, element):
        self.ties.append(dict(element.attrib))

    def take_publication(self, element):
        self.publications.append((element.get('version'), element.get('sha256'), element.text or ''))

    def take_mark(self, element):
        key = element.get('lot', ''), element.get('bidder'), element.get('criterion')
        self.marks.setdefault(key, []).append(element.get('mark'))
        digest = self.digests.setdefault(key, hashlib.sha256(b''.join(map(netstring, key))))
        for field in (element.get('person'), element.get('mark'), element.text, *map(element.get, ('document', 'page', 'quote'))):
            digest.update(netstring(field))
        self.given.add(key + (element.get('person'),))

    def take_confirmation(self, element):
        key = element.get('lot', ''), element.get('bidder'), element.get('criterion'), element.get('person')
        self.confirmed[key] = element.get('version')

    def take_consensus(self, element):
        key = element.get('lot', ''), element.get('bidder'), element.get('criterion')
        self.agreed[key] = element.get('mark')
        self.agreed_under[key] = int(element.get('version', '0'))
        if element.get('rests-on') is not None:
            self.rests_on[key] = element.get('rests-on')

    def take_cost(self, element):
        self.costs.setdefault((element.get('lot'), element.get('bidder')), []).append(dict(element.attrib))

    def take_opening(self, element):
        self.opening = dict(element.attrib)

    def take_correction(self, element):
        self.corrections.append(dict(element.attrib))

    def take_override(self, element):
        signed = self.overrides.setdefault((element.get('lot'), element.get('bidder')), {})
        last = signed.get(element.get('criterion', 'total'))
        if last is None or last['at'] <= element.get('at'):
            signed[element.get('criterion', 'total')] = dict(element.attrib)

    def weigh(self, criterion, above):
        """Points of the whole: the weight itself, or so many basis points of what is above it."""
        if criterion.element.get('weight') is not None:
            criterion.worth = criterion.number('weight')
            if self.method.get('weights') == 'basis-points':
                criterion.worth = above * criterion.worth / 10000
        for child in criterion.children:
            self.weigh(child, criterion.worth)

    def in_order(self):
        """All criteria, each before what is below it."""
        return [node for section in self.sections for node in section.walk()]

    def round_at(self, stage, value):
        return rounded(value, self.places, self.rule) if self.stage == stage else value

    # ---- prices ----

    def price_of(self, lot, bidder):
        """What is compared: the price, or where there are costs their present value, as so much of the smallest coin."""
        costs = self.costs.get((lot, bidder))
        if costs is None:
            price = self.bids[lot, bidder].get('price')
            return None if price is None else number(price, f'price of {bidder} for {lot}')
        growth = 1 + number(self.method.get('discount', '0'), 'discount')
        value = sum((number(cost['amount'], f'cost of {bidder} for {lot}') / growth ** int(cost['year']) for cost in costs),
                    Fraction(0))
        places = len(costs[0]['amount'].partition('.')[2])  # amounts have all the places of the currency
        return rounded(value, places, self.rule)

    # ---- trust ----

    def illustrative(self):
        """What a total is made of and is invented."""
        own = self.root.get('trust')
        return [subject for subject in ('marks', 'prices', 'criteria')
                if self.stated.get(subject, own) == 'illustrative' or (subject == 'criteria' and 'illustrative' in self.trusts)]

    def trust_of(self, lot, bidder):
        bid, own = self.bids[lot, bidder].get('trust'), self.bidders[bidder].get('trust')
        said = own if own == 'illustrative' or bid is None else bid
        if said == 'illustrative' or self.illustrative():
            return 'illustrative'
        return self.stated.get('marks', self.root.get('trust')) or said

    # ---- whether the result is final ----

    def provisional(self):
        """What this program can count of what a result must wait for."""
        if not self.publications:
            return {'unpublished': 1}
        version = max(int(one[0]) for one in self.publications)
        places = {('' if leaf.common else lot, bidder, leaf.id) for (lot, bidder), bid in self.bids.items()
                  if bid['status'] == 'submitted' for leaf in self.criteria.values() if leaf.kind in ('scored', 'pass-fail')}
        submitted = {key for (lot, bidder), bid in self.bids.items() if bid['status'] == 'submitted'
                     for key in ((lot, bidder), ('', bidder))}
        counts = {
            'unmarked': sum(place not in self.agreed and place not in self.marks for place in places),
            'disputed': sum(place not in self.agreed and len(self.values(place)) > 1 for place in places),
            'unconfirmed': sum(key[:2] in submitted and self.confirmed.get(key) != str(version) for key in self.given),
            'old-agreed': sum(key[:2] in submitted and under < version for key, under in self.agreed_under.items()),
        }
        return {kind: n for kind, n in counts.items() if n > 0}

    def values(self, place):
        """The marks of the evaluators at a place, equal ones once."""
        given = self.marks.get(place, [])
        return set(given) if self.criteria[place[2]].kind == 'pass-fail' else {number(text, f'mark of {place[1]}') for text in given}

    # ---- marks ----

    def mark(self, lot, bidder, leaf):
        """The mark that counts: the agreed one, else the one that all evaluators gave; None where there is none."""
        key = '' if leaf.common else lot, bidder, leaf.id
        given = [self.agreed[key]] if key in self.agreed else self.marks.get(key, [])
        if leaf.kind == 'pass-fail':
            values = set(given)
            allowed = ('pass', 'fail')
        else:
            values = {number(text, f'mark of {bidder} on {leaf.id}') for text in given}
            allowed = self.scales[leaf.element.get('scale')]
        return values.pop() if len(values) == 1 and values <= set(allowed) else None


class Bid:
    """One bid of a lot, as it is worked out."""

    def __init__(self, competition, lot, bidder):
        self.competition, self.lot, self.bidder = competition, lot, bidder
        self.price = competition.price_of(lot, bidder)
        self.overrides = competition.overrides.get((lot, bidder), {})
        self.marks = {}
        for node in competition.criteria.values():
            if node.kind in ('scored', 'pass-fail'):
                self.marks[node.id] = competition.mark(lot, bidder, node)
        self.exact, self.points = {}, {}  # of leaves: before and after the rounding of each criterion
        for node in competition.criteria.values():
            mark = self.marks.get(node.id)
            if node.kind == 'scored' and mark is not None:
                top = max(competition.scales[node.element.get('scale')])
                self.earn(node, node.worth * mark / top if top else Fraction(0))

    def earn(self, leaf, points):
        self.exact[leaf.id] = points
        self.points[leaf.id] = self.competition.round_at('criterion', points)

    def earn_price(self, market):
        for leaf in self.competition.criteria.values():
            if leaf.kind == 'price' and self.price is not None:
                formula = leaf.element.get('formula')
                require(formula in FORMULAS, f'criterion {leaf.id}: this program does not know the price formula {formula!r}')
                self.earn(leaf, leaf.worth * min(max(FORMULAS[formula](self.price, market, leaf), Fraction(0)), Fraction(1)))

    def sum_of(self, node):
        """Points of a criterion with all that is below it, or None where something is missing."""
        leaves = node.leaves('scored', 'price')
        if any(leaf.id not in self.points for leaf in leaves):
            return None
        return sum((self.points[leaf.id] for leaf in leaves), Fraction(0))

    def points_of(self, node):
        total = self.sum_of(node)
        if total is None or node.parent is not None:
            return total
        return self.competition.round_at('section', total)

    def fails(self, node):
        """Whether it is known to: below a minimum, and not passed in spite of it."""
        return self.is_below(node) and not (node.minimum is not None
                                            and self.is_passed(node.id, self.reached(node), node.minimum))

    def is_passed(self, what, reached, minimum):
        """Whether what was signed for is not better than what there is."""
        signed = self.overrides.get(what)
        return (signed is not None and reached >= fraction(signed.get('found'), 'what an override found')
                and minimum <= fraction(signed.get('minimum'), 'minimum of an override'))

    def reached(self, node):
        return self.marks[node.id] if node.kind == 'scored' else self.points_of(node) if node.kind == 'group' else None

    def is_below(self, node):
        if node.kind == 'pass-fail':
            return self.marks[node.id] == 'fail'
        if node.minimum is None:
            return False
        reached = self.reached(node)
        return reached is not None and reached < node.minimum

    def is_compliant(self):
        """Fails nothing that can be judged without prices."""
        return not any(self.fails(node) for node in self.competition.in_order() if not node.leaves('price'))

    def finish(self):
        competition = self.competition
        nodes = competition.in_order()
        self.missing = [node.id for node in nodes if (node.id in self.marks and self.marks[node.id] is None)
                        or (node.kind == 'price' and self.price is None)]
        if competition.basis != 'points' and self.price is None and not any(node.kind == 'price' for node in nodes):
            self.missing.append('price')
        self.failed = [node.id for node in nodes if self.fails(node)]
        self.passed = [node.id for node in nodes if self.is_below(node) and not self.fails(node)]
        self.total = None
        if not self.missing:
            sections = [self.points_of(section) for section in competition.sections]
            self.total = competition.round_at('total', sum(sections, Fraction(0)))
            if competition.minimum is not None and self.total < competition.minimum:
                (self.passed if self.is_passed('total', self.total, competition.minimum) else self.failed).append('total')
        self.standing = 'incomplete' if self.missing else 'failed' if self.failed else 'ranked'
        self.rank, self.tied = None, False
        self.set_index()

    def set_index(self):
        """The figure that ranks, and a key by which the better comes first."""
        method = self.competition.method
        self.index, self.key = None, None if self.total is None else (0, -self.total)
        if self.total is None or self.competition.basis == 'points':
            return
        figure, lowest_wins = BASES[self.competition.basis]
        end, value = figure(self.total, self.price, method)
        if end == 0 and method.get('index-places') is not None:
            value = rounded(value, int(method.get('index-places')), self.competition.rule)
        self.index = str(value) if end == 0 else 'best' if end < 0 else 'worst'
        self.key = end, 0 if end else value if lowest_wins else -value

    # ---- ties ----

    def tie_value(self, rule):
        """What @rule compares; the lowest goes first."""
        kind = rule['rule']
        if kind in ('higher-quality', 'criterion'):  # before any rounding
            leaves = (self.competition.criteria[rule['criterion']].leaves('scored', 'price') if kind == 'criterion'
                      else [leaf for leaf in self.competition.criteria.values() if leaf.kind == 'scored'])
            return -sum((self.exact[leaf.id] for leaf in leaves), Fraction(0))
        if kind == 'lower-price':
            return self.price
        require(kind == 'drawn-lot', f'this program does not know the tie rule {kind!r}')
        return hashlib.sha256(f'{rule["seed"]}/{self.lot}/{self.bidder}'.encode()).hexdigest()


def by_tie_rules(group, rules):
    """Bids that are equal as a list of lists: those of one list share their rank."""
    parts = [group]
    for rule in rules:
        values = {bid: bid.tie_value(rule) for bid in group}
        if None not in values.values():  # a rule without the value of one bid decides nothing between any of them
            parts = [[bid for bid in part if values[bid] == value]
                     for part in parts for value in sorted({values[bid] for bid in part})]
    return parts


def rank_lot(competition, lot):
    """The bids of a lot that take part: ranked, then failed, then incomplete."""
    bids = [Bid(competition, lot, bidder) for where, bidder in sorted(competition.bids)
            if where == lot and competition.bids[where, bidder]['status'] == 'submitted']
    priced = [bid for bid in bids if bid.price is not None]
    counting = [bid for bid in priced if bid.is_compliant()] or priced
    market = Market([bid.price for bid in counting]) if counting else None
    for bid in bids:
        bid.earn_price(market)
        bid.finish()
    standing = {name: [bid for bid in bids if bid.standing == name] for name in ('ranked', 'failed', 'incomplete')}
    ranked = []
    for key in sorted({bid.key for bid in standing['ranked']}):
        equal = [bid for bid in standing['ranked'] if bid.key == key]
        for group in by_tie_rules(equal, competition.ties if len(equal) > 1 else []):
            for bid in group:
                bid.rank, bid.tied = len(ranked) + 1, len(group) > 1
            ranked += group
    standing['failed'].sort(key=lambda bid: bid.key)  # a stable sort: equal ones stay in the order of their bidders
    return ranked + standing['failed'] + standing['incomplete']


# ---- comparing ----

class Comparison:
    def __init__(self):
        self.lines, self.lots, self.bids, self.numbers = [], 0, 0, 0

    def say(self, line):
        self.lines.append(line)

    def same(self, where, what, theirs, ours):
        if type(theirs) is not type(ours) or theirs != ours:
            self.say(f'{where}: {what}: the proof says {said(theirs)}, recomputed {said(ours)}')

    def same_number(self, where, what, theirs, ours):
        self.numbers += 1
        self.same(where, what, theirs, ours)


def said(value):
    if value is None:
        return 'nothing'
    if isinstance(value, list):
        return ', '.join(map(str, value)) or 'nothing'
    return str(value)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def check_manifest(folder, comparison):
    contents = {}
    for name in FILES + (MANIFEST,):
        try:
            with open(os.path.join(folder, name), 'rb') as stream:
                contents[name] = stream.read()
        except OSError as error:
            raise Unreadable(f'{name}: {error.strerror}') from error
    listed = contents[MANIFEST].decode('utf-8', 'replace').splitlines()
    expected = [f'{sha256(contents[name])}  {name}' for name in FILES]
    before = len(comparison.lines)
    for name, line in zip(FILES, expected):
        if line not in listed:
            other = [one for one in listed if one.endswith('  ' + name)]
            comparison.say(f'{name}: SHA-256: the manifest says {other[0].split()[0] if other else "nothing"}, '
                           f'recomputed {line.split()[0]}')
    if len(comparison.lines) == before and contents[MANIFEST] != ''.join(line + '\n' for line in expected).encode():
        comparison.say(f'{MANIFEST}: is not the list of these files in their order')
    return contents


def read_json(contents, name, form):
    try:
        value = json.loads(contents[name].decode('utf-8'))
    except ValueError as error:
        raise Unreadable(f'{name}: {error}') from error
    require(isinstance(value, dict) and value.get('format') == form,
            f'{name}: expected the format {form!r}, found {value.get("format") if isinstance(value, dict) else value!r}')
    return value


def same_element(one, other):
    def text(element):
        return '' if len(element) else element.text or ''
    return (one.tag == other.tag and one.attrib == other.attrib and text(one) == text(other) and len(one) == len(other)
            and all(map(same_element, one, other)))


# Why a result is provisional, as it is counted; the last ones by the program that wrote the proof alone.
OBSTACLES = {'unpublished': 'the method is not published', 'unmarked': 'marks missing', 'disputed': 'questions on which marks differ',
             'unconfirmed': 'marks not confirmed', 'old-agreed': 'marks agreed under an older version of the method'}
CLAIMED = {'revision': 'a revision of the method is open', 'off-scale': 'marks not on their scales',
           'not-given': 'assigned marks not given', 'people': 'errors in who marked what',
           'undecided': 'marks of returned packs undecided', 'queries': 'queries without a reply', 'costs': 'bids whose costs are too large'}


def check_provisional(competition, record, results, comparison):
    """Whether the method is published, and what the result must wait for."""
    claimed, ours = results['provisional'], competition.provisional()
    comparison.same('record.json', 'provisional', record.get('provisional'), claimed)
    for kind in OBSTACLES:
        comparison.same('results.json', f'provisional, {OBSTACLES[kind]}', claimed.get(kind, 0), ours.get(kind, 0))
    for kind in set(claimed) - set(OBSTACLES) - set(CLAIMED):
        comparison.say(f'results.json: provisional: this program does not know {kind!r}')
    if not competition.publications:
        print('The method is not published: the result is a draft, and provisional.')
        return
    print(f'The method is published, as version {competition.publications[-1][0]}.')
    reasons = [f'{text}: {claimed[kind]}' for kind, text in (OBSTACLES | CLAIMED).items() if claimed.get(kind)]
    if reasons:
        print(f'The result is provisional. {"; ".join(reasons).capitalize()}.')


def check_publications(competition, comparison):
    """Each has the hash it says; the method that was applied is the last that was published."""
    for version, stated, text in competition.publications:
        comparison.same(f'published version {version} of the method', 'SHA-256', stated, sha256(text.encode('utf-8')))
    if not competition.publications:
        return
    version, _, text = competition.publications[-1]
    try:
        published = {element.tag.replace(NAMESPACE, ''): element for element in ElementTree.fromstring(text).iter()}
    except ElementTree.ParseError:
        published = {}
    for part in METHOD_PARTS:
        name = part.split('/')[1]
        one, other = published.get(name), competition.parts.get(name)
        if (one is None) != (other is None) or (one is not None and not same_element(one, other)):
            comparison.say(f'published version {version} of the method: {name} is not what was applied')


def netstring(text):
    """A field as a hash takes it: its length, so that two fields are never taken for two others."""
    return b'~,' if not isinstance(text, str) else b'%d:%s,' % (len(text.encode('utf-8')), text.encode('utf-8'))


def check_agreed(competition, comparison):
    """The individual marks under an agreed mark are those that it was agreed over."""
    for key, stated in competition.rests_on.items():
        digest = competition.digests.get(key, hashlib.sha256(b''.join(map(netstring, key))))
        comparison.same('/'.join(filter(None, key)), 'SHA-256 of the individual marks that the agreed one rests on', stated,
                        digest.hexdigest())


def check_prices(competition, comparison):
    """Sealed prices were opened, and a figure that was corrected is what its last correction made of it."""
    if competition.method.get('prices') == 'sealed' and competition.opening is None:
        comparison.say('prices: they are sealed, and there is no result')
    found = {}
    for one in competition.corrections:
        key = one['lot'], one['bidder'], one.get('title'), one.get('year')
        if key in found:
            comparison.same('/'.join(key[:2]), f'correction {one["number"]}: before', one['before'], found[key])
        found[key] = one['after']
    for (lot, bidder, title, year), after in found.items():
        now = [cost['amount'] for cost in competition.costs.get((lot, bidder), []) if (cost['title'], cost['year']) == (title, year)]
        if title is None:
            now = [competition.bids[lot, bidder].get('price')]
        comparison.same(f'{lot}/{bidder}', 'what the last correction made of it', after, now[0] if now else None)


def compare_bid(bid, claim, comparison):
    competition = bid.competition
    where = f'{bid.lot}/{bid.bidder}'

    def text(value):
        return None if value is None else shown(value, competition.places, competition.rule)

    def exact(value):
        return None if value is None else str(value)
    comparison.same(where, 'standing', claim.get('standing'), bid.standing)
    comparison.same_number(where, 'rank', claim.get('rank'), bid.rank)
    comparison.same(where, 'tied', claim.get('tied'), bid.tied)
    comparison.same_number(where, 'total', claim.get('exact'), exact(bid.total))
    comparison.same(where, 'total as shown', claim.get('total'), text(bid.total))
    if bid.index is not None or claim.get('index') is not None:
        comparison.same_number(where, competition.basis, claim.get('index'), bid.index)
    comparison.same(where, 'trust', claim.get('trust'), competition.trust_of(bid.lot, bid.bidder))
    comparison.same(where, 'fails', claim.get('failed'), bid.failed)
    comparison.same(where, 'passed in spite of a minimum', claim.get('passed', []), bid.passed)
    comparison.same(where, 'missing', claim.get('missing'), bid.missing)
    points = {entry.get('criterion'): entry for entry in claim.get('points', [])}
    for leaf in competition.in_order():
        if leaf.id in bid.points or leaf.id in points:
            entry, value = points.pop(leaf.id, {}), bid.points.get(leaf.id)
            comparison.same_number(where, f'points of {leaf.id}', entry.get('exact'), exact(value))
            comparison.same(where, f'points of {leaf.id} as shown', entry.get('points'), text(value))
    for name in points:
        comparison.say(f'{where}: points of {said(name)}: the proof has them, there is no such criterion')


def compare_lot(lot, bids, claims, comparison):
    by_bidder = {claim.get('bidder'): claim for claim in claims}
    comparison.same(lot, 'order of the bids', [claim.get('bidder') for claim in claims], [bid.bidder for bid in bids])
    for bid in bids:
        if bid.bidder in by_bidder:
            compare_bid(bid, by_bidder[bid.bidder], comparison)
    comparison.lots += 1
    comparison.bids += len(bids)


# ---- for people ----

def index_text(bid):
    """For people: six places."""
    return bid.index if bid.index in ('best', 'worst') else shown(Fraction(bid.index), 6, 'half-up')


def print_lot(competition, lot, title, bids):
    invented = competition.illustrative()
    by_index = competition.basis != 'points'
    print(f'\nLot {lot}  {title}' + (f'  [by {competition.basis}]' if by_index else '')
          + (f'  [illustrative: {", ".join(invented)}]' if invented else ''))
    if not bids:
        print('  no bid takes part')
    for bid in bids:
        place = '-' if bid.rank is None else f'{bid.rank}{"=" if bid.tied else ""}'
        total = '-' if bid.total is None else shown(bid.total, competition.places, competition.rule)
        notes = [f'{competition.basis} {index_text(bid)}'] if bid.index is not None else []
        notes += [f'fails {said(bid.failed)}'] if bid.failed else []
        notes += [f'below the minimum of {said(bid.passed)}, and passed in spite of it'] if bid.passed else []
        notes += [f'missing {said(bid.missing)}'] if bid.missing else []
        if 'illustrative' in (competition.bidders[bid.bidder].get('trust'), competition.bids[lot, bid.bidder].get('trust')):
            notes.append('illustrative')
        name = competition.bidders[bid.bidder].get('name')
        print(f'  {place:>4}  {bid.bidder:<8} {name:<40} {total:>12}  {"; ".join(notes)}'.rstrip())


def run(folder):
    comparison = Comparison()
    contents = check_manifest(folder, comparison)
    record = read_json(contents, 'record.json', 'lotwise-proof-1')
    results = read_json(contents, 'results.json', 'lotwise-results-1')
    competition = Competition(os.path.join(folder, 'competition.xml'))
    for name, claim in (('record.json', record), ('results.json', results)):
        comparison.same(name, 'competition', claim.get('competition'), competition.root.get('id'))
    check_publications(competition, comparison)
    check_agreed(competition, comparison)
    check_prices(competition, comparison)
    print(f'{competition.root.get("title")} ({competition.root.get("id")})')
    journal = record['journal']
    print(f'Written by {record["program"]}; its journal has {journal["entries"]} entries, the last {journal["head"]}')
    check_provisional(competition, record, results, comparison)
    if competition.opening is not None:
        print(f'Prices were opened at {competition.opening["at"]} by {competition.opening["person"]}.')
    claims = {claim.get('lot'): claim['bids'] for claim in results['lots']}
    comparison.same('results.json', 'lots', [claim.get('lot') for claim in results['lots']], [lot for lot, _ in competition.lots])
    for lot, title in competition.lots:
        bids = rank_lot(competition, lot)
        print_lot(competition, lot, title, bids)
        if lot in claims:
            compare_lot(lot, bids, claims[lot], comparison)
    print(f'\nFingerprint of this proof (the SHA-256 of its {MANIFEST}): {sha256(contents[MANIFEST])}')
    return comparison


def main(arguments):
    if len(arguments) > 1 or arguments[:1] in (['-h'], ['--help']):
        print(__doc__.strip(), file=sys.stdout if arguments[:1] in (['-h'], ['--help']) else sys.stderr)
        return 0 if arguments[:1] in (['-h'], ['--help']) else 2
    folder = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    if hasattr(sys.stdout, 'reconfigure'):
        sys.stdout.reconfigure(errors='backslashreplace')
    try:
        comparison = run(folder)
    except (Unreadable, ElementTree.ParseError, OSError) as error:
        print(f'recompute.py: {folder}: {error}', file=sys.stderr)
        return 2
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        print(f'recompute.py: {folder}: expected a whole proof, found one that breaks off: {type(error).__name__}: {error}',
              file=sys.stderr)
        return 2
    for line in comparison.lines:
        print('differs: ' + line)
    if comparison.lines:
        print(f'differs: {len(comparison.lines)} in all')
        return 1
    print(f'agrees: {comparison.lots} lots, {comparison.bids} bids, {comparison.numbers} numbers')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
