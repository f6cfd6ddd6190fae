# SPDX-License-Identifier: LGPL-2.1-or-later
"""Invented rationales, what an evaluator writes beside a mark, and invented answers, put together from phrases.csv.

Each bid has its own strengths and weaknesses for a question, and each evaluator sees some of them, so that the
three rationales and the one agreed are about the same answer. Every rationale points into the bid.
"""
import csv

STRONG = [
    'Two things carry {b}: {f0}, and {f1} ({p}). A small reservation: {a0}.',
    '{b} offers {f0} ({p}) and, beyond that, {f1}. What still gave me pause: {a0}.',
    'I was taken by {f0} and by {f1} ({p}). Set against this only: {a0}.',
    'Reading {p}, I noted {f0}, then {f1}. If anything counts against {b}, it is this: {a0}.',
    '{f0^}; {f1} as well ({p}). {b} loses little by the one weak spot: {a0}.',
    'What {b} says at {p} can be checked: {f0}; {f1}. The point to watch in a contract: {a0}.',
    '{f0^}, {f1}: {b} puts both plainly at {p}. Still to be settled: {a0}.',
]
SOUND = [
    'In favour of {b}: {f0} ({p}). Against it: {a0}; on balance the first weighs more.',
    '{b} brings {f0}, which I checked at {p}. It is held back here: {a0}.',
    '{f0^} ({p}) persuades. Less so: {a0}. The rest of what {b} says is ordinary.',
    'I liked {f0} and, less, {f1} ({p}). What kept {b} from more: {a0}.',
    'At {p}, {b} shows {f0}. My doubt: {a0}. Neither outweighs the other by much.',
    'The best of {b} here is {f0} ({p}). The weakest: {a0}.',
    '{b} would start with {f0} ({p}). I asked myself about one thing: {a0}.',
]
WEAK = [
    'Two objections: {a0}; {a1} ({p}). {b} has one thing to set against them, {f0}.',
    'What counted with me at {p}: {a0}. Also {a1}. {b} wins back a little with {f0}.',
    '{a0^}, and on the next page {a1} ({p}). Only {f0} speaks for {b}.',
    '{b} left me with two questions after {p}: {a0}; {a1}. I gave credit for {f0}.',
    'For {b} I found {f0}, no more. Against that stand two points at {p}: {a0}, and {a1}.',
]
FAILING = [
    '{a0^}; {a1}; {a2} ({p}). I looked for something to set against this in the bid of {b}, without success.',
    '{b} does not deal with what was asked: {a0} and {a1} ({p}), and further on {a2}.',
]
PASS = ['Checked at {p}: {b} encloses {f0}.', '{b} shows {f0} ({p}); I compared the dates.', 'At {p} of {b}: {f0}, which meets the requirement.']
FAIL = ['At {p} I saw {a0}, and would not pass {b} until it is cleared up.']
AGREED = [
    'The panel met on the three marks ({g}). It gave weight to {f0} and to this objection: {a0}.',
    'Marks of {g} were talked through with {p} open. For the bid: {f0}. Against it: {a0}.',
    '{b} had been marked {g}. On reading {p} together the panel kept {f0} in view, and also {a0}.',
    'After discussion of {p} (marks given: {g}) the panel settled what {f0} is worth against {a0}.',
]
# What the bid itself says: it names its strengths, and evaluators find the rest out.
ANSWERS = [
    'We offer {f0}. With it comes {f1}.',
    'Our answer rests on two things: {f0}, and {f1}. Behind both: {f2}.',
    '{f0^}: that is where we begin. In the first year we add {f1}.',
    'You will find with us {f0}, and as well {f1}. Section {s} of our plan says who does what by when.',
    'People who use the service told us what they miss. We therefore bring {f0}; {f1}; and {f2}.',
    'We have done this before, and keep to what worked: {f0}. What is new is {f1}.',
    'From the first day: {f0}. By month {s}: {f1}.',
    'Three commitments: {f0}; {f1}; {f2}. Each has an owner and a date in the plan.',
]
AGREED_PASS = ['One of three ({g}) had doubts: {a0}. The authority asked, {b} answered, and {f0} was found at {p}.']


