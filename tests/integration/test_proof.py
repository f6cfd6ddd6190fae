#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_proof.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: a proof and the program in it that recomputes the result. As TAP."""
import decimal
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

from cli_place import ROOT, SAMPLE, SMALL, TIMEOUT, main, test
from random_methods import BASES, FORMULAS, TIE_RULES, Maker

RECOMPUTE = ROOT / 'data' / 'verify' / 'recompute.py'
FILES = ['MANIFEST', 'README.txt', 'competition.xml', 'recompute.py', 'record.json', 'results.json']
COMPETITIONS = 60 if 'ASAN_OPTIONS' in os.environ else 200  # sanitizers are slow; what is to be seen is seen in 60 too

# ---- proofs ----

def prove(place, file, folder='proof'):
    run = place.run('export', file, '--proof', folder).fine()
    assert sorted(path.name for path in place.path(folder).iterdir()) == FILES, run
    return place.path(folder)


def recompute(folder, program=RECOMPUTE):
    result = subprocess.run([sys.executable, '-B', program, folder], capture_output=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL,
                            env={'PATH': os.environ['PATH'], 'PYTHONUTF8': '1'})
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def agrees(folder, program=RECOMPUTE):
    """Numbers of lots, bids and numbers that agree."""
    status, out, err = recompute(folder, program)
    assert status == 0 and err == '', (status, out[-2000:], err)
    counts = re.fullmatch(r'agrees: (\d+) lots, (\d+) bids, (\d+) numbers', out.splitlines()[-1])
    assert counts, out[-500:]
    return tuple(map(int, counts.groups()))


def differs(folder, *parts):
    status, out, err = recompute(folder)
    assert status == 1 and err == '', (status, out[-2000:], err)
    lines = [line for line in out.splitlines() if line.startswith('differs: ')]
    for part in parts:
        assert any(part in line for line in lines), f'expected {part!r} among {lines[:20]}'
    assert lines[-1] == f'differs: {len(lines) - 1} in all', lines
    return lines


def unreadable(folder, *parts):
    status, _, err = recompute(folder)
    assert status == 2 and err.startswith('recompute.py: ') and err.count('\n') == 1, (status, err)
    for part in parts:
        assert part in err, f'expected {part!r} in {err!r}'


def reseal(folder):
    """Makes the manifest anew, as whoever tampers would."""
    names = [line.split('  ')[1] for line in (folder / 'MANIFEST').read_text().splitlines()]
    (folder / 'MANIFEST').write_text(''.join(
        f'{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n' for name in names))


def replace(path, old, new):
    text = path.read_text()
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1))


def small(place):
    """A proof of the small competition."""
    place.competition()
    return prove(place, 's.lotwise')


@test
def sample_agrees(place):
    place.run('import', SAMPLE, 'a.lotwise').fine()
    folder = prove(place, 'a.lotwise')
    ranking = place.json('rank', 'a.lotwise')['lots']
    bids = sum(len(lot['ranking']) for lot in ranking)
    lots, found, numbers = agrees(folder)
    assert (lots, found) == (len(ranking), bids) and numbers > 10 * bids, (lots, found, numbers)
    assert agrees(folder, folder / 'recompute.py') == (lots, found, numbers)
    _, out, _ = recompute(folder)
    assert 'Lot L12  ' in out and '[illustrative: marks, prices, criteria]' in out, out
    for lot in json.loads((folder / 'results.json').read_text())['lots']:
        book = next(one for one in ranking if one['lot'] == lot['lot'])['ranking']
        assert [(bid['bidder'], bid['rank'], bid['exact']) for bid in lot['bids']] == \
            [(bid['bidder'], bid['rank'], bid['exact']) for bid in book]


@test
def proof_stands_alone(place):
    """Without an argument recompute.py looks where it lies; the record says where the journal stood."""
    folder = small(place)
    place.path('s.lotwise').unlink()
    result = subprocess.run([sys.executable, '-I', '-B', 'recompute.py'], cwd=folder, capture_output=True, timeout=TIMEOUT)
    assert result.returncode == 0, result
    place.competition('t.lotwise')
    verified = place.json('verify', 't.lotwise')
    record = json.loads((folder / 'record.json').read_text())
    assert record['journal'] == {'entries': verified['entries'], 'head': verified['head']}, record
    assert verified['head'] in result.stdout.decode()
    assert (folder / 'recompute.py').read_bytes() == RECOMPUTE.read_bytes()
    assert (folder / 'competition.xml').read_bytes() == SMALL.read_bytes()
    for line in (folder / 'MANIFEST').read_text().splitlines():
        digest, name = line.split('  ')
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, line


