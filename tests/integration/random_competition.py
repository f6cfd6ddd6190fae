#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Small random competitions in the canonical form of the file format, for comparing two ways of ranking.

usage: random_competition.py SEED

The same seed gives the same bytes. Together the seeds cover both kinds of weights, every stage, rule and number of
places of rounding, both price formulas, free bids, minima at every level, pass/fail, questions common to all lots,
marks that are missing or differ, with and without an agreed one, ties, bids withdrawn or excluded, scales and weights
with decimals, weights that do not add up, and currencies with none, two and three places; whole-life costs, prices that
were sealed and opened, corrections, the steps of low prices, and minima that were passed in spite of; answers, and
documents with their contents.
"""
import base64
import hashlib
import random
import sys

TRUST = ['documented', 'second-hand', 'derived', 'inferred', 'recalled', 'reconstructed', 'illustrative']
SCALES = [['0', '1', '2', '3', '4', '5'], ['0', '25', '50', '75', '100'], ['0', '1.5', '3'], ['0', '0.5', '1', '2.5', '7'],
          ['10', '6', '3', '0'], ['0', '0.333', '0.667', '1.000'], ['1', '2', '3']]
WHOLES = ['100', '100', '100', '1000', '1', '62.5', '33.3', '100.00']
CURRENCIES = [('GBP', 2), ('GBP', 2), ('EUR', 2), ('JPY', 0), ('KWD', 3)]
WORDS = ['plan', 'gate', 'partners & peers', 'risk < 2', 'a "pilot"', "women's centre", 'Gwent', 'Ynys Môn', '100 %',
         'x > y', 'staff', 'café', 'evidence', '日本', 'week 1', 'data', ']]>', '&amp;']


class Source:
    """Choices that depend on the seed alone: random() is the one method promised not to change between versions."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def chance(self, percent):
        return self.below(100) < percent

    def words(self, low, high):
        return ' '.join(self.pick(WORDS) for _ in range(self.between(low, high)))

    def split(self, whole, parts):
        """@whole as that many numbers, none below zero, seldom zero."""
        cuts = sorted(self.below(whole + 1) for _ in range(parts - 1))
        return [high - low for low, high in zip([0, *cuts], [*cuts, whole])]

    def text(self):
        """Of an element: may have more lines."""
        text = self.words(2, 8)
        if self.chance(6):
            text += self.pick(['\n', '\r', '\t', '\n\n']) + self.words(1, 3)
        return text


def decimal(units, places):
    """@units of 10 ** -@places, without needless zeros."""
    digits = str(units).rjust(places + 1, '0')
    if not places:
        return digits
    return f'{digits[:-places]}.{digits[-places:]}'.rstrip('0').rstrip('.')


def money(minor, places):
    digits = str(minor).rjust(places + 1, '0')
    return f'{digits[:-places]}.{digits[-places:]}' if places else digits


# ---- writing ----

def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('\r', '&#13;')


class Element:
    def __init__(self, name, attributes=(), text=None, children=()):
        self.name, self.attributes, self.text, self.children = name, list(attributes), text, list(children)

    def lines(self, level=0):
        said = ''.join(f' {key}="{escape(str(value)).replace(chr(34), "&quot;")}"'
                       for key, value in self.attributes if value is not None)
        indent = '  ' * level
        if self.children:
            yield f'{indent}<{self.name}{said}>'
            for child in self.children:
                yield from child.lines(level + 1)
            yield f'{indent}</{self.name}>'
        elif self.text:
            yield f'{indent}<{self.name}{said}>{escape(self.text)}</{self.name}>'
        else:
            yield f'{indent}<{self.name}{said}/>'


# ---- making ----

