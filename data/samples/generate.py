#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes the sample competition from data/facts and from invented figures.

usage: generate.py [OUT.xml]          writes it (standard output without OUT.xml)
       generate.py --check FILE.xml   exit status 1 where FILE.xml is not what it would write

The same input gives the same bytes on every machine: every choice is drawn from a SHA-256 of SEED and of what
the choice is about, so that a change in one place leaves the rest as it was. No floating point.
"""
import csv
import hashlib
import sys
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True
import tree
from wording import Wording

SEED = '2013-01-09'
HERE = Path(__file__).resolve().parent
FACTS = HERE.parent / 'facts'
VALUE_OF_ALL = 450_000_000  # pounds a year, documented
BIDS = {'L01': 5, 'L02': 6, 'L03': 7, 'L04': 6, 'L05': 4, 'L06': 5, 'L07': 7, 'L08': 4,
        'L09': 5, 'L10': 6, 'L11': 5, 'L12': 3, 'L13': 6, 'L14': 6, 'L15': 5, 'L16': 4}
# Invented bidders: form, kind of the lead, kinds of the others, size of the lead, how many lots they bid for.
INVENTED = [
    ('consortium', 'private', ['voluntary', 'voluntary'], 'large', 6),
    ('single', 'private', [], 'large', 5),
    ('consortium', 'private', ['voluntary', 'mutual'], 'large', 5),
    ('consortium', 'joint-venture', ['private', 'voluntary'], 'medium', 5),
    ('single', 'private', [], 'large', 4),
    ('consortium', 'voluntary', ['voluntary', 'social-enterprise'], 'medium', 4),
    ('single', 'mutual', [], 'medium', 4),
    ('consortium', 'mutual', ['voluntary', 'private'], 'medium', 3),
    ('single', 'private', [], 'medium', 3),
    ('consortium', 'social-enterprise', ['voluntary'], 'medium', 3),
    ('single', 'voluntary', [], 'large', 3),
    ('consortium', 'private', ['public', 'voluntary'], 'large', 3),
    ('single', 'mutual', [], 'small', 3),
    ('consortium', 'mutual', ['public'], 'medium', 2),
    ('single', 'social-enterprise', [], 'small', 2),
    ('consortium', 'private', ['mutual'], 'large', 2),
    ('single', 'voluntary', [], 'medium', 2),
    ('consortium', 'voluntary', ['public', 'voluntary'], 'medium', 1),
    ('single', 'public', [], 'medium', 1),
]
FIRST_INVENTED = 14
WITHDRAWN_LOT, PRICE_LOT, TIE_LOT = 'L07', 'L10', 'L06'
LEAF_FAILURE_LOT, SECTION_FAILURE_LOT = 'L03', 'L13'


def draw(n, *about):
    """A whole number from 0 to n - 1 that depends only on SEED and on what it is about."""
    text = '|'.join([SEED, *map(str, about)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], 'big') % n


def facts(name):
    with open(FACTS / name, encoding='utf-8', newline='') as stream:
        return list(csv.DictReader(stream))


# ---- XML in the canonical form ----

def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


class Writer:
    def __init__(self):
        self.lines = ['<?xml version="1.0" encoding="UTF-8"?>']
        self.level = 0

    def start(self, name, attributes, end='>'):
        said = ''.join(f' {key}="{escape(str(value)).replace(chr(34), "&quot;")}"'
                       for key, value in attributes.items() if value not in (None, ''))
        self.lines.append(f'{"  " * self.level}<{name}{said}{end}')

    def open(self, element, /, **attributes):
        self.start(element, attributes)
        self.level += 1

    def close(self, name):
        self.level -= 1
        self.lines.append(f'{"  " * self.level}</{name}>')

    def put(self, name, attributes, text=None):
        if text:
            self.start(name, attributes, f'>{escape(text)}</{name}>')
        else:
            self.start(name, attributes, '/>')

    def bytes(self):
        return ('\n'.join(self.lines) + '\n').encode()


# ---- the competition ----

def netstring(text):
    """As an agreed mark's hash takes a field: docs/methods.md, "Moderation"."""
    return b'~,' if text is None else b'%d:%s,' % (len(text.encode()), text.encode())