class Wording:
    def __init__(self, draw, path):
        self.draw = draw
        self.phrases = {}
        self.used = set()
        with open(path, encoding='utf-8', newline='') as stream:
            for row in csv.DictReader(stream):
                self.phrases.setdefault((row['criterion'], row['side']), []).append(row['text'])

    def answer(self, about, bidder, places):
        return Answer(self, about, bidder, places)


class Answer:
    """What there is to say of one bid's answer to one question."""

    def __init__(self, wording, about, bidder, places):
        self.draw, self.used, self.about, self.bidder = wording.draw, wording.used, about, bidder
        place = places[self.draw(len(places), 'place', *about)]
        number = 2 + self.draw(8, 'number', *about)
        self.sides = {}
        for side in ('for', 'against'):
            phrases = sorted(wording.phrases[about[2], side],
                             key=lambda text: self.draw(1 << 40, 'phrase', text, *about))
            self.sides[side] = [text.format(area=place, n=number) for text in phrases]
        self.page = 3 + self.draw(120, 'page', *about)

    def pointer(self, *who):
        page = self.page + self.draw(4, 'turn', *self.about, *who)
        paragraph = 1 + self.draw(9, 'paragraph', *self.about, *who)
        return [f'p. {page}', f'page {page}, paragraph {paragraph}', f'pp. {page}-{page + 1}',
                f'paragraph {page}.{paragraph}'][self.draw(4, 'pointer', *self.about, *who)]

    def fill(self, templates, who, seen, **more):
        """One of @templates with the phrases that @who saw; another one where the words are taken."""
        # Three evaluators do not write alike.
        start = self.draw(len(templates), 'template', *self.about) + (who if isinstance(who, int) else 0)
        words = dict(more, b=self.bidder, p=self.pointer(who))
        for side, letter in (('for', 'f'), ('against', 'a')):
            for place, text in enumerate(self.sides[side]):
                words[f'{letter}{(place - seen) % 3 if place < 3 else place}'] = text
        for turn in range(len(templates)):
            text = templates[(start + turn) % len(templates)]
            for key in ('f0', 'a0'):
                text = text.replace(f'{{{key}^}}', words[key][0].upper() + words[key][1:])
            text = text.format(**words)
            if text not in self.used:
                self.used.add(text)
                return text
        raise AssertionError(f'no words left for {self.about}')

    def text(self):
        """The answer as the bid has it."""
        words = {f'f{i}': text for i, text in enumerate(self.sides['for'][:3])}
        template = ANSWERS[self.draw(len(ANSWERS), 'answer text', *self.about)]
        template = template.replace('{f0^}', words['f0'][0].upper() + words['f0'][1:])
        return template.format(**words, s=2 + self.draw(9, 'section', *self.about))

    def rationale(self, place, mark, top, kind):
        if kind == 'pass-fail':
            return self.fill(PASS if mark else FAIL, place, place)
        if mark * 4 >= top * 3:
            templates = STRONG
        elif mark * 2 >= top:
            templates = SOUND
        else:
            templates = WEAK if mark else FAILING
        return self.fill(templates, place, place)

    def consensus(self, values, agreed, given):
        """Why this mark, why not the one above, why not the one below."""
        marks = ', '.join(values[mark] for mark in given)
        above = f'{self.side("against", 1)}.' if agreed + 1 < len(values) else None
        below = f'{self.side("for", 1)}.' if agreed > 0 else None
        text = self.fill(AGREED_PASS if values == ['fail', 'pass'] else AGREED, 'panel', 0, g=marks)
        return text, above, below

    def side(self, side, place):
        text = self.sides[side][place]
        return text[0].upper() + text[1:]
