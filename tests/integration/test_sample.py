#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_sample.py SOURCE_ROOT: the sample competition is what its generator makes, and is what it says it is.

TAP on standard output. Validates against the schemas with xmllint and jing where these are installed.
"""
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
import recheck

NAMESPACE = recheck.NAMESPACE
RNG = '{http://relaxng.org/ns/structure/1.0}'


class Sample:
    def __init__(self, root):
        self.root = root
        self.path = root / 'data' / 'samples' / 'transforming-rehabilitation.xml'
        self.source = self.path.read_bytes()
        self.tree = ElementTree.fromstring(self.source)
        self.competition = recheck.Competition(self.tree)
        self.marks = defaultdict(dict)
        for row in self.rows('evaluation/marks/mark'):
            self.marks[row.get('lot', ''), row.get('bidder'), row.get('criterion')][row.get('person')] = row

    def rows(self, path):
        return self.competition.all(path)

    # Each of these returns what is wrong.

    def generated(self):
        """the generator makes the same bytes"""
        done = subprocess.run([sys.executable, '-B', self.root / 'data/samples/generate.py'], capture_output=True, check=False)
        return [] if done.stdout == self.source else [done.stderr.decode() or 'run data/samples/generate.py again']

    def size(self):
        """areas, lots, bidders and bids are as many as they should be"""
        counts = {name: len(self.rows(path)) for name, path in (
            ('areas', 'areas/area'), ('lots', 'lots/lot'), ('bidders', 'bidders/bidder'), ('bids', 'bids/bid'))}
        counts['London'] = sum(row.get('lot') == 'L12' for row in self.rows('bids/bid'))
        expected = {'areas': 43, 'lots': 16, 'bidders': 30, 'bids': 84, 'London': 3}
        return [f'{key}: expected {value}, found {counts[key]}' for key, value in expected.items() if counts[key] != value]

    def areas(self):
        """every area is in one lot"""
        found = Counter(area.get('area') for lot in self.rows('lots/lot') for area in lot)
        return [f'{area.get("id")}: in {found[area.get("id")]} lots' for area in self.rows('areas/area')
                if found[area.get('id')] != 1]

    def weights(self):
        """weights add up to 100 and to those of their groups"""
        groups = [(section.id, section) for section in self.competition.criteria if section.kind == 'group']
        wrong = [f'{key}: {group.points}' for key, group in groups
                 if sum(child.points for child in group.children if child.points) != group.points]
        total = sum(section.points for section in self.competition.sections)
        return wrong + ([] if total == 100 else [f'whole: {total}'])

    def complete(self):
        """three evaluators for each question of each bid, each with a rationale of its own"""
        wrong = []
        for (lot, bidder), bid in self.competition.bids.items():
            for leaf in self.competition.criteria:
                if bid.get('status') == 'submitted' and leaf.kind in ('scored', 'pass-fail'):
                    given = self.marks['' if leaf.common else lot, bidder, leaf.id]
                    if len(given) != 3:
                        wrong.append(f'{lot} {bidder} {leaf.id}: {len(given)} marks')
        texts = Counter(row.text for path in ('marks/mark', 'agreed/consensus') for row in self.rows(f'evaluation/{path}'))
        descriptors = {mark.text for scale in self.rows('evaluation/scales/scale') for mark in scale}
        wrong += [f'found {count} times: {text}' for text, count in texts.items() if count > 1]
        return wrong + [f'not a rationale: {text}' for text in texts if not text or len(text.split()) < 10 or text in descriptors]

    def answered(self):
        """an answer to each scored question of each bid, and no other"""
        given = {(row.get('lot', ''), row.get('bidder'), row.get('criterion')): row.text for row in self.rows('evaluation/answers/answer')}
        due = {('' if leaf.common else lot, bidder, leaf.id) for (lot, bidder), bid in self.competition.bids.items()
               for leaf in self.competition.criteria if bid.get('status') == 'submitted' and leaf.kind == 'scored'}
        wrong = [' '.join(key) for key in sorted(due ^ set(given))]
        # the same question of a bidder in two lots may be answered alike; that much is true of real bids
        wrong += [] if len(set(given.values())) * 20 > len(given) * 19 else ['answers are too much alike']
        return wrong + [f'not an answer: {text}' for text in given.values() if not text or len(text.split()) < 8]

    def consensus(self):
        """an agreed mark exactly where the three differ"""
        differ = {key for key, given in self.marks.items() if len({row.get('mark') for row in given.values()}) > 1}
        return [f'{" ".join(key)}' for key in sorted(differ ^ set(self.competition.agreed))]

    def assigned(self):
        """each mark is of a section that its person is assigned to, and each of them declared on all who bid"""
        assigned = {(row.get('person'), row.get('criterion')) for row in self.rows('evaluation/assignments/assignment')}
        marked = {(person, criterion.partition('.')[0]) for (_, _, criterion), given in self.marks.items() for person in given}
        declared = {(row.get('person'), row.get('organisation')) for row in self.rows('evaluation/declarations/declaration')}
        bidding = {bidder for (_, bidder), bid in self.competition.bids.items() if bid.get('status') == 'submitted'}
        asked = {member.get('organisation') for row in self.rows('bidders/bidder') if row.get('id') in bidding for member in row}
        return [' '.join(key) for key in sorted((assigned ^ marked)
                                                | (declared ^ {(person, key) for person, _ in assigned for key in asked}))]

    def illustrative(self):
        """what is invented is marked illustrative"""
        said = {row.get('subject'): row.get('trust') for row in self.rows('provenance/statement')}
        wrong = [f'provenance of {subject}: {said.get(subject)}' for subject in ('answers', 'criteria', 'marks', 'people', 'prices', 'values')
                 if said.get(subject) != 'illustrative']
        wrong += [] if said.get('lots') == 'reconstructed' else ['provenance of lots']
        wrong += [f'lot {row.get("id")}' for row in self.rows('lots/lot') if row.get('trust') != 'reconstructed']
        invented = [row for row in self.rows('bidders/bidder') if row.get('name').startswith('Bidder ')]
        wrong += [row.get('name') for row in invented if row.get('trust') != 'illustrative']
        wrong += [] if len(invented) == 19 else [f'{len(invented)} invented bidders']
        return wrong + [row.get('id') for path in ('people/person', 'evaluation/criteria/criterion', 'evaluation/answers/answer')
                        for row in self.rows(path) if row.get('trust') != 'illustrative']

    def shown(self):
        """two bids fail a minimum, one is withdrawn, two tie for the first place, and a price decides"""
        lots = {lot['lot']: lot['ranking'] for lot in self.competition.ranking()['lots']}
        failed = sorted(entry['failed'] for lot in lots.values() for entry in lot if entry['failed'])
        wrong = [] if failed == [['2.3'], ['3']] else [f'failed: {failed}']
        wrong += [f'incomplete: {entry["bidder"]}' for lot in lots.values() for entry in lot if entry['missing']]
        if [row.get('lot') for row in self.rows('bids/bid') if row.get('status') == 'withdrawn'] != ['L07']:
            wrong.append('withdrawn')
        if [entry['rank'] for entry in lots['L06'][:3]] != [1, 1, 3]:
            wrong.append('L06: no tie')
        quality = {entry['bidder']: sum(recheck.Fraction(part['exact']) for part in entry['contributions']
                                        if part['criterion'] != '9.1') for entry in lots['L10']}
        if max(quality, key=quality.get) == lots['L10'][0]['bidder']:
            wrong.append('L10: the price does not decide')
        return wrong

    def schema(self):
        """valid against the schema of the evaluation plugin"""
        wrong = []
        schema = self.root / 'data' / 'schema' / 'evaluation.rng'
        for command in (['xmllint', '--noout', '--relaxng', schema, self.path], ['jing', schema, self.path]):
            if shutil.which(command[0]):
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                wrong += [done.stdout + done.stderr] if done.returncode else []
        return wrong

    def mergeable(self):
        """the plugin's definitions can be put into the core's grammar"""
        core, plugin = (ElementTree.parse(self.root / 'data' / 'schema' / f'{name}.rng').getroot()
                        for name in ('competition', 'evaluation'))
        wrong = [f'{key}: not the same' for key in ('ns', 'datatypeLibrary') if core.get(key) != plugin.get(key)]
        wrong += [element.tag for element in plugin if element.tag not in (f'{RNG}include', f'{RNG}define')]
        names = [element.get('name') for element in plugin.findall(f'{RNG}define')]
        return wrong + [name for name in names if name != 'section' and not name.startswith('evaluation.')]

    def tests(self):
        return [self.generated, self.size, self.areas, self.weights, self.complete, self.answered, self.consensus, self.assigned, self.illustrative,
                self.shown, self.schema, self.mergeable]


def main():
    tests = Sample(Path(sys.argv[1])).tests()
    failed = 0
    print(f'1..{len(tests)}')
    for number, test in enumerate(tests, 1):
        wrong = test()
        failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {number} - sample: {test.__doc__}')
        for line in wrong[:20]:
            print('# ' + line.replace('\n', '\n# '))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
