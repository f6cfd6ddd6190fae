# SPDX-License-Identifier: LGPL-2.1-or-later
"""Seeded random competitions with every price formula, every basis and every tie rule that the schema knows."""
import random_competition
from random_competition import Element, money

# What the generator draws from: one line for each that the schema knows.
FORMULAS = ['lowest-over-price', 'standard-differential', 'high-low', 'mean-deviation', 'fixed-range', 'logarithmic']
BASES = ['price-per-quality-point', 'value-index', 'weighted-value-index', 'monetised-quality']
TIE_RULES = ['higher-quality', 'criterion', 'lower-price', 'drawn-lot']


class Maker(random_competition.Maker):
    """One to four lots, every formula, basis and tie rule."""

    def __init__(self, seed):
        super().__init__(seed)
        self.lots = [f'L{place}' for place in range(1, self.source.between(1, 4) + 1)]

    def method(self):
        element = super().method()
        trust = element.attributes.pop()  # the last in the canonical form
        basis = self.source.pick(BASES) if self.source.chance(30) else self.maybe(20, 'points')
        element.attributes.append(('basis', basis))
        if basis == 'monetised-quality':
            element.attributes.append(('rate', money(self.source.between(1, 10 ** self.source.between(1, 6)), self.money_places)))
        if basis == 'weighted-value-index':
            element.attributes += [('quality-weight', self.source.pick(['60', '0.5', '1', '70.5'])),
                                   ('price-weight', self.source.pick(['40', '1.5', '2']))]
        if basis in BASES:
            element.attributes.append(('index-places', self.maybe(40, self.source.between(0, 8))))
        element.attributes.append(trust)
        return element

    def price_leaf(self, parent, key, share):
        self.has_price = True
        formula = self.source.pick(FORMULAS)
        more = {}
        if formula == 'fixed-range':
            optimum = self.source.below(self.price_base)
            top = optimum + self.source.between(1, self.price_base)
            more = {'optimum': money(optimum, self.money_places), 'top': money(top, self.money_places)}
        if formula == 'logarithmic':
            more = {'factor': self.source.pick(['2', '1.5', '10', '1.01', '3.14159'])}
        self.add(parent, key, 'price', share, formula=formula, **more)

    def criteria(self):
        container = super().criteria()
        ids = [dict(element.attributes)['id'] for element in container.children]
        self.ties = []
        while self.source.chance(45) and len(self.ties) < 3:
            rule = self.source.pick(TIE_RULES)
            self.ties.append(Element('tie-rule', [
                ('position', len(self.ties) + 1), ('rule', rule),
                ('criterion', self.source.pick(ids) if rule == 'criterion' else None),
                ('seed', self.source.words(1, 2) if rule == 'drawn-lot' else None)]))
        return container

    def add(self, parent, key, kind, share=None, text=None, **more):
        super().add(parent, key, kind, share, text, **more)
        self.criterion_elements[-1].attributes.insert(-1, ('factor', more.get('factor')))

    def competition(self):
        text = super().competition()
        ties = ''.join(f'{line}\n' for tie in self.ties for line in tie.lines(3))
        return text.replace('    </criteria>\n', f'    </criteria>\n    <tie-rules>\n{ties}    </tie-rules>\n') if ties else text


def generate(seed):
    """The text of competition number @seed."""
    return Maker(seed).competition()