class Maker:
    def __init__(self, seed):
        self.source = Source(seed)
        self.pricing = Source(f'pricing {seed}')  # as the next
        self.moderation = Source(f'moderation {seed}')  # apart, so that the rest is as it was before there was any
        self.saying = Source(f'saying {seed}')
        self.alone = Source(f'alone {seed}')
        self.seed = seed
        self.currency, self.money_places = self.source.pick(CURRENCIES)
        self.gaps = self.source.chance(25)
        # Whole weights, halves and quarters, few places: sums that lie exactly between two roundings.
        self.coarse = self.source.chance(35)
        self.lots = [f'L{place}' for place in range(1, self.source.between(1, 3) + 1)]
        self.bidders = [f'B{place:02}' for place in range(1, self.source.between(2, 6) + 1)]
        self.people = [f'E{place}' for place in range(1, self.source.between(1, 3) + 1)]

    def trust(self):
        return self.source.pick(TRUST) if self.source.chance(50) else None

    def maybe(self, percent, value):
        return value if self.source.chance(percent) else None

    def competition(self):
        core = self.core()
        method = self.method()
        evaluation = Element('evaluation', children=[method, self.scales(), self.criteria()])
        answers, self.attached = self.answers(), self.documents()
        marks, agreed = self.layers()
        notes, queries = self.beside(marks)
        priced = self.price_rows(method)
        for name, children in (('answers', answers), ('documents', self.attached), ('marks', marks), ('notes', notes), ('queries', queries),
                               ('agreed', agreed), *priced):
            if children:
                evaluation.children.append(Element(name, children=children) if isinstance(children, list) else children)
        attributes = [('xmlns', 'urn:lotwise:competition:1'), ('id', f'random-{self.seed}'),
                      ('title', self.source.words(1, 5)), ('authority', self.maybe(30, 'An authority')),
                      ('currency', self.currency), ('reference', self.maybe(20, f'R/{self.seed}')), ('trust', self.trust())]
        root = Element('competition', attributes, children=[*core, evaluation])
        return '\n'.join(['<?xml version="1.0" encoding="UTF-8"?>', *root.lines()]) + '\n'

    def core(self):
        made = [('provenance', self.provenance()), ('areas', self.areas()), ('lots', self.lot_elements()),
                ('organisations', self.organisations()), ('bidders', self.bidder_elements()), ('bids', self.bid_elements()),
                ('people', self.person_elements())]
        return [Element(name, children=children) for name, children in made if children]

    def provenance(self):
        return [Element('statement', [('subject', subject), ('trust', self.source.pick(TRUST))], self.maybe(80, self.source.text()))
                for subject in ('bids', 'marks', 'prices') if self.source.chance(30)]

    def areas(self):
        self.area_ids = [f'area-{place}' for place in range(self.source.below(4))]
        return [Element('area', [('id', key), ('name', self.source.words(1, 2)), ('code', self.maybe(50, 'E23000001')),
                                 ('population', self.maybe(50, self.source.below(3000000))), ('trust', self.trust())])
                for key in self.area_ids]

    def amount(self, percent, most):
        return self.maybe(percent, money(self.source.below(most), self.money_places))

    def lot_elements(self):
        return [Element('lot', [('id', key), ('title', self.source.words(1, 4)), ('value', self.amount(60, 10 ** 10)),
                                ('trust', self.trust()), ('note', self.maybe(20, self.source.words(1, 6)))],
                        children=[Element('lot-area', [('area', area)]) for area in self.area_ids if self.source.chance(40)])
                for key in self.lots]

    def organisations(self):
        kinds = ['private', 'voluntary', 'social-enterprise', 'mutual', 'public', 'joint-venture']
        return [Element('organisation',
                        [('id', f'o-{key}'), ('name', self.source.words(1, 3)), ('kind', self.source.pick(kinds)),
                         ('size', self.maybe(50, self.source.pick(['micro', 'small', 'medium', 'large']))),
                         ('trust', self.trust()), ('note', self.maybe(20, self.source.words(1, 6)))],
                        children=[Element('registration', [('register', register), ('number', str(self.source.below(10 ** 8)))])
                                  for register in ('charity', 'company') if self.source.chance(20)])
                for key in self.bidders]

    def bidder_elements(self):
        return [Element('bidder', [('id', key), ('name', self.source.words(1, 3)), ('form', 'single'), ('trust', self.trust()),
                                   ('note', self.maybe(20, self.source.words(1, 6)))],
                        children=[Element('member', [('organisation', f'o-{key}'), ('role', 'lead'),
                                                     ('share', self.maybe(50, 10000)), ('trust', self.trust())])])
                for key in self.bidders]

    def bid_elements(self):
        """Prices from a few values, so that some are the same; some free, some not given."""
        few = [self.source.between(1, 10 ** self.source.between(2, 9)) for _ in range(3)]
        self.price_base = max(few)
        self.bids, self.prices, elements = [], {}, []
        for lot in self.lots:
            for bidder in self.bidders:
                if not self.source.chance(85):
                    continue
                price = self.source.pick([*few, self.source.between(1, 2 * self.price_base)])
                if self.source.chance(4):
                    price = 0
                text = None if self.source.chance(10 if self.gaps else 1) else money(price, self.money_places)
                status = self.source.pick(['submitted'] * 12 + ['withdrawn', 'excluded'])
                self.bids.append((lot, bidder))
                self.prices[lot, bidder] = text
                elements.append(Element('bid', [('lot', lot), ('bidder', bidder), ('price', text), ('status', status),
                                                ('trust', self.trust())], self.maybe(15, self.source.text())))
        return elements

    def person_elements(self):
        roles = {key: ['evaluator'] for key in self.people}
        roles['M1'] = ['approver', 'moderator']
        roles['X'] = []
        return [Element('person', [('id', key), ('name', f'Post {key}'), ('trust', self.trust())],
                        children=[Element('role', [('role', role)]) for role in roles[key]]) for key in sorted(roles)]

    # ---- method and criteria ----

    def method(self):
        self.weights = self.source.pick(['points', 'basis-points'])
        self.whole = self.source.pick(['10', '12', '20', '100'] if self.coarse else WHOLES)
        self.places = self.source.pick([0, 0, 0, 1] if self.coarse else [0, 1, 2, 2, 2, 3, 4, 6, 12, 30])
        least = self.on_grid(decimal(int(float(self.whole) * self.source.between(20, 60)), 2))
        return Element('method', [('weights', self.weights), ('whole', self.whole),
                                  ('rounding', self.source.pick(['never', 'criterion', 'section', 'total'])), ('places', self.places),
                                  ('rule', self.source.pick(['half-up', 'half-even', 'down', 'up'])),
                                  ('minimum', self.maybe(40, least)), ('trust', self.trust())])

    def on_grid(self, minimum):
        """Often a minimum that a rounded sum can hit exactly."""
        if not self.source.chance(70):
            return minimum
        whole, _, part = minimum.partition('.')
        return f'{whole}.{part[:self.places]}' if part[:self.places] else whole

    def scales(self):
        chosen = [1, 2] if self.coarse else sorted({self.source.below(len(SCALES)) for _ in range(2)})
        self.scale_marks = {f'S{place}': SCALES[place] for place in chosen}
        return Element('scales', children=[
            Element('scale', [('id', key), ('title', self.source.words(1, 2)), ('trust', self.trust())],
                    children=[Element('scale-mark', [('value', value), ('label', f'Mark {value}')], self.maybe(50, self.source.text()))
                              for value in values])
            for key, values in self.scale_marks.items()])

    def criteria(self):
        self.leaves, self.criterion_elements = [], []
        self.has_price = False
        units = {'basis-points': (10000, 0)}.get(self.weights)
        if units is None:
            # Coarse weights make halves to be rounded, fine ones long fractions.
            whole, _, part = self.whole.partition('.')
            places = len(part) if self.coarse else 4
            units = int(whole + part.ljust(places, '0')), places
        self.weight_places = units[1]
        self.branch(None, '', units[0], units[0], self.source.between(2, 4), 0)
        if not self.leaves:
            self.unweighted(None, 'Z')
        return Element('criteria', children=self.criterion_elements)

    def branch(self, parent, prefix, whole, worth, count, level):
        """@count weighted nodes that share @whole (of the file's units); @worth: what they are worth in units of points."""
        step = 250 if self.coarse and self.weights == 'basis-points' else 1
        shares = [step * share for share in self.source.split(whole // step, min(count, whole // step) or 1)]
        if self.source.chance(4):
            shares[0] += -1 if shares[0] else 1  # these do not add up
        for place, share in enumerate(shares, 1):
            key = f'{prefix}{place}'
            points = share if self.weights == 'points' else worth * share // 10000
            if level < 2 and self.source.chance(55 - 30 * level):
                minimum = self.on_grid(self.part_of(points))
                self.add(parent, key, 'group', share, minimum=self.maybe(70 if self.coarse else 30, minimum))
                below = share if self.weights == 'points' else 10000
                self.branch(key, f'{key}.', below, points, self.source.between(1, 3), level + 1)
            elif not self.has_price and self.source.chance(15 if self.coarse else 45) or self.source.chance(4):
                self.price_leaf(parent, key, share)
            else:
                self.scored_leaf(parent, key, share)
        if self.source.chance(20):
            self.unweighted(parent, f'{prefix}{count + 1}')

    def part_of(self, worth):
        """Some of the points of a group."""
        percent = self.source.between(20, 80)
        if self.weights == 'points':
            return decimal(worth * percent // 100, self.weight_places)
        return decimal(int(float(self.whole) * worth * percent) // 1000, 3)

    def add(self, parent, key, kind, share=None, text=None, **more):
        weight = None if share is None else decimal(share, self.weight_places)
        if weight is not None and '.' in weight and self.source.chance(10):
            weight += '0'
        names = ('scale', 'scope', 'minimum', 'formula', 'optimum', 'top')
        self.criterion_elements.append(Element('criterion', [
            ('id', key), ('parent', parent), ('title', self.source.words(1, 4)), ('kind', kind), ('weight', weight),
            *((name, more.get(name)) for name in names), ('trust', self.trust())], text))

    def scope(self):
        return 'common' if self.source.chance(25) else 'lot'

    def scored_leaf(self, parent, key, share):
        scale = self.source.pick(sorted(self.scale_marks))
        values = sorted(self.scale_marks[scale], key=float)
        scope = self.scope()
        minimum = self.source.pick([values[1], values[1], values[len(values) // 2]])
        self.add(parent, key, 'scored', share, self.maybe(50, self.source.text()), scale=scale, scope=scope,
                 minimum=self.maybe(20, minimum))
        self.leaves.append((key, scope, values))

    def price_leaf(self, parent, key, share):
        self.has_price = True
        if self.source.chance(60):
            self.add(parent, key, 'price', share, formula='lowest-over-price')
            return
        optimum = self.source.below(self.price_base)
        top = optimum + self.source.between(1, self.price_base)
        self.add(parent, key, 'price', share, formula='fixed-range', optimum=money(optimum, self.money_places),
                 top=money(top, self.money_places))

    def unweighted(self, parent, key):
        if self.source.chance(30):
            self.add(parent, key, 'information', text=self.maybe(50, self.source.text()))
            return
        scope = self.scope()
        self.add(parent, key, 'pass-fail', scope=scope)
        self.leaves.append((key, scope, ['fail', 'pass']))

    # ---- marks ----

    def layers(self):
        marks, agreed = [], []
        twins = self.source.chance(40)
        drawn = {}
        for key, scope, values in self.leaves:
            for lot, bidder in self.bids:
                where = '' if scope == 'common' else lot
                if (where, bidder, key) in drawn:
                    continue
                # A twin is marked like the bidder before it, so that totals tie where prices are the same too.
                place = self.bidders.index(bidder)
                before = where, self.bidders[place - 1], key
                if twins and place % 2 == 1 and before in drawn:
                    drawn[where, bidder, key] = drawn[before]
                else:
                    drawn[where, bidder, key] = self.draw_marks(values)
        for (where, bidder, key), (given, final) in sorted(drawn.items()):
            about = [('lot', where or None), ('bidder', bidder), ('criterion', key)]
            these = [Element('mark', [*about, ('person', person), ('mark', mark), *self.pointer(bidder)], self.maybe(60, self.source.text()))
                     for person, mark in sorted(given.items())]
            marks += these
            if final is not None:
                agreed.append(Element('consensus', [*about, ('mark', final), *self.moderated((where, bidder, key), these)],
                                      self.maybe(80, self.source.text())))
        return marks, agreed

    def pointer(self, bidder):
        """Where in the bid a mark comes from."""
        names = [dict(document.attributes)['name'] for document in self.attached if dict(document.attributes)['bidder'] == bidder]
        return [('document', self.alone.pick(names) if names and self.alone.chance(30) else None),
                ('page', self.alone.pick(['1', '12', '§ 4.2', 'annex B']) if self.alone.chance(40) else None),
                ('quote', self.alone.words(1, 5) if self.alone.chance(25) else None)]

    def beside(self, marks):
        """Private notes and queries, some of them answered, beside some of the marks."""
        notes, queries = [], []
        for mark in marks:
            place = [(name, value) for name, value in mark.attributes if name in ('lot', 'bidder', 'criterion', 'person')]
            if self.alone.chance(8):
                notes.append(Element('note', place, self.alone.text()))
            if self.alone.chance(8):
                queries.append(Element('query', [*place, ('reply', self.alone.words(1, 6) if self.alone.chance(50) else None)],
                                       self.alone.text()))
        return notes, queries

    def moderated(self, place, marks):
        """What an agreed mark is agreed with, and the SHA-256 of the marks that it rests on (docs/methods.md, "Moderation")."""
        rows = [(dict(mark.attributes), mark.text) for mark in marks]
        evaluators = [row['person'] for row, _ in rows]
        fields = [*place, *(field for row, text in rows for field in (
            row['person'], row['mark'], text, row.get('document'), row.get('page'), row.get('quote')))]
        texts = [b'~,' if field is None else b'%d:%s,' % (len(field.encode()), field.encode()) for field in fields]
        said = {name: self.moderation.words(1, 6) if self.moderation.chance(40) else None
                for name in ('why-not-above', 'why-not-below')}
        said['present'] = ' '.join(evaluators) if evaluators and self.moderation.chance(50) else None
        said['dissent'] = self.moderation.words(1, 6) if self.moderation.chance(20) else None
        said['rests-on'] = hashlib.sha256(b''.join(texts)).hexdigest() if self.moderation.chance(60) else None
        return list(said.items())

    # ---- what bids say ----

    def answers(self):
        found = {('' if scope == 'common' else lot, bidder, key) for key, scope, _ in self.leaves for lot, bidder in self.bids}
        return [Element('answer', [('lot', where or None), ('bidder', bidder), ('criterion', key),
                                   ('trust', self.saying.pick(TRUST) if self.saying.chance(30) else None)], self.saying.text())
                for where, bidder, key in sorted(found) if self.saying.chance(30)]

    def documents(self):
        made = []
        for bidder in self.bidders:
            for name in sorted({f'{self.saying.words(1, 3)}.txt' for _ in range(self.saying.below(3))}):
                key, scope, _ = self.saying.pick(self.leaves) if self.leaves and self.saying.chance(60) else (None, 'common', None)
                lots = [lot for lot, other in self.bids if other == bidder] if scope != 'common' or key is None else []
                lot = self.saying.pick(lots) if lots and self.saying.chance(60) else None
                content = (self.saying.text() + '\n').encode() * self.saying.between(1, 40)
                lines = base64.b64encode(content).decode()
                lines = '\n'.join(lines[at:at + 76] for at in range(0, len(lines), 76))
                made.append(Element('document', [
                    ('bidder', bidder), ('name', name), ('lot', lot), ('criterion', key), ('media', 'text/plain'),
                    ('size', len(content)), ('sha256', hashlib.sha256(content).hexdigest()),
                    ('trust', self.saying.pick(TRUST) if self.saying.chance(20) else None)],
                    children=[Element('content', text=lines)]))
        return made

    # ---- prices ----

    def deed(self, person):
        return [('at', f'2013-06-{self.pricing.between(1, 30):02}T10:00:00.000Z'), ('person', person)]

    def price_rows(self, method):
        """What follows the marks, as (container, rows); the method's own part goes into @method, before its trust."""
        sealed = self.pricing.chance(20)
        method.attributes[-1:-1] = [('prices', 'sealed' if sealed else None),
                                    ('discount', self.pricing.pick(['0.035', '0.06', '0', '0.1234']) if self.pricing.chance(50) else None)]
        opening = Element('opening', [*self.deed('C1'), ('reason', 'Quality is locked')]) if sealed else None
        costs = self.costs() if self.pricing.chance(35) else {}
        rows = [('costs', [element for key in sorted(costs) for element in costs[key]]), ('opening', opening),
                ('corrections', [row for key in sorted(self.prices) for row in self.corrections(key, costs)]),
                ('low-steps', [row for key in sorted(self.prices) for row in self.low_steps(key)]),
                ('overrides', [row for key in sorted(self.prices) for row in self.overrides(key, method)])]
        return [(name, children) for name, children in rows if children]

    def costs(self):
        """Of some bids, by year and title."""
        costs = {}
        for key in sorted(self.prices):
            lines = {(self.pricing.below(8), self.pricing.pick(['Build', 'Run', 'End & close'])) for _ in range(self.pricing.below(5))}
            costs[key] = [Element('cost', [('lot', key[0]), ('bidder', key[1]), ('title', title), ('year', year),
                                           ('amount', money(self.pricing.below(self.price_base + 1), self.money_places))])
                          for year, title in sorted(lines)]
        return costs

    def corrections(self, key, costs):
        """A figure that was something else before; twice of the same figure now and then."""
        figures = [(None, None, self.prices[key])] if self.prices[key] is not None else []
        figures += [(row['title'], row['year'], row['amount']) for row in (dict(cost.attributes) for cost in costs.get(key, []))]
        if not figures or not self.pricing.chance(10):
            return []
        title, year, now = self.pricing.pick(figures)
        chain = [money(self.pricing.below(1000), self.money_places) for _ in range(self.pricing.between(1, 2))] + [now]
        return [Element('correction', [('lot', key[0]), ('bidder', key[1]), ('number', number), ('title', title), ('year', year),
                                       ('before', before), ('after', after), *self.deed('C1'), ('effect', 'no rank changes')],
                        self.pricing.text())
                for number, (before, after) in enumerate(zip(chain, chain[1:]), 1)]

    def low_steps(self, key):
        if not self.pricing.chance(8):
            return []
        done = ['why', 'notice', 'explanation', 'reply', 'decision'][:self.pricing.between(1, 5)]
        return [Element('low-step', [('lot', key[0]), ('bidder', key[1]), ('step', step), *self.deed('C1')], self.pricing.text())
                for step in sorted(done)]

    def overrides(self, key, method):
        """Of some minima, reached or not, signed for what there is or for better."""
        said = [dict(element.attributes) for element in self.criterion_elements]
        with_minimum = sorted((one['id'], one['minimum']) for one in said if one['minimum'] is not None)
        if dict(method.attributes)['minimum'] is not None:
            with_minimum.insert(0, (None, dict(method.attributes)['minimum']))
        return [Element('override', [('lot', key[0]), ('bidder', key[1]), ('criterion', criterion), *self.deed('M1'),
                                     ('found', self.pricing.pick(['0', '0', '7/3', minimum])),
                                     ('minimum', self.pricing.pick([minimum, minimum, '1']))], self.pricing.text())
                for criterion, minimum in with_minimum if self.pricing.chance(15)]

    def one_mark(self, values):
        if values == ['fail', 'pass']:
            return 'fail' if self.source.chance(7) else 'pass'
        # The better half more often, or every bid would fail some minimum.
        low = 0 if self.source.chance(35) else len(values) // 2
        return values[self.source.between(low, len(values) - 1)]

    def written(self, mark):
        """The same number, seldom in another writing."""
        if mark in ('fail', 'pass') or not self.source.chance(3):
            return mark
        return f'{mark}0' if '.' in mark else f'{mark}.0'

    def draw_marks(self, values):
        """Marks by person, and the agreed one or None."""
        case = self.source.below(100)
        if self.gaps and case < 3:
            return {}, None
        if case < 45:
            mark = self.one_mark(values)
            given = {person: self.written(mark) for person in self.people if self.source.chance(85)}
            return given or {self.people[0]: mark}, None
        given = {person: self.one_mark(values) for person in self.people}
        if self.gaps and case < 49:
            return given, None
        if case < 53:
            return {}, self.one_mark(values)
        same = len(set(given.values())) == 1
        return given, None if same and self.source.chance(80) else self.one_mark(values)


def generate(seed):
    """The text of competition number @seed."""
    return Maker(seed).competition()


if __name__ == '__main__':
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    sys.stdout.buffer.write(generate(int(sys.argv[1])).encode())
