#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_whole_path.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: one competition from the first criterion to the proof, as TAP.

Each step is a verb as somebody would type it; between the steps stands what must not be possible yet, or any more."""
import json
import subprocess
import sys

from cli_place import ROOT, main, test

PASS = {'LOTWISE_PASSPHRASE': 'seven grey herons over the weir'}
FILE = 'w.lotwise'
QUESTIONS = ('1.1', '1.2', '2.1')
PEOPLE = {'LEAD': 'lead', 'E1': 'evaluator', 'E2': 'evaluator', 'MOD': 'moderator', 'COM': 'commercial', 'APP': 'approver'}
LOTS = {'L1': ('A', 'B', 'C'), 'L2': ('A', 'C')}


def cells():
    """(lot, bidder, criterion) of every mark that is due of one evaluator; 2.1 is common to all lots."""
    return ([(lot, bidder, question) for lot, bidders in LOTS.items() for bidder in bidders for question in ('1.1', '1.2')]
            + [('-', bidder, '2.1') for bidder in ('A', 'B', 'C')])


def set_up(place):
    """A competition of two lots, three bidders, two evaluators; the method is not published."""
    run = lambda *args: place.run(*args, '--as', 'LEAD').fine()
    place.run('new', FILE, 'Night shelters', '--id', 'night-shelters').fine()
    for lot in LOTS:
        run('add', FILE, 'lot', f'id={lot}', f'title=Borough {lot}')
    for bidder in 'ABC':
        run('add', FILE, 'organisation', f'id=org-{bidder}', f'name=Organisation {bidder}', 'kind=voluntary')
        run('add', FILE, 'bidder', f'id={bidder}', f'name=Bidder {bidder}', 'form=single')
        run('add', FILE, 'member', f'bidder={bidder}', f'organisation=org-{bidder}', 'role=lead')
    for person, role in PEOPLE.items():
        run('add', FILE, 'person', f'id={person}', f'name={person}')
        run('add', FILE, 'role', f'person={person}', f'role={role}')
    run('add', FILE, 'method', 'weights=points', 'whole=100', 'rounding=total', 'places=2', 'rule=half-up', 'prices=sealed')
    run('add', FILE, 'scale', 'id=S5', 'title=0 to 5')
    for value in range(6):
        run('add', FILE, 'scale-mark', 'scale=S5', f'value={value}', f'label=Mark {value}', f'descriptor=What a {value} is given for.')
    for criterion in (['id=1', 'title=Service', 'kind=group', 'weight=45'],
                      ['id=1.1', 'parent=1', 'title=Beds', 'kind=scored', 'weight=25', 'scale=S5', 'scope=lot', 'minimum=2'],
                      ['id=1.2', 'parent=1', 'title=Moving on', 'kind=scored', 'weight=20', 'scale=S5', 'scope=lot'],
                      ['id=2', 'title=Organisation', 'kind=group', 'weight=15'],
                      ['id=2.1', 'parent=2', 'title=Staff', 'kind=scored', 'weight=15', 'scale=S5', 'scope=common'],
                      ['id=3', 'title=Price', 'kind=price', 'weight=40', 'formula=lowest-over-price']):
        run('add', FILE, 'criterion', *criterion)
    run('add', FILE, 'tie-rule', 'position=1', 'rule=higher-quality')
    run('add', FILE, 'tie-rule', 'position=2', 'rule=drawn-lot', 'seed=4711')


def bids(place):
    prices = {('L1', 'A'): '120.00', ('L1', 'B'): '100.00', ('L1', 'C'): '110.00', ('L2', 'A'): '80.00', ('L2', 'C'): '100.00'}
    for (lot, bidder), price in prices.items():
        place.run('add', FILE, 'bid', f'lot={lot}', f'bidder={bidder}', f'price={price}', 'status=submitted', '--as', 'COM').fine()
    for lot, bidder, question in cells():
        place.run('answer', FILE, lot, bidder, question, f'Bidder {bidder} opens all doors at nine, says the answer to {question}.',
                  '--as', 'LEAD').fine()


def people(place):
    for person in ('E1', 'E2'):
        for bidder in 'ABC':
            place.run('declare', FILE, person, f'org-{bidder}', 'none', '--as', person).fine()
        place.run('assign', FILE, person, '--as', 'LEAD').fine()


def mark(place, file, person, offset, skip=frozenset()):
    """All that @person is due but what is in @skip."""
    for number, (lot, bidder, question) in enumerate(cells()):
        if (lot, bidder, question) not in skip:
            place.run('mark', file, lot, bidder, question, person, (number * 7 + offset) % 3 + 2,
                      '--page', '3', '--quote', 'opens all doors at nine', '--rationale',
                      f'{person} finds that {bidder} answers {question} in lot {lot} with facts on page 3, and where they end.',
                      '--as', person).fine()


def give_back(place, file, person):
    """Confirmed, and sealed as PERSON-back.lotpack."""
    place.run('confirm', file, person, '--as', person).fine()
    place.run('pack-return', file, f'{person}-back.lotpack', **PASS).fine()


def moderate(place, skip=frozenset()):
    for lot, bidder, question in sorted(set(cells()) - skip):
        key = f'{lot}/{bidder}/{question}' if lot != '-' else f'/{bidder}/{question}'
        given = [int(row['mark']) for row in place.json('show', FILE, 'mark', key)['rows']]
        assert len(given) == 2, (key, given)
        place.run('agree', FILE, lot, bidder, question, min(given), '--rationale',
                  f'Agreed for {bidder} on {question} in lot {lot}: what page 3 says is there, and nothing beyond it.',
                  '--why-not-above', 'Nothing in the answer goes further than that.', '--why-not-below', 'All that was asked for is there.',
                  '--present', 'E1,E2,MOD', '--as', 'MOD').fine()


@test
def set_up_to_proof(place):
    set_up(place)
    bids(place)

    # publish: from here on the method is locked
    place.run('publish', FILE, '--as', 'LEAD', '--reason', 'Invitation to tender').fine()
    version, = place.json('published', FILE)
    text = place.run('published', FILE, '--xml', '1').fine().out
    assert subprocess.run(['sha256sum'], input=text.encode(), capture_output=True, check=True).stdout.split()[0].decode() == version['sha256']
    place.run('set', FILE, 'criterion', '1.1', 'weight=30').refused('published as version 1 and locked', 'approver')
    place.run('add', FILE, 'criterion', 'id=1.3', 'parent=1', 'title=A sub-criterion nobody was told of', 'kind=scored', 'weight=1',
              'scale=S5', 'scope=lot').refused('published')

    # packs out, packs in
    people(place)
    for offset, person in enumerate(('E1', 'E2')):
        place.run('pack', FILE, person, f'{person}.lotpack', '--as', 'LEAD', **PASS).fine()
        place.run('unpack', f'{person}.lotpack', f'{person}.lotwise', **PASS).fine()
        mark(place, f'{person}.lotwise', person, offset)
        give_back(place, f'{person}.lotwise', person)
        for value in ('120.00', '100.00', '110.00', '80.00'):
            assert value not in place.run('show', f'{person}.lotwise', 'bid').fine().out, 'a price left with the pack'
    place.run('open-prices', FILE, '--as', 'COM', '--reason', 'Too early').refused()
    merged = place.run('merge', FILE, 'E1-back.lotpack', 'E2-back.lotpack', '--json', '--as', 'LEAD', **PASS).fine().json()
    assert [pack['conflicts'] for pack in merged['packs']] == [0, 0] and merged['conflicts'] == [], merged
    place.run('merge', FILE, 'E1-back.lotpack', '--as', 'LEAD', **PASS)
    assert len(place.json('show', FILE, 'mark')['rows']) == 2 * len(cells())

    # moderate: the marks under an agreed mark are locked and stay as they were
    before = place.json('show', FILE, 'mark')['rows']
    moderate(place)
    assert place.json('show', FILE, 'mark')['rows'] == before
    place.run('mark', FILE, 'L1', 'A', '1.1', 'E1', '5', '--as', 'E1').refused()

    # open prices, on the record
    place.run('open-prices', FILE, '--as', 'COM', '--reason', 'Quality is locked').fine()
    place.run('undo', FILE).refused()

    # result: worked out here a second time
    ranking = {lot['lot']: lot['ranking'] for lot in place.json('rank', FILE)['lots']}
    agreed = {(row.get('lot', ''), row['bidder'], row['criterion']): int(row['mark']) for row in place.json('show', FILE, 'consensus')['rows']}
    prices = {(row['lot'], row['bidder']): float(row['price']) for row in place.json('show', FILE, 'bid')['rows']}
    for lot, bidders in LOTS.items():
        lowest = min(prices[lot, bidder] for bidder in bidders)
        totals = {bidder: 25 * agreed[lot, bidder, '1.1'] / 5 + 20 * agreed[lot, bidder, '1.2'] / 5 + 15 * agreed['', bidder, '2.1'] / 5
                          + 40 * lowest / prices[lot, bidder] for bidder in bidders}
        assert {row['bidder']: f'{totals[row["bidder"]]:.2f}' for row in ranking[lot]} == {row['bidder']: row['total'] for row in ranking[lot]}
        assert [row['bidder'] for row in ranking[lot]] == sorted(bidders, key=lambda bidder: -totals[bidder])
    place.run('explain', FILE, 'L1', ranking['L1'][0]['bidder']).fine()
    assert place.run('check', FILE).status == 0, place.run('check', FILE)
    place.run('safe', FILE, '--lot', 'L1').fine()

    # proof: another program agrees
    place.run('export', FILE, '--proof', 'proof').fine()
    done = subprocess.run([sys.executable, ROOT / 'data' / 'verify' / 'recompute.py', place.path('proof')], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.splitlines()[-1].startswith('agrees: 2 lots, 5 bids'), done
    assert json.loads(place.run('verify', FILE, '--json').fine().out)['ok'] is True


if __name__ == '__main__':
    sys.exit(main())