@test
def same_file_same_proof(place):
    folder = small(place)
    shutil.copyfile(place.path('s.lotwise'), place.path('copy.lotwise'))
    place.path('empty').mkdir()
    run = place.run('export', 'copy.lotwise', '--proof', 'empty/', LC_ALL='de_DE.UTF-8', LANGUAGE='de', TZ='Asia/Tokyo').fine()
    for name in FILES:
        assert (folder / name).read_bytes() == (place.path('empty') / name).read_bytes(), name
    assert hashlib.sha256((folder / 'MANIFEST').read_bytes()).hexdigest() in run.out
    assert place.json('export', 's.lotwise', '--proof', 'third') == {'file': 's.lotwise', 'out': 'third'}
    place.run('set', 's.lotwise', 'lot', 'L1', 'title=Other').fine()
    again = prove(place, 's.lotwise', 'again')
    assert (again / 'record.json').read_bytes() != (folder / 'record.json').read_bytes()


@test
def random_competitions_agree(place):
    """Every formula, basis, tie rule, stage and rule of rounding, with gaps, ties, withdrawn bids, minima at every level."""
    seen, standings, ties, ends = set(), set(), set(), set()

    def one(seed):
        xml, folder = place.path(f'{seed}.xml'), place.path(f'p{seed}')
        xml.write_text(Maker(seed).competition(), encoding='utf-8')
        place.run('import', xml.name, f'{seed}.lotwise').fine()
        place.run('export', f'{seed}.lotwise', '--proof', folder.name).fine()
        status, out, err = recompute(folder)
        results = json.loads((folder / 'results.json').read_text())
        text = xml.read_text(encoding='utf-8')
        place.path(f'{seed}.lotwise').unlink()
        return seed, status, out + err, text, [bid for lot in results['lots'] for bid in lot['bids']]

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for seed, status, out, text, bids in pool.map(one, range(1, COMPETITIONS + 1)):
            assert status == 0, f'random_competition {seed}: {out[-3000:]}'
            seen |= {(name, value) for name in ('formula', 'basis', 'rounding', 'weights', 'scope', 'status', 'rule', 'lot')
                     for value in re.findall(f' {name}="([^"]*)"', text)}
            standings |= {bid['standing'] for bid in bids}
            ties |= {bid['tied'] for bid in bids}
            ends |= {bid['index'] if bid['index'] in (None, 'best', 'worst') else 'number' for bid in bids}
    wanted = {'formula': FORMULAS, 'basis': [*BASES, 'points'], 'rounding': ['never', 'criterion', 'section', 'total'],
              'rule': ['half-up', 'half-even', 'down', 'up', *TIE_RULES], 'weights': ['points', 'basis-points'],
              'scope': ['lot', 'common'], 'status': ['submitted', 'withdrawn', 'excluded'], 'lot': ['L1', 'L4']}
    missing = [(name, value) for name, values in wanted.items() for value in values if (name, value) not in seen]
    assert missing == [], missing
    assert standings == {'ranked', 'failed', 'incomplete'} and ties == {False, True}, (standings, ties)
    assert ends == {None, 'number', 'best', 'worst'}, ends


TIE = '''<?xml version="1.0" encoding="UTF-8"?>
<competition xmlns="urn:lotwise:competition:1" id="tie" title="Tie" currency="GBP">
  <lots><lot id="L1" title="One"/></lots>
  <bidders><bidder id="B1" name="One" form="single"/><bidder id="B2" name="Two" form="single"/></bidders>
  <bids><bid lot="L1" bidder="B1" price="1.00" status="submitted"/><bid lot="L1" bidder="B2" price="1.00" status="submitted"/></bids>
  <people><person id="E1" name="E"/></people>
  <evaluation>
    <method weights="points" whole="100" rounding="criterion" places="0" rule="half-up"/>
    <scales><scale id="S" title="S"><scale-mark value="0" label="0"/><scale-mark value="100" label="100"/><scale-mark value="101" label="101"/><scale-mark value="1000" label="1000"/></scale></scales>
    <criteria><criterion id="1" title="A" kind="scored" weight="50" scale="S" scope="lot"/><criterion id="2" title="B" kind="scored" weight="50" scale="S" scope="lot"/></criteria>
    <tie-rules><tie-rule position="1" rule="criterion" criterion="1"/></tie-rules>
    <marks>
      <mark lot="L1" bidder="B1" criterion="1" person="E1" mark="100"/>
      <mark lot="L1" bidder="B1" criterion="2" person="E1" mark="101"/>
      <mark lot="L1" bidder="B2" criterion="1" person="E1" mark="101"/>
      <mark lot="L1" bidder="B2" criterion="2" person="E1" mark="100"/>
    </marks>
  </evaluation>
</competition>
'''