class Sample:
    def __init__(self):
        self.areas = facts('areas.csv')
        self.lots = facts('lots.csv')
        self.make_values()
        self.make_bidders()
        self.make_bids()
        self.make_marks()
        self.make_prices()
        self.steer()
        self.make_layers()

    def make_values(self):
        population = {area['id']: int(area['population']) for area in self.areas}
        whole = sum(population.values())
        for lot in self.lots:
            people = sum(population[area] for area in lot['areas'].split(';'))
            # To the nearest 100,000.
            lot['value'] = (people * VALUE_OF_ALL * 2 + whole * 100_000) // (2 * whole * 100_000) * 100_000

    def make_bidders(self):
        """Documented bidders that were not out before bidding; then invented ones up to thirty."""
        self.organisations, self.bidders = {}, []
        members = facts('members.csv')
        for row in facts('bidders.csv'):
            if not row['package_areas']:
                continue
            own = [member for member in members if member['bidder'] == row['id']]
            notes = [row['outcome'][0].upper() + row['outcome'][1:], *(m['member_note'] for m in own if m['member_note'])]
            self.bidders.append({**row, 'note': '. '.join(notes) + '.', 'members': [
                (m['organisation'], m['role'], None, m['trust']) for m in own]})
            for m in own:
                known = self.organisations.get(m['organisation'])
                # One that is documented with one bidder and second-hand with another exists for certain.
                if known is None or known['trust'] != 'documented':
                    trust = 'documented' if m['trust'] == 'inferred' else m['trust']
                    self.organisations[m['organisation']] = {
                        'name': m['name'], 'kind': m['kind'], 'trust': trust,
                        'note': m['organisation_note'] or (known or {}).get('note')}
        for index, (form, kind, others, size, bids) in enumerate(INVENTED):
            self.invent_bidder(FIRST_INVENTED + index, form, [kind, *others], size, bids)

    def invent_bidder(self, number, form, kinds, size, bids):
        name, members = f'Bidder {number}', []
        shares = {1: [None], 2: [7000, 3000], 3: [6000, 2500, 1500]}[len(kinds)]
        for place, kind in enumerate(kinds):
            organisation = f'b{number}' if form == 'single' else f'b{number}-{place + 1}'
            title = name if form == 'single' else f'{name}, member {place + 1}'
            self.organisations[organisation] = {
                'name': title, 'kind': kind, 'size': size if place == 0 else ['small', 'micro'][place - 1],
                'trust': 'illustrative'}
            members.append((organisation, 'member' if place else 'lead', shares[place], 'illustrative'))
        self.bidders.append({'id': f'B{number}', 'name': name, 'form': form, 'trust': 'illustrative',
                             'members': members, 'bids': bids})

    def make_bids(self):
        """Documented bidders bid where their package areas lie; the invented ones fill up each lot."""
        package = {row['id']: row for row in facts('package-areas.csv')}
        self.bids = {}
        for lot in self.lots:
            areas = set(lot['areas'].split(';'))
            for bidder in self.bidders:
                said = [package[key] for key in bidder.get('package_areas', '').split(';') if key]
                said = [row for row in said if areas & set(row['areas'].split(';'))]
                if said:
                    verb = {'won': 'won', 'preferred': 'was preferred for', 'preference': 'said it preferred'}
                    named = ' and '.join(f"{row['id']} ({row['name']})" for row in said)
                    one = 'area' if len(said) == 1 else 'areas'
                    self.bids[lot['id'], bidder['id']] = {
                        'trust': 'inferred', 'status': 'submitted',
                        'note': f'Inferred: the bidder {verb[bidder["basis"]]} contract package {one} {named}, '
                                'all or part of this lot.'}
        left = {bidder['id']: bidder['bids'] for bidder in self.bidders if 'bids' in bidder}
        need = {lot: count - sum(key[0] == lot for key in self.bids) for lot, count in BIDS.items()}
        for lot in sorted(need, key=lambda key: (-need[key], key)):
            chosen = sorted(left, key=lambda bidder: (-left[bidder], draw(1 << 30, 'bids', lot, bidder)))
            for bidder in chosen[:need[lot]]:
                assert left[bidder] > 0
                left[bidder] -= 1
                self.bids[lot, bidder] = {'trust': 'illustrative', 'status': 'submitted'}
        out = max(bidder for lot, bidder in self.bids if lot == WITHDRAWN_LOT)
        self.bids[WITHDRAWN_LOT, out] = {'trust': 'illustrative', 'status': 'withdrawn',
                                         'note': 'Withdrawn before marking began. Illustrative.'}

    def in_lot(self, lot):
        return sorted(bidder for key, bidder in self.bids
                      if key == lot and self.bids[key, bidder]['status'] == 'submitted')

    def invented_in(self, lot):
        return [bidder for bidder in self.in_lot(lot) if int(bidder[1:]) >= FIRST_INVENTED]

    # Agreed marks are drawn first, then steered; the individual marks are made to fit them.
    def make_marks(self):
        self.agreed = {}
        for leaf in tree.MARKED:
            for lot, bidder in sorted(self.bids):
                if self.bids[lot, bidder]['status'] == 'submitted':
                    where = '' if leaf.common else lot
                    self.agreed[where, bidder, leaf.id] = self.draw_mark(leaf, where, bidder)

    def draw_mark(self, leaf, lot, bidder):
        """Index on the scale, from how good the bidder is, how good this bid is, and how good this answer is."""
        if leaf.kind == 'pass-fail':
            return 1
        good = 185 + draw(110, 'bidder', bidder) + draw(60, 'bid', lot, bidder) + draw(150, 'answer', leaf.id, lot, bidder)
        good = good * (len(leaf.values) - 1) // 5
        least = leaf.values.index(leaf.minimum) if leaf.minimum else 1
        return max(least, min(len(leaf.values) - 1, good // 100 + (draw(100, 'step', leaf.id, lot, bidder) < good % 100)))

    def make_prices(self):
        for (lot, bidder), bid in self.bids.items():
            value = next(row['value'] for row in self.lots if row['id'] == lot)
            share = 850 + draw(70, 'saving', bidder) + draw(110, 'price', lot, bidder)
            bid['price'] = value * share // 1_000_000 * 1000

    # ---- what the sample is to show ----

    def quality(self, lot, bidder):
        return sum(leaf.points(self.agreed['' if leaf.common else lot, bidder, leaf.id])
                   for leaf in tree.MARKED if leaf.weight)

    def totals(self, lot):
        """Exact totals of bids that fail nothing, highest first."""
        bids = [bidder for bidder in self.in_lot(lot) if not self.fails(lot, bidder)]
        least = min(self.bids[lot, bidder]['price'] for bidder in bids)
        found = {bidder: self.quality(lot, bidder) + tree.PRICE.weight * Fraction(least, self.bids[lot, bidder]['price'])
                 for bidder in bids}
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    def fails(self, lot, bidder):
        marks = {leaf: self.agreed['' if leaf.common else lot, bidder, leaf.id] for leaf in tree.MARKED}
        failed = [leaf.id for leaf, mark in marks.items() if leaf.minimum and mark < leaf.values.index(leaf.minimum)]
        for group in tree.GROUPS:
            points = sum(leaf.points(mark) for leaf, mark in marks.items() if leaf.parent == group.id and leaf.weight)
            if group.minimum and points < Fraction(group.minimum):
                failed.append(group.id)
        return failed

    def steer(self):
        self.steer_failures()
        self.steer_price()
        self.steer_tie()
        failures = {key: self.fails(*key) for key, bid in self.bids.items()
                    if bid['status'] == 'submitted' and self.fails(*key)}
        assert sorted(failures.values()) == [['2.3'], ['3']], failures
        assert all(total > 52 for lot in BIDS for _, total in self.totals(lot))
        assert len(self.in_lot('L12')) == 3 and len(self.bids) == 84 and len(self.bidders) == 30
        (first, one), (second, other), (_, rest) = self.totals(TIE_LOT)[:3]
        assert one == other > rest, (first, second)
        best = max(self.in_lot(PRICE_LOT), key=lambda bidder: self.quality(PRICE_LOT, bidder))
        assert self.totals(PRICE_LOT)[0][0] != best

    def steer_failures(self):
        """One bid falls below the minimum of a leaf, one below that of a section; no other does."""
        low = self.invented_in(SECTION_FAILURE_LOT)[-1]
        for key in self.agreed:
            if key[2] == '3.2':
                self.agreed[key] = max(2, self.agreed[key])
            elif key[2] == '3.1':
                self.agreed[key] = max(2, self.agreed[key])
        self.agreed['', low, '3.2'] = 1
        for lot in BIDS:
            if (lot, low) in self.bids:
                self.agreed[lot, low, '3.1'] = 1 if lot == SECTION_FAILURE_LOT else 3
        self.agreed[LEAF_FAILURE_LOT, self.invented_in(LEAF_FAILURE_LOT)[-1], '2.3'] = 1

    def steer_price(self):
        """The best by quality asks most, and a cheaper bid comes first."""
        order = sorted(self.in_lot(PRICE_LOT), key=lambda bidder: (-self.quality(PRICE_LOT, bidder), bidder))
        value = next(row['value'] for row in self.lots if row['id'] == PRICE_LOT)
        self.bids[PRICE_LOT, order[0]]['price'] = value * 1040 // 1_000_000 * 1000
        self.bids[PRICE_LOT, order[1]]['price'] = value * 780 // 1_000_000 * 1000

    def steer_tie(self):
        """The two best of a lot ask the same price, and a few marks of the second are moved to the same quality."""
        (first, _), (second, _) = [pair for pair in self.totals(TIE_LOT)][:2]
        if first not in self.invented_in(TIE_LOT) and second in self.invented_in(TIE_LOT):
            first, second = second, first
        self.bids[TIE_LOT, second]['price'] = self.bids[TIE_LOT, first]['price']
        gap = self.quality(TIE_LOT, first) - self.quality(TIE_LOT, second)
        for moves in tree.moves(3):
            if sum(leaf.points(step) for leaf, step in moves) != gap:
                continue
            marks = {(TIE_LOT, second, leaf.id): self.agreed[TIE_LOT, second, leaf.id] + step for leaf, step in moves}
            if all(2 <= mark < 5 for mark in marks.values()):
                self.agreed.update(marks)
                return
        raise AssertionError('no marks make the tie')

    # ---- individual marks and rationales ----

    def make_layers(self):
        wording = Wording(draw, HERE / 'phrases.csv')
        names = {bidder['id']: bidder['name'] for bidder in self.bidders}
        areas = {area['id']: area['name'] for area in self.areas}
        places = {lot['id']: [{'metropolitan': 'London'}.get(key, areas[key]) for key in lot['areas'].split(';')]
                  for lot in self.lots}
        leaves = {leaf.id: leaf for leaf in tree.MARKED}
        self.answers, self.marks, self.consensus = [], [], []
        for (lot, bidder, criterion), agreed in sorted(self.agreed.items()):
            leaf = leaves[criterion]
            about = (lot, bidder, criterion)
            given = self.individual(leaf, agreed, about)
            answer = wording.answer(about, names[bidder], places.get(lot, ['']))
            if leaf.kind == 'scored':
                self.answers.append((*about, answer.text()))
            for place, mark in enumerate(given):
                self.marks.append((*about, leaf.people[place], leaf.values[mark],
                                   answer.rationale(place, mark, len(leaf.values) - 1, leaf.kind)))
            if len(set(given)) > 1:
                self.consensus.append((*about, *self.moderated(leaf, agreed, given, answer)))

    def moderated(self, leaf, agreed, given, answer):
        """The agreed mark, what it is agreed with, and why; who is far from it dissents."""
        rationale, above, below = answer.consensus(leaf.values, agreed, given)
        dissent = ' '.join(f'{leaf.people[place]} would have given {leaf.values[mark]}.' for place, mark in enumerate(given)
                           if abs(mark - agreed) > 1) or None
        marks = sorted(self.marks[-len(given):])
        fields = [*marks[0][:3], *(field for mark in marks for field in (*mark[3:], None, None, None))]
        rests_on = hashlib.sha256(b''.join(netstring(field) for field in fields)).hexdigest()
        return (leaf.values[agreed], {'why-not-above': above, 'why-not-below': below,
                                      'present': ' '.join([*sorted(leaf.people), 'moderator']), 'dissent': dissent,
                                      'rests-on': rests_on}, rationale)

    @staticmethod
    def individual(leaf, agreed, about):
        """Three marks around the agreed one; often all the same."""
        if leaf.kind == 'pass-fail':
            return [0 if draw(15, 'doubt', *about) == 0 and place == 1 else 1 for place in range(3)]
        chance = draw(100, 'pattern', *about)
        steps = [0, 0, 0]
        odd = draw(3, 'odd', *about)
        if chance >= 94:
            steps = [1, 1, 0]
        elif chance >= 82:
            steps = [-1, 0, 1] if odd else [1, 0, -1]
        elif chance >= 66:
            steps[odd] = 1
        elif chance >= 48:
            # The second evaluator of each panel is the strictest.
            steps[1 if draw(2, 'strict', *about) else odd] = -1
        top = len(leaf.values) - 1
        return [max(0, min(top, agreed + step)) for step in steps]

    # ---- the file ----

    def write(self):
        out = Writer()
        out.open('competition', xmlns='urn:lotwise:competition:1', id='transforming-rehabilitation',
                 title='Transforming Rehabilitation: sixteen lots (sample)', authority='Ministry of Justice',
                 currency='GBP', trust='illustrative')
        self.write_core(out)
        self.write_evaluation(out)
        out.close('competition')
        return out.bytes()

    def write_core(self, out):
        out.open('provenance')
        for subject, trust, text in sorted(tree.PROVENANCE):
            out.put('statement', {'subject': subject, 'trust': trust}, text)
        out.close('provenance')
        out.open('areas')
        for area in sorted(self.areas, key=lambda row: row['id']):
            out.put('area', {key: area[key] for key in ('id', 'name', 'code', 'population', 'trust')})
        out.close('areas')
        out.open('lots')
        for lot in self.lots:
            out.open('lot', id=lot['id'], title=lot['title'], value=f"{lot['value']}.00", trust=lot['trust'],
                     note='A reconstruction: that there were 16 lots is documented, which areas each held was not '
                          'found. The value is illustrative.')
            for area in sorted(lot['areas'].split(';')):
                out.put('lot-area', {'area': area})
            out.close('lot')
        out.close('lots')
        out.open('organisations')
        for key in sorted(self.organisations):
            row = self.organisations[key]
            out.put('organisation', {'id': key, **{name: row.get(name) for name in ('name', 'kind', 'size', 'trust', 'note')}})
        out.close('organisations')
        out.open('bidders')
        for bidder in self.bidders:
            out.open('bidder', **{key: bidder.get(key) for key in ('id', 'name', 'form', 'trust', 'note')})
            for organisation, role, share, trust in bidder['members']:
                out.put('member', {'organisation': organisation, 'role': role, 'share': share, 'trust': trust})
            out.close('bidder')
        out.close('bidders')
        out.open('bids')
        for (lot, bidder), bid in sorted(self.bids.items()):
            out.put('bid', {'lot': lot, 'bidder': bidder, 'price': f"{bid['price']}.00", 'status': bid['status'],
                            'trust': bid['trust']}, bid.get('note'))
        out.close('bids')
        out.open('people')
        for key, name, role in sorted(tree.PEOPLE):
            out.open('person', id=key, name=name, trust='illustrative')
            out.put('role', {'role': role})
            out.close('person')
        out.close('people')

    def write_evaluation(self, out):
        out.open('evaluation')
        out.put('method', {'weights': 'points', 'whole': '100', 'rounding': 'total', 'places': '2', 'rule': 'half-up',
                           'minimum': tree.MINIMUM, 'trust': 'illustrative'})
        out.open('scales')
        for key, title, marks in sorted(tree.SCALES):
            out.open('scale', id=key, title=title, trust='illustrative')
            for value, label, descriptor in marks:
                out.put('scale-mark', {'value': value, 'label': label}, descriptor)
            out.close('scale')
        out.close('scales')
        out.open('criteria')
        for criterion in tree.CRITERIA:
            out.put('criterion', criterion.attributes(), criterion.guidance)
        out.close('criteria')
        self.write_people(out)
        out.open('answers')
        for lot, bidder, criterion, text in sorted(self.answers):
            out.put('answer', {'lot': lot, 'bidder': bidder, 'criterion': criterion, 'trust': 'illustrative'}, text)
        out.close('answers')
        out.open('marks')
        for lot, bidder, criterion, person, mark, rationale in sorted(self.marks):
            out.put('mark', {'lot': lot, 'bidder': bidder, 'criterion': criterion, 'person': person, 'mark': mark}, rationale)
        out.close('marks')
        out.open('agreed')
        for lot, bidder, criterion, mark, more, rationale in sorted(self.consensus, key=lambda row: row[:3]):
            out.put('consensus', {'lot': lot, 'bidder': bidder, 'criterion': criterion, 'mark': mark, **more}, rationale)
        out.close('agreed')
        out.close('evaluation')

    def write_people(self, out):
        """Each panel marks its sections, and none of its posts has an interest in an organisation that bids."""
        panels = sorted({(person, leaf.parent) for leaf in tree.MARKED for person in leaf.people})
        out.open('assignments')
        for person, section in panels:
            out.put('assignment', {'person': person, 'criterion': section})
        out.close('assignments')
        bidding = {bidder for (_, bidder), bid in self.bids.items() if bid['status'] == 'submitted'}
        asked = {organisation for bidder in self.bidders if bidder['id'] in bidding for organisation, *_ in bidder['members']}
        out.open('declarations')
        for person in sorted({person for person, _ in panels}):
            for organisation in sorted(asked):
                out.put('declaration', {'person': person, 'organisation': organisation, 'stand': 'none'})
        out.close('declarations')


def main(arguments):
    if arguments[:1] == ['--check'] and len(arguments) == 2:
        return 0 if Path(arguments[1]).read_bytes() == Sample().write() else 1
    if len(arguments) > 1 or arguments[:1] == ['--help']:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    data = Sample().write()
    if arguments:
        Path(arguments[0]).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
