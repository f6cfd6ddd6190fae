#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_cli_files.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: the contract of the command line (docs/cli.md), as TAP.

Here whole files and how the program is called: usage, new, import, export, info, show, plugins."""
import os
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from cli_place import LOTWISE, SAMPLE, SHA256, SMALL, TIMEOUT, main, on_terminal, plain, test, verbs, width

NS = '{urn:lotwise:competition:1}'


# ---- usage ----

@test
def usage_alone(place):
    run = place.run()
    assert run.status == 2 and run.out == '' and 'Usage: lotwise' in run.err, run


@test
def usage_help(place):
    for args in (['--help'], ['-h'], ['help']):
        run = place.run(*args).fine()
        for verb in verbs(place):
            assert re.search(rf'^  {verb} ', run.out, re.M), (verb, run)
    assert place.run('--version').fine().out == place.run('-V').fine().out
    assert re.fullmatch(r'lotwise \d+\.\d+\.\d+\n', place.run('--version').out)


@test
def usage_help_of_each_verb(place):
    for verb, (usage, options) in verbs(place).items():
        run = place.run('help', verb).fine()
        assert run.out.startswith(f'Usage: lotwise {verb} {usage}'.rstrip()), run
        assert place.run(verb, '--help').fine().out == run.out
        assert place.run(verb, 'whatever', '-h').fine().out == run.out
        for option in options.split():
            assert option.rstrip('=') in run.out, (option, run)


@test
def usage_help_for_programs(place):
    listed = place.json('help')['verbs']
    assert [entry['verb'] for entry in listed] == list(verbs(place))
    assert place.json('help', 'log')['verb'] == 'log'
    assert [row['verb'] for row in place.run('help', '--csv').fine().csv()] == list(verbs(place))
    nouns = dict(line.split('\t') for line in place.run('help', '--nouns').fine().out.splitlines())
    assert 'price=' in nouns['bid'].split(), nouns


@test
def usage_has_the_verbs_of_the_contract(place):
    expected = {'new', 'import', 'export', 'info', 'check', 'rank', 'explain', 'mark', 'set', 'undo', 'redo', 'log', 'verify', 'plugins'}
    assert expected <= set(verbs(place)), verbs(place)


@test
def usage_unknown_verb(place):
    place.run('improt', 'a', 'b').refused('improt', '“import”')
    place.run('help', 'verfy').refused('“verify”')
    place.run('zzzzzzzz').refused('zzzzzzzz', 'lotwise help')
    place.run('--json').refused('--json')
    place.competition()
    place.run('s.lotwise').refused('lotwise info s.lotwise')


@test
def usage_unknown_option(place):
    place.competition()
    place.run('log', 's.lotwise', '--limt', '3').refused('--limt', '--limit')
    place.run('info', 's.lotwise', '--jsno').refused('--json')
    place.run('info', 's.lotwise', '--json', '--csv').refused()
    place.run('log', 's.lotwise', '--limit').refused('--limit')
    place.run('log', 's.lotwise', '--limit', '0').refused('--limit', '“0”')
    place.run('log', 's.lotwise', '--limit', 'all').refused('“all”')


@test
def usage_number_of_arguments(place):
    for verb, (usage, _) in verbs(place).items():
        if usage.startswith('['):
            continue
        for extra in ([], ['--json'], ['--csv']):
            place.run(verb, *extra).refused(verb)
        if '…' not in usage:
            place.run(verb, *['x'] * 12).refused(verb)


@test
def usage_a_file_that_is_no_competition(place):
    place.path('text.lotwise').write_text('not a database\n' * 100)
    place.path('empty.lotwise').write_bytes(b'')
    sqlite3.connect(place.path('other.lotwise')).execute('CREATE TABLE t (a)').connection.close()
    rest = {'export': ['out.xml'], 'add': ['lot', 'id=L9'], 'set': ['lot', 'L1', 'title=x'], 'remove': ['lot', 'L1'], 'explain': ['L1', 'B1']}
    place.tampered = True
    for verb in ('info', 'check', 'rank', 'show', 'log', 'verify', 'undo', 'redo', *rest):
        for name in ('text.lotwise', 'empty.lotwise', 'other.lotwise', 'absent.lotwise', '.'):
            place.run(verb, name, *rest.get(verb, []), '--json').refused()
    assert place.files() == ['empty.lotwise', 'other.lotwise', 'text.lotwise'], place.files()


@test
def usage_says_what_a_file_is(place):
    place.path('x.xlsx').write_bytes(b'PK\x03\x04' + bytes(100))
    place.path('x.xml').write_bytes(SMALL.read_bytes())
    place.path('folder').mkdir()
    place.run('info', 'x.xlsx').refused('x.xlsx', 'zip')
    place.run('info', 'x.xml').refused('an XML file', 'lotwise import')
    place.run('info', 'folder').refused('folder', 'a directory')
    place.run('import', 'x.xml', 'folder').refused('folder', 'a directory')
    place.run('import', 'folder', 'n.lotwise').refused('folder', 'a directory')
    for args in (['new', 'no/n.lotwise', 'T'], ['import', 'x.xml', 'no/n.lotwise']):
        run = place.run(*args).refused('no/n.lotwise', 'directory')
        assert 'part' not in run.err, run
    assert place.files() == ['folder', 'x.xlsx', 'x.xml'], place.files()


@test
def usage_help_of_a_noun(place):
    text = place.run('help', 'member').fine().out
    assert 'basis points' in text and 'lead, member, partner' in text and 'required' in text, text
    assert place.run('help', 'add', 'member').fine().out == text
    assert 'rationale' in place.run('help', 'add', 'mark').fine().out
    fields = {field['name']: field for field in place.json('help', 'bid')['fields']}
    assert fields['price']['type'] == 'money' and fields['status']['choices'] == ['submitted', 'withdrawn', 'excluded'] and fields['lot']['required']
    place.run('help', 'add', 'lott').refused('“lot”')
    place.run('help', 'lott').refused('lott')
    for verb in ('show', 'rank', 'log'):
        assert '--reason' not in place.run('help', verb).fine().out
    assert '--currency' in place.run('help', 'new').fine().out.splitlines()[0]
    assert '--reason' in place.run('help', 'set').fine().out and 'criterion' in place.run('help', 'set').fine().out


@test
def usage_help_on_a_terminal(place):
    for args in (['help'], ['help', 'set'], ['help', 'mark'], ['help', 'organisation'], ['mark', '--help']):
        for line in plain(on_terminal(place, args, 60)[1]).splitlines():
            assert width(line) <= 60, (args, line)


@test
def usage_output_that_cannot_be_written(place):
    place.competition()
    with open('/dev/full', 'wb') as full:
        result = subprocess.run([LOTWISE, 'info', 's.lotwise'], cwd=place.folder, env=place.env, stdout=full, stderr=subprocess.PIPE,
                                timeout=TIMEOUT)
    assert result.returncode == 2 and result.stderr.startswith(b'lotwise: '), result


# ---- new ----

@test
def new(place):
    run = place.run('new', 'n.lotwise', 'Night shelters: two boroughs').fine()
    assert 'Night shelters: two boroughs' in run.out
    info = place.json('info', 'n.lotwise')
    assert info['competition'] == {'id': 'night-shelters-two-boroughs', 'title': 'Night shelters: two boroughs', 'currency': 'GBP', 'trust': None}
    made = place.json('new', 'j.lotwise', 'Yen', '--currency', 'JPY', '--id', 'yen.1', '--as', 'Ada', '--reason', 'A trial')
    assert made == {'file': 'j.lotwise', 'competition': 'yen.1', 'title': 'Yen', 'currency': 'JPY'}, made
    last = place.json('info', 'j.lotwise')['last']
    assert (last['person'], last['reason']) == ('Ada', 'A trial'), last
    assert place.run('new', 'c.lotwise', 'C', '--csv').fine().csv() == [{'file': 'c.lotwise', 'competition': 'c', 'title': 'C', 'currency': 'GBP'}]


@test
def template(place):
    """A method is kept as a template, and another competition begins with it: without bids, people or marks."""
    place.competition()
    assert [found['name'] for found in place.json('template', 'list')] == ['quality-and-price', 'several-lots']
    assert place.json('template', 'save', 's.lotwise', 'Our method') == {'name': 'our-method', 'title': 'Our method'}
    place.run('template', 'save', 's.lotwise', 'our method').refused('our-method already')
    place.run('template', 'save', 's.lotwise', 'our method', '--replace').fine()
    place.run('template', 'save', 's.lotwise', ' ').refused('name of the template')
    assert [found['title'] for found in place.json('template', 'list') if found['own']] == ['our method']
    made = place.json('new', 'n.lotwise', 'The next one', '--template', 'our-method')
    assert made == {'file': 'n.lotwise', 'competition': 'the-next-one', 'title': 'The next one', 'currency': 'GBP'}, made
    for noun in ('method', 'criterion', 'scale', 'scale-mark', 'tie-rule'):
        rows = [place.json('show', file, noun)['rows'] for file in ('s.lotwise', 'n.lotwise')]
        assert rows[0] == rows[1], noun
    for noun in ('lot', 'bidder', 'person', 'mark', 'publication'):
        assert place.json('show', 'n.lotwise', noun)['rows'] == [], noun
    place.run('new', 'm.lotwise', 'X', '--template', 'nothing').refused('quality-and-price', 'nothing')
    place.run('new', 'm.lotwise', 'X', '--template', 'our-method', '--reason', 'Y').refused('--reason')
    place.run('template', 'remove', 'quality-and-price').refused('came with the program')
    place.run('template', 'remove', 'our-method').fine()
    assert not any(found['own'] for found in place.json('template', 'list'))
    place.run('template', 'frob').refused('frob')
    place.run('new', 'e.lotwise', 'Empty').fine()
    place.run('template', 'save', 'e.lotwise', 'Nothing').refused('no method yet')


@test
def new_is_importable(place):
    place.run('new', 'n.lotwise', 'A & <B> "C"').fine()
    first = place.export('n.lotwise')
    place.run('import', 'export.xml', 'm.lotwise').fine()
    assert place.export('m.lotwise') == first


@test
def new_refused(place):
    place.run('new', 'n.lotwise', '').refused('title')
    place.run('new', 'n.lotwise', 'two\nlines').refused('title')
    place.run('new', 'n.lotwise', 'x' * 5000).refused('title')
    place.run('new', 'n.lotwise', 'T', '--currency', 'pounds').refused('--currency', 'pounds')
    place.run('new', 'n.lotwise', 'T', '--id', 'not an id').refused('--id')
    place.run('new', 'no/such/folder/n.lotwise', 'T').refused()
    assert place.files() == []
    place.competition()
    before = place.path('s.lotwise').read_bytes()
    place.run('new', 's.lotwise', 'T').refused('s.lotwise')
    assert place.path('s.lotwise').read_bytes() == before


# ---- import, export ----

@test
def import_export_round_trip(place):
    made = place.json('import', SMALL, 'a.lotwise', '--as', 'Ada')
    assert made['competition'] == 'night-shelters' and made['entries'] > 30 and SHA256.fullmatch(made['head']), made
    assert place.export('a.lotwise') == SMALL.read_bytes()
    assert place.export('a.lotwise') == SMALL.read_bytes()
    assert place.json('info', 'a.lotwise')['last']['person'] == 'Ada'
    assert place.json('verify', 'a.lotwise')['head'] == made['head']
    run = place.run('import', SMALL, 'b.lotwise').fine()
    assert 'Night shelters' in run.out
    assert place.run('import', SMALL, 'c.lotwise', '--csv').fine().csv()[0]['competition'] == 'night-shelters'


@test
def import_export_the_sample(place):
    place.run('import', SAMPLE, 'a.lotwise').fine()
    first = place.export('a.lotwise')
    place.path('first.xml').write_bytes(first)
    place.run('import', 'first.xml', 'b.lotwise').fine()
    assert place.export('b.lotwise') == first
    counts = place.json('info', 'a.lotwise')['counts']
    tree = ElementTree.parse(SAMPLE)
    for noun in ('lot', 'bidder', 'bid', 'mark', 'criterion'):
        assert counts[noun] == len(list(tree.iter(NS + noun))), (noun, counts)


@test
def import_refused(place):
    place.competition()
    before = place.path('s.lotwise').read_bytes()
    place.run('import', SMALL, 's.lotwise').refused('s.lotwise')
    assert place.path('s.lotwise').read_bytes() == before
    place.run('import', 'absent.xml', 'n.lotwise').refused('absent.xml')
    place.run('import', SMALL, 'no/such/folder/n.lotwise').refused()
    place.run('import', '.', 'n.lotwise').refused()
    place.run('import', 's.lotwise', 'n.lotwise').refused()
    place.run('import', SMALL, 'n.lotwise', '--reason', 'none of its own').refused('--reason')
    assert place.files() == ['s.lotwise'], place.files()


@test
def import_hostile(place):
    place.run('import', SMALL, 'good.lotwise').fine()
    small = SMALL.read_text(encoding='utf-8')
    head, body = small.split('<competition', 1)
    bomb = ''.join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    hostile = {
        'bomb': f'{head}<!DOCTYPE competition [<!ENTITY e0 "ha">{bomb}]><competition{body.replace("Fair.", "&e9;")}',
        'external entity': f'{head}<!DOCTYPE competition [<!ENTITY x SYSTEM "file:///etc/passwd">]><competition{body.replace("Fair.", "&x;")}',
        'external subset': f'{head}<!DOCTYPE competition SYSTEM "http://127.0.0.1:9/x.dtd"><competition{body}',
        'deep': head + '<competition xmlns="urn:lotwise:competition:1">' + '<a>' * 100000,
        'truncated': small[:len(small) // 2],
        'huge attribute': small.replace('Every mark is invented.', 'x').replace('name="West"', f'name="{"x" * 5000000}"'),
        'wrong encoding': small.encode('utf-8').replace('Łódź'.encode(), b'L\xf3d\x9f'),
        'wrong element': small.replace('<lots>', '<lotz>').replace('</lots>', '</lotz>'),
        'no such bidder': small.replace('<bid lot="L2" bidder="B1"', '<bid lot="L2" bidder="B9"'),
        'twice the same id': small.replace('<lot id="L2"', '<lot id="L1"'),
        'a price below nothing': small.replace('price="90.50"', 'price="-90.50"'),
        'a price beyond the pence': small.replace('price="90.50"', 'price="90.505"'),
        'a mark off the scale': small.replace('person="E2" mark="5"', 'person="E2" mark="6"'),
        'not XML': 'Lots, bidders and bids.\n',
        'nothing': '',
    }
    for name, text in hostile.items():
        data = text if isinstance(text, bytes) else text.encode('utf-8')
        assert data != SMALL.read_bytes(), name
        place.path('hostile.xml').write_bytes(data)
        run = place.run('import', 'hostile.xml', 'n.lotwise', '--json').refused()
        assert re.search(r'line \d+, column \d+', run.err), f'{name}: {run}'
        assert 'root:' not in run.err, run
        assert place.files() == ['good.lotwise', 'hostile.xml'], (name, place.files())


@test
def import_says_where(place):
    lines = SMALL.read_text(encoding='utf-8').splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if 'price="80.00"' in line)
    lines[at] = lines[at].replace('80.00', 'eighty')
    place.path('bad.xml').write_text(''.join(lines), encoding='utf-8')
    place.run('import', 'bad.xml', 'n.lotwise').refused(f'line {at + 1}, column', 'eighty')


@test
def import_interrupted(place):
    """Ctrl+C during a long import: status 2, a word about it, and no file."""
    rows = ''.join(f'<area id="a{n}" name="Area {n}"/>\n' for n in range(400000))
    place.path('long.xml').write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<competition xmlns="urn:lotwise:competition:1" id="long" title="Long" currency="GBP">\n'
        f'<areas>\n{rows}</areas>\n</competition>\n', encoding='utf-8')
    status, output = on_terminal(place, ['import', 'long.xml', 'long.lotwise'], interrupt_at=b'Importing long.xml')
    assert status == 2, (status, output)
    assert 'cancelled' in plain(output), output
    assert place.files() == ['long.xml'], place.files()


@test
def export_refused(place):
    place.competition()
    place.competition('t.lotwise')
    before = place.path('t.lotwise').read_bytes()
    place.run('export', 's.lotwise', 't.lotwise').refused('t.lotwise')
    place.run('export', 's.lotwise', 's.lotwise').refused('s.lotwise')
    assert place.path('t.lotwise').read_bytes() == before
    place.run('export', 's.lotwise', 'no/such/folder/out.xml').refused('no/such/folder')
    os.mkfifo(place.path('pipe'))
    place.path('folder').mkdir()
    place.run('export', 's.lotwise', 'pipe').refused('pipe')
    place.run('export', 's.lotwise', 'folder').refused('a directory')
    place.run('export', 's.lotwise', '/dev/stdout').refused('/dev/stdout')
    place.run('export', 's.lotwise', '-').refused('standard output')
    for ending in ('-wal', '-shm', '-journal'):
        place.run('export', 's.lotwise', f's.lotwise{ending}').refused(f's.lotwise{ending}')
        place.run('export', 's.lotwise', f'./folder/../s.lotwise{ending}').refused('database')
    place.path('pipe').unlink()
    place.path('folder').rmdir()
    place.path('out.xml').write_text('what was there')
    assert place.json('export', 's.lotwise', 'out.xml') == {'file': 's.lotwise', 'out': 'out.xml'}
    assert place.path('out.xml').read_bytes() == SMALL.read_bytes()
    assert place.files() == ['out.xml', 's.lotwise', 't.lotwise'], place.files()


# ---- info, show ----

@test
def info(place):
    place.competition()
    data = place.json('info', 's.lotwise')
    assert set(data) >= {'file', 'competition', 'provenance', 'counts', 'schema', 'journal', 'last', 'undo', 'redo', 'read-only'}, data
    assert data['competition'] == {'id': 'night-shelters', 'title': 'Night shelters in two boroughs', 'currency': 'GBP', 'trust': 'illustrative'}
    assert data['provenance'] == [{'subject': 'marks', 'trust': 'illustrative', 'note': 'Every mark is invented.'},
                                  {'subject': 'prices', 'trust': 'illustrative', 'note': None}]
    counts = data['counts']
    assert (counts['lot'], counts['bidder'], counts['bid'], counts['organisation'], counts['person'], counts['mark']) == (2, 2, 3, 2, 2, 6)
    assert {'plugin': 'evaluation', 'version': 7, 'active': True} in data['schema'], data['schema']
    verified = place.json('verify', 's.lotwise')
    assert data['journal'] == {'entries': verified['entries'], 'head': verified['head']}
    assert data['read-only'] is None and data['undo'] is None and data['redo'] is None
    text = place.run('info', 's.lotwise').fine().out
    for part in ('Night shelters in two boroughs', 'illustrative: Every mark is invented.', verified['head'], 'GBP'):
        assert part in text, (part, text)
    rows = {row['field']: row['value'] for row in place.run('info', 's.lotwise', '--csv').fine().csv()}
    assert rows['competition'] == 'night-shelters' and rows['head'] == verified['head'], rows


@test
def info_undo_and_redo(place):
    place.competition()
    place.run('set', 's.lotwise', 'lot', 'L2', 'title=West End').fine()
    undo = place.json('info', 's.lotwise')['undo']
    assert 'L2' in undo
    place.run('undo', 's.lotwise').fine()
    assert place.json('info', 's.lotwise')['redo'] == undo


@test
def show_rows(place):
    place.competition()
    data = place.json('show', 's.lotwise', 'bid')
    assert data['noun'] == 'bid' and data['trust'] == 'illustrative', data
    assert [row['key'] for row in data['rows']] == ['L1/B1', 'L1/B2', 'L2/B1']
    assert data['rows'][0] == {'key': 'L1/B1', 'lot': 'L1', 'bidder': 'B1', 'price': '120.00', 'status': 'submitted',
                               'note': 'A first line.\nA second line.'}
    rows = place.run('show', 's.lotwise', 'bid', '--csv').fine().csv()
    assert [row['price'] for row in rows] == ['120.00', '80.00', '90.50']
    assert rows[0]['note'] == 'A first line.\nA second line.' and set(rows[0]) == {'lot', 'bidder', 'price', 'status', 'trust', 'note', 'statements'}
    text = place.run('show', 's.lotwise', 'bid').fine().out
    assert 'illustrative' in text and 'A first line. A second line.' in text, text
    areas = place.json('show', 's.lotwise', 'area')['rows']
    assert areas == [{'key': 'east', 'id': 'east', 'name': 'East', 'population': 120000}, {'key': 'west', 'id': 'west', 'name': 'West'}]


@test
def show_says_what_may_be_trusted(place):
    """Every noun whose figures the competition states anything of says so, in every output."""
    place.run('import', SAMPLE, 'a.lotwise').fine()
    expected = {
        'area': {'areas': 'documented'}, 'lot': {'values': 'illustrative', 'lots': 'reconstructed'}, 'lot-area': {'lots': 'reconstructed'},
        'organisation': {'bidders': 'documented'}, 'bidder': {'bidders': 'documented'},
        'member': {'shares': 'illustrative', 'bidders': 'documented'}, 'bid': {'prices': 'illustrative', 'bids': 'inferred'},
        'person': {'people': 'illustrative'}, 'role': {'people': 'illustrative'}, 'method': {'criteria': 'illustrative'},
        'scale': {'criteria': 'illustrative'}, 'scale-mark': {'criteria': 'illustrative'}, 'criterion': {'criteria': 'illustrative'},
        'mark': {'marks': 'illustrative'}, 'consensus': {'marks': 'illustrative'},
    }
    for noun, statements in expected.items():
        data = place.json('show', 'a.lotwise', noun)
        assert data['statements'] == statements and data['trust'] == next(iter(statements.values())), (noun, data['statements'])
        text = place.run('show', 'a.lotwise', noun).fine().out
        for subject, trust in statements.items():
            assert re.search(rf'^Trust of {subject} \(.+\): {trust}$', text, re.M), (noun, text[:300])
        rows = place.run('show', 'a.lotwise', noun, '--csv').fine().csv()
        joined = '; '.join(f'{subject}: {trust}' for subject, trust in statements.items())
        assert rows and all(row['statements'] == joined and row['trust'] for row in rows), (noun, rows[0])
    place.run('new', 'n.lotwise', 'T').fine()
    data = place.json('show', 'n.lotwise', 'lot')
    assert data == {'noun': 'lot', 'statements': {}, 'trust': None, 'rows': []}, data


@test
def show_one_row(place):
    place.competition()
    assert [row['key'] for row in place.json('show', 's.lotwise', 'bid', 'L1/B2')['rows']] == ['L1/B2']
    assert [row['key'] for row in place.json('show', 's.lotwise', 'bid', 'L1')['rows']] == ['L1/B1', 'L1/B2']
    assert [row['key'] for row in place.json('show', 's.lotwise', 'mark', 'L1/B1/1.1')['rows']] == ['L1/B1/1.1/E1', 'L1/B1/1.1/E2']
    assert [row['mark'] for row in place.json('show', 's.lotwise', 'mark', '/B1/1.2/E1')['rows']] == ['5']
    assert place.json('show', 's.lotwise', 'method')['rows'][0]['whole'] == '100'
    assert place.json('show', 's.lotwise', 'lot', 'L2')['rows'][0]['note'] == 'Opens in <winter> & closes in spring'
    assert 'Opens in <winter>' in place.run('show', 's.lotwise', 'lot', 'L2').fine().out


@test
def show_every_noun(place):
    place.competition()
    listed = place.json('show', 's.lotwise')['nouns']
    assert {'lot', 'bid', 'mark', 'criterion', 'consensus'} <= {entry['noun'] for entry in listed}, listed
    for entry in listed:
        assert len(place.json('show', 's.lotwise', entry['noun'])['rows']) == entry['rows'], entry
        place.run('show', 's.lotwise', entry['noun']).fine()
        assert len(place.run('show', 's.lotwise', entry['noun'], '--csv').fine().csv()) == entry['rows']


@test
def show_refused(place):
    place.competition()
    place.run('show', 's.lotwise', 'lots').refused('“lot”')
    place.run('show', 's.lotwise', 'lot', 'L3').refused('L3', 'did you mean')
    place.run('show', 's.lotwise', 'bid', 'L1/B9').refused('L1/B9')
    place.run('show', 's.lotwise', 'bid', 'L1/B1/x').refused('lot/bidder')
    place.run('show', 's.lotwise', 'lot', "L1' OR '1'='1").refused()


# ---- plugins ----

@test
def plugins(place):
    listed = place.json('plugins')['plugins']
    entry = next(plugin for plugin in listed if plugin['id'] == 'evaluation')
    assert set(entry) == {'id', 'name', 'state', 'reason', 'requires', 'wants', 'manifest', 'engine'} and entry['state'] == 'active', entry
    assert 'evaluation' in place.run('plugins').fine().out
    assert [row['state'] for row in place.run('plugins', '--csv').fine().csv() if row['id'] == 'evaluation'] == ['active']
    place.run('plugins', 'enable', 'evalution').refused('“evaluation”')
    place.run('plugins', 'enable').refused('enable')
    place.run('plugins', 'remove', 'evaluation').refused('remove')


@test
def plugins_disabled(place):
    place.competition()
    assert place.json('plugins', 'disable', 'evaluation') == {'id': 'evaluation', 'enabled': False}
    assert [plugin['state'] for plugin in place.json('plugins')['plugins'] if plugin['id'] == 'evaluation'] == ['disabled']
    place.run('rank', 's.lotwise').refused('rank', 'evaluation (disabled)')
    place.run('import', SMALL, 'n.lotwise').refused('<evaluation>', 'evaluation (disabled)')
    info = place.json('info', 's.lotwise')
    assert {'plugin': 'evaluation', 'version': 7, 'active': False} in info['schema'], info
    assert 'mark' not in info['counts'] and 'evaluation' in info['read-only']
    place.run('set', 's.lotwise', 'lot', 'L2', 'title=West End').refused('evaluation')
    assert place.json('verify', 's.lotwise')['ok']
    place.run('plugins', 'enable', 'evaluation').fine()
    assert place.json('rank', 's.lotwise')['lots'][0]['ranking'][0]['bidder'] == 'B2'


@test
def plugins_none(place):
    place.env['LOTWISE_PLUGIN_PATH'] = str(place.folder / 'nowhere')
    assert place.json('plugins') == {'plugins': []}
    place.run('new', 'n.lotwise', 'T').fine()
    run = place.run('check', 'n.lotwise').fine()
    assert 'nothing was checked' in run.out, run


sys.exit(main())