@test
def ties_before_rounding(place):
    """A tie rule compares the points of a criterion before any rounding, that of each criterion too."""
    place.path('tie.xml').write_text(TIE)
    place.run('import', 'tie.xml', 'tie.lotwise').fine()
    ranking = place.json('rank', 'tie.lotwise')['lots'][0]['ranking']
    assert [(bid['bidder'], bid['rank'], bid['exact'], bid['tied']) for bid in ranking] == [('B2', 1, '10', False), ('B1', 2, '10', False)], ranking
    agrees(prove(place, 'tie.lotwise'))


# ---- against the book ----

def program():
    """recompute.py as a module."""
    spec = importlib.util.spec_from_file_location('recompute', RECOMPUTE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Leaf:
    def __init__(self, **terms):
        self.terms = terms

    def number(self, name):
        return Fraction(self.terms[name])


# Formula, terms, points for price, prices, and what docs/methods.md gives.
WORKED = [
    ('lowest-over-price', {}, 1, [15000, 10000, 30000], ['0.6667', '1.0000', '0.3333']),
    ('lowest-over-price', {}, 40, [100, 105, 108], ['40.0000', '38.0952', '37.0370']),
    ('mean-deviation', {}, 100, [80, 100, 120], ['70.0000', '50.0000', '30.0000']),
    ('logarithmic', {'factor': 2}, 40, [100, 120, 150, 200], ['40.0000', '29.4786', '16.6015', '0.0000']),
    ('standard-differential', {}, 40, [100, 80, 40], ['0.0000', '0.0000', '40.0000']),
    ('high-low', {}, 40, [100, 80, 40], ['0.0000', '13.3333', '40.0000']),
    ('mean-deviation', {}, 40, [100, 80, 40], ['5.4545', '16.3636', '38.1818']),
    ('fixed-range', {'optimum': 40, 'top': 120}, 40, [100, 80, 40], ['10.0000', '20.0000', '40.0000']),
]


@test
def worked_examples(place):
    """recompute.py by itself, so that it cannot be wrong in the same way as the program it checks."""
    book = program()
    assert sorted(book.FORMULAS) == sorted(FORMULAS) and sorted(book.BASES) == sorted(BASES)
    for formula, terms, weight, prices, expected in WORKED:
        market = book.Market([Fraction(price) for price in prices])
        shares = [book.FORMULAS[formula](Fraction(price), market, Leaf(**terms)) for price in prices]
        points = [book.shown(weight * min(max(share, Fraction(0)), Fraction(1)), 4, 'half-up') for share in shares]
        assert points == expected, (formula, points)
    for text, places, rule, expected in [('0.125', 2, 'half-up', '0.13'), ('0.125', 2, 'half-even', '0.12'), ('0.135', 2, 'half-even', '0.14'),
                                         ('0.129', 2, 'down', '0.12'), ('0.121', 2, 'up', '0.13'), ('2.5', 0, 'half-even', '2'),
                                         ('-0.125', 2, 'half-up', '-0.13'), ('-0.001', 2, 'half-up', '0.00'), ('-1.2', 0, 'up', '-2')]:
        assert book.shown(Fraction(text), places, rule) == expected, (text, rule)
    assert book.logarithm(Fraction(4), Fraction(2)) == 2 and book.power(Fraction(9), Fraction(1, 2)) == 3
    context = decimal.Context(prec=60)
    assert book.power(Fraction(48), Fraction(3, 2)) == Fraction(context.divide(
        context.quantize(context.multiply(context.power(48, decimal.Decimal('1.5')), 10 ** 27), 1), 10 ** 27))
    assert book.value_index(Fraction(50), Fraction(0), {}) == (-1, None)
    assert book.value_index(Fraction(0), Fraction(0), {}) == book.price_per_quality_point(Fraction(0), Fraction(5), {}) == (1, None)


@test
def whole_life_cost_and_corrections(place):
    """The example that docs/methods.md works by hand; a cost, a price or an override that is changed is found out."""
    place.competition()
    place.run('set', 's.lotwise', 'method', 'method', 'discount=0.035', 'minimum=99').fine()
    for year, amount in ((0, '1000'), (1, '100'), (2, '100'), (3, '100')):
        place.run('cost', 's.lotwise', 'L2', 'B1', 'Shelter', year, amount).fine()
    assert place.json('cost', 's.lotwise', 'L2', 'B1')['value'] == '1280.16'
    place.run('correct-price', 's.lotwise', 'L1', 'B2', '85', '--reason', 'A figure was added twice').fine()
    place.run('add', 's.lotwise', 'person', 'id=boss', 'name=Approver').fine()
    place.run('add', 's.lotwise', 'role', 'person=boss', 'role=approver').fine()
    place.run('override', 's.lotwise', 'L1', 'B2', '--as', 'boss', '--reason', 'Strong elsewhere').fine()
    folder = prove(place, 's.lotwise')
    agrees(folder)
    book = program().Competition(str(folder / 'competition.xml'))
    assert book.price_of('L2', 'B1') == Fraction('1280.16') and book.price_of('L1', 'B2') == 85
    bid = next(one for one in json.loads((folder / 'results.json').read_text())['lots'][0]['bids'] if one['bidder'] == 'B2')
    assert bid['passed'] == ['total'] and bid['standing'] == 'ranked', bid
    for number, (old, new, found) in enumerate([
            ('year="3" amount="100.00"', 'year="3" amount="90000.00"', None),
            ('price="85.00"', 'price="84.00"', 'L1/B2: what the last correction made of it'),
            ('found="', 'found="9', 'L1/B2: passed in spite of a minimum'),
            ('<overrides>', '<overrides-not>', 'L1/B2: passed in spite of a minimum')]):
        copy = place.path(f'copy-{number}')
        shutil.copytree(folder, copy)
        replace(copy / 'competition.xml', old, new)
        if 'overrides' in old:
            replace(copy / 'competition.xml', '</overrides>', '</overrides-not>')
        reseal(copy)
        if found:
            differs(copy, found)
        else:
            # one bid alone earns all the points whatever it costs: the figure itself is what differs
            assert program().Competition(str(copy / 'competition.xml')).price_of('L2', 'B1') > 80000


@test
def sealed_prices_have_no_proof(place):
    place.competition()
    place.run('set', 's.lotwise', 'method', 'method', 'prices=sealed').fine()
    place.run('add', 's.lotwise', 'role', 'person=E2', 'role=commercial').fine()
    place.run('add', 's.lotwise', 'role', 'person=E2', 'role=lead').fine()
    place.run('export', 's.lotwise', '--proof', 'proof', '--as', 'E2').refused('prices are sealed')
    assert not place.path('proof').exists()


# ---- places ----

@test
def places_refused(place):
    folder = small(place)
    before = {name: (folder / name).read_bytes() for name in FILES}
    place.run('export', 's.lotwise', '--proof', 'proof').refused('proof', 'new or empty directory', '“')
    assert {name: (folder / name).read_bytes() for name in FILES} == before
    place.path('file').write_text('mine')
    place.run('export', 's.lotwise', '--proof', 'file').refused('new or empty directory', 'found a file')
    place.run('export', 's.lotwise', '--proof', 's.lotwise').refused('found a file')
    place.run('export', 's.lotwise', '--proof', 'no/such').refused('no/such', 'to be there')
    place.run('export', 's.lotwise', '--proof=').refused('empty text')
    place.run('export', 's.lotwise', 'out.xml', '--proof', 'two').refused('--proof', '“out.xml”')
    place.run('export', 's.lotwise').refused('expected a name for the XML file')
    place.run('export', 'absent.lotwise', '--proof', 'two').refused('absent.lotwise')
    place.run('new', 'bare.lotwise', 'No method yet').fine()
    place.run('export', 'bare.lotwise', '--proof', 'two').refused('method')
    assert place.files() == ['bare.lotwise', 'file', 'proof', 's.lotwise'], place.files()
    assert place.path('file').read_text() == 'mine'


@test
def proof_of_a_tampered_file(place):
    """What verify refuses is not proved."""
    place.competition()
    place.sql('s.lotwise', "UPDATE bid SET price = price + 1 WHERE lot = 'L1'")
    place.run('export', 's.lotwise', '--proof', 'proof').refused('s.lotwise', 'cannot be proved')
    assert place.files() == ['s.lotwise'], place.files()


# ---- tampered proofs ----

@test
def tampered_mark(place):
    folder = small(place)
    mark = re.search(r'<consensus [^>]*mark="([0-9]+)"', (folder / 'competition.xml').read_text())
    other = mark[0].replace(f'mark="{mark[1]}"', 'mark="0"' if mark[1] != '0' else 'mark="1"')
    replace(folder / 'competition.xml', mark[0], other)
    differs(folder, 'competition.xml: SHA-256', 'points of ', ': total: ')
    reseal(folder)
    lines = differs(folder, 'points of ', ': total: ')
    assert not any('SHA-256' in line for line in lines), lines


@test
def tampered_price(place):
    folder = small(place)
    price = re.search(r'<bid lot="(L\d)" bidder="(\w+)" price="([0-9.]+)" status="submitted"',
                      (folder / 'competition.xml').read_text())
    replace(folder / 'competition.xml', price[0], price[0].replace(f'"{price[3]}"', '"17.00"'))
    differs(folder, 'competition.xml: SHA-256', f'{price[1]}/{price[2]}: ')
    reseal(folder)
    differs(folder, f'{price[1]}/{price[2]}: ')


@test
def tampered_total(place):
    folder = small(place)
    results = json.loads((folder / 'results.json').read_text())
    lot = results['lots'][0]
    bid = next(bid for bid in lot['bids'] if bid['exact'])
    replace(folder / 'results.json', f'"exact":"{bid["exact"]}","total"', '"exact":"99","total"')
    differs(folder, 'results.json: SHA-256', f'{lot["lot"]}/{bid["bidder"]}: total: the proof says 99, recomputed {bid["exact"]}')
    reseal(folder)
    assert len(differs(folder, f'{lot["lot"]}/{bid["bidder"]}: total: the proof says 99')) == 2


@test
def tampered_claims(place):
    """Each kind of claim, changed alone under a manifest made anew, is caught alone."""
    folder = small(place)
    good = (folder / 'results.json').read_text()
    lot, bid = next((lot, bid) for lot in json.loads(good)['lots'] for bid in lot['bids'] if bid['rank'] == 1)

    def claim(change):
        results = json.loads(good)
        change(next(one for one in next(one for one in results['lots'] if one['lot'] == lot['lot'])['bids']
                    if one['bidder'] == bid['bidder']), results)
        (folder / 'results.json').write_text(json.dumps(results))
        reseal(folder)

    where = f'{lot["lot"]}/{bid["bidder"]}: '
    for name, value in [('rank', 2), ('rank', None), ('rank', 1.0), ('rank', '1'), ('tied', not bid['tied']), ('standing', 'failed'),
                        ('total', '0.00'), ('exact', None), ('failed', ['1']), ('missing', ['1']), ('trust', 'documented'),
                        ('index', '5')]:
        claim(lambda entry, _: entry.update({name: value}))
        lines = differs(folder, where)
        assert len(lines) == 2, (name, lines)
    claim(lambda entry, _: entry['points'][0].update({'exact': '1/7'}))
    differs(folder, f'{where}points of {bid["points"][0]["criterion"]}: the proof says 1/7')
    claim(lambda entry, _: entry['points'].append({'criterion': 'none', 'exact': '1', 'points': '1'}))
    differs(folder, 'points of none')
    claim(lambda entry, _: entry['points'].pop())
    differs(folder, f'{where}points of ', 'says nothing')
    claim(lambda _, results: results['lots'].pop())
    differs(folder, 'results.json: lots')
    claim(lambda _, results: results['lots'][0]['bids'].pop())
    differs(folder, 'order of the bids')
    claim(lambda _, results: results['lots'][0]['bids'].reverse())
    differs(folder, 'order of the bids')
    claim(lambda _, results: results.update({'competition': 'other'}))
    differs(folder, 'results.json: competition')


@test
def tampered_manifest(place):
    """Any byte of it."""
    folder = small(place)
    good = (folder / 'MANIFEST').read_bytes()
    for position in [0, 63, 64, 66, len(good) // 2, len(good) - 2, len(good) - 1]:
        (folder / 'MANIFEST').write_bytes(good[:position] + bytes([good[position] ^ 1]) + good[position + 1:])
        differs(folder)
    (folder / 'MANIFEST').write_bytes(good + b'\n')
    differs(folder, 'MANIFEST: is not the list')
    (folder / 'MANIFEST').write_bytes(b'')
    differs(folder, 'the manifest says nothing')
    (folder / 'MANIFEST').write_bytes(good)
    (folder / 'README.txt').write_text('Trust me.')
    differs(folder, 'README.txt: SHA-256')


@test
def published_method(place):
    """A proof holds the published versions, their hashes are recomputed, and the method applied is the one published."""
    place.competition()
    _, out, _ = recompute(prove(place, 's.lotwise', 'draft'))
    assert 'The method is not published' in out, out
    place.run('publish', 's.lotwise').fine()
    folder = prove(place, 's.lotwise')
    agrees(folder)
    _, out, _ = recompute(folder)
    assert 'published, as version 1.\nThe result is provisional. Marks not confirmed: 6' in out, out
    replace(folder / 'results.json', '"unconfirmed":6', '"unconfirmed":5')
    reseal(folder)
    differs(folder, 'results.json: provisional, marks not confirmed: the proof says 5, recomputed 6')
    folder = prove(place, 's.lotwise', 'again')
    good = (folder / 'competition.xml').read_text()
    stated = re.search(r'<publication [^>]*sha256="([0-9a-f]{64})"', good)[1]

    def tampered(old, new, *parts):
        (folder / 'competition.xml').write_text(good)
        replace(folder / 'competition.xml', old, new)
        reseal(folder)
        return differs(folder, *parts)

    tampered(stated, '0' * 64, f'version 1 of the method: SHA-256: the proof says {"0" * 64}, recomputed {stated}')
    tampered('title="0 to 5"', 'title="0 to five"', 'version 1 of the method: scales is not what was applied')
    tampered('places="2"', 'places="3"', 'version 1 of the method: method is not what was applied')
    tampered('formula="lowest-over-price"', 'formula="high-low"', 'criteria is not what was applied', 'points of 2: ')
    tampered('&lt;method ', '&lt;methods ', 'version 1 of the method: SHA-256')


@test
def unreadable_proofs(place):
    folder = small(place)
    whole = {name: (folder / name).read_bytes() for name in FILES}
    for name in FILES:
        (folder / name).unlink()
        unreadable(folder, name)
        (folder / name).write_bytes(whole[name])
    cases = [('competition.xml', b'', ''), ('competition.xml', whole['competition.xml'][:2000], ''),
             ('competition.xml', b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'document type'),
             ('competition.xml', b'<competition/>', 'expected a competition'),
             ('competition.xml', whole['competition.xml'].replace(b'formula="lowest-over-price"', b'formula="cheapest"'), 'cheapest'),
             ('competition.xml', whole['competition.xml'].replace(b'kind="price"', b'kind="prize"'), 'prize'),
             ('results.json', whole['results.json'][:-20], 'results.json'), ('results.json', b'[]', 'lotwise-results-1'),
             ('results.json', b'{"format":"lotwise-results-2"}', 'lotwise-results-1'),
             ('results.json', b'{"format":"lotwise-results-1"}', 'breaks off'),
             ('results.json', b'\xff', 'results.json'), ('record.json', b'{"format":"lotwise-proof-1"}', 'breaks off')]
    for name, content, part in cases:
        assert content != whole[name], name
        (folder / name).write_bytes(content)
        unreadable(folder, part)
        (folder / name).write_bytes(whole[name])
    unreadable(place.path('absent'), 'README.txt')
    assert agrees(folder)
    status, _, err = recompute(folder, folder / 'recompute.py')
    assert status == 0, err
    result = subprocess.run([sys.executable, '-B', RECOMPUTE, 'a', 'b'], capture_output=True, timeout=TIMEOUT)
    assert result.returncode == 2 and b'usage' in result.stderr, result


if __name__ == '__main__':
    sys.exit(main())
