#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_cli_record.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: the contract of the command line (docs/cli.md), as TAP.

Here changes and their record: add, set, remove, undo, redo, log, verify."""
import json
import re
import sqlite3
import sys

from cli_place import SHA256, SMALL, main, test


# ---- changes ----

@test
def add_set_remove(place):
    place.competition()
    assert 'L3' in place.run('add', 's.lotwise', 'lot', 'id=L3', 'title=North', 'value=1000.5').fine().out
    assert place.json('show', 's.lotwise', 'lot', 'L3')['rows'] == [{'key': 'L3', 'id': 'L3', 'title': 'North', 'value': '1000.50', 'position': 3}]
    done = place.json('set', 's.lotwise', 'lot', 'L3', 'title=Far = north', 'value=', '--as', 'Ada', '--reason', 'A “slip”, mended')
    assert done['file'] == 's.lotwise' and done['person'] == 'Ada' and done['reason'] == 'A “slip”, mended' and done['seq'] > 0, done
    assert place.json('show', 's.lotwise', 'lot', 'L3')['rows'] == [{'key': 'L3', 'id': 'L3', 'title': 'Far = north', 'position': 3}]
    place.run('add', 's.lotwise', 'bid', 'lot=L3', 'bidder=B2', 'price=7.00', 'status=submitted').fine()
    place.run('remove', 's.lotwise', 'bid', 'L3/B2').fine()
    row = place.run('remove', 's.lotwise', 'lot', 'L3', '--csv').fine().csv()[0]
    assert row['file'] == 's.lotwise' and 'L3' in row['command'], row
    assert place.export() == SMALL.read_bytes()


@test
def add_set_remove_refused(place):
    place.competition()
    head = place.json('verify', 's.lotwise')['head']
    cases = [
        (['add', 'lott', 'id=L3'], '“lot”'),
        (['add', 'lot', 'id=L3', 'titel=North'], 'titel'),
        (['add', 'lot', 'id=L3'], 'title'),
        (['add', 'lot', 'id=L 3', 'title=North'], 'L 3'),
        (['add', 'lot', 'id=L1', 'title=North'], 'L1'),
        (['add', 'lot', 'North'], 'FIELD=VALUE'),
        (['add', 'lot', 'id=L3', 'title=North', 'value=1.005'], '1.005'),
        (['add', 'lot', 'id=L3', 'title=two\nlines'], 'title'),
        (['add', 'bid', 'lot=L9', 'bidder=B1', 'status=submitted'], 'L9'),
        (['add', 'bid', 'lot=L2', 'bidder=B2', 'status=sent'], 'sent'),
        (['set', 'lot', 'L9', 'title=North'], 'L9'),
        (['set', 'lot', 'L1', 'id=L9'], 'id'),
        (['set', 'lot', 'L1', 'title='], 'title'),
        (['set', 'area', 'east', 'population=many'], 'many'),
        (['set', 'bid', 'L1/B1', 'price=-1'], '-1'),
        (['remove', 'lot', 'L9'], 'L9'),
        (['remove', 'organisation', 'alpha'], 'alpha'),
    ]
    for (verb, *rest), part in cases:
        place.run(verb, 's.lotwise', *rest, '--json').refused(part)
    assert place.json('verify', 's.lotwise')['head'] == head
    assert place.export() == SMALL.read_bytes()


@test
def nothing_to_change(place):
    place.competition()
    head = place.json('verify', 's.lotwise')['head']
    text = place.run('set', 's.lotwise', 'bid', 'L1/B1', 'price=120.00').fine().out
    assert text == 'Nothing to change: bid L1/B1 is like that already\n', text
    data = place.json('set', 's.lotwise', 'bid', 'L1/B1', 'price=120.0')
    assert data == {'file': 's.lotwise', 'command': None, 'seq': None, 'person': None, 'time': None, 'reason': None}, data
    row, = place.run('set', 's.lotwise', 'bid', 'L1/B1', 'price=120.00', '--csv').fine().csv()
    assert row['seq'] == row['command'] == '', row
    assert place.json('verify', 's.lotwise')['head'] == head


@test
def changes_in_words(place):
    place.competition()
    assert place.run('add', 's.lotwise', 'lot', 'title=North', 'id=L3').fine().out == 'Added lot L3\n'
    assert place.run('set', 's.lotwise', 'lot', 'L3', 'title=N').fine().out == 'Changed lot L3: title=N\n'
    assert place.run('remove', 's.lotwise', 'lot', 'L3').fine().out == 'Removed lot L3\n'


@test
def add_says_all_that_is_missing(place):
    place.competition()
    place.run('add', 's.lotwise', 'organisation', 'id=x').refused('name', 'kind (one of private, voluntary')
    place.run('add', 's.lotwise', 'bid').refused()
    place.run('add', 's.lotwise', 'bid', 'price=1.00').refused('lot', 'bidder', 'status (one of submitted')
    place.run('add', 's.lotwise', 'lot', 'id=L3', 'title=a', 'title=b').refused('title', 'found two')
    place.run('set', 's.lotwise', 'lot', 'L1', 'title=a', 'title=b').refused('title', 'found two')
    place.run('set', 's.lotwise', 'lot', 'L1', 'titel=a').refused('did you mean “title”')
    place.run('undo', 's.lotwise').refused('lotwise: there is nothing to undo')


@test
def undo_redo_round_trip(place):
    place.competition()
    states = [place.export()]
    for change in (['set', 's.lotwise', 'bid', 'L1/B1', 'price=60.00'], ['add', 's.lotwise', 'area', 'id=mid', 'name=Middle'],
                   ['remove', 's.lotwise', 'mark', 'L2/B1/1.1/E1'], ['set', 's.lotwise', 'method', 'method', 'places=3']):
        place.run(*change).fine()
        states.append(place.export())
    assert len(set(states)) == 5
    for state in reversed(states[:-1]):
        assert place.json('undo', 's.lotwise')['undone']
        assert place.export() == state
    place.run('undo', 's.lotwise').refused()
    for state in states[1:]:
        assert place.json('redo', 's.lotwise')['redone']
        assert place.export() == state
    place.run('redo', 's.lotwise', '--json').refused()
    assert 'Undone' in place.run('undo', 's.lotwise', '--as', 'Ada').fine().out
    assert place.export() == states[3]
    assert place.run('redo', 's.lotwise', '--csv').fine().csv()[0]['redo'] == ''
    place.run('undo', 's.lotwise', '--reason', 'x').refused('--reason')
    assert len(place.json('log', 's.lotwise')['entries']) > 40


@test
def undo_stops_redo_after_a_change(place):
    place.competition()
    place.run('set', 's.lotwise', 'lot', 'L1', 'title=One').fine()
    place.run('undo', 's.lotwise').fine()
    place.run('set', 's.lotwise', 'lot', 'L1', 'title=Other').fine()
    place.run('redo', 's.lotwise').refused()


# ---- log ----

@test
def log_json(place):
    place.competition()
    place.run('set', 's.lotwise', 'bid', 'L1/B1', 'price=60.00', '--as', 'Ada', '--reason', 'Clarification 14').fine()
    place.run('undo', 's.lotwise', '--as', 'Ben').fine()
    entries = place.json('log', 's.lotwise')['entries']
    verified = place.json('verify', 's.lotwise')
    assert len(entries) == verified['entries'] and entries[-1]['hash'] == verified['head']
    assert [entry['seq'] for entry in entries] == sorted(entry['seq'] for entry in entries)
    for entry in entries:
        assert set(entry) == {'seq', 'time', 'person', 'command', 'reason', 'kind', 'op', 'table', 'key', 'before', 'after', 'hash'}, entry
        assert SHA256.fullmatch(entry['hash']) and re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z', entry['time']), entry
        assert entry['op'] in ('command', 'insert', 'update', 'delete')
    change, back = [entry for entry in entries if entry['op'] == 'update']
    assert (change['person'], change['reason'], change['kind'], change['table'], change['key']) == ('Ada', 'Clarification 14', 'do', 'bid', 'L1/B1')
    assert change['before']['price'] == 12000 and change['after']['price'] == 6000, change
    assert change['before']['note'] == 'A first line.\nA second line.'
    assert (back['person'], back['kind'], back['after']) == ('Ben', 'undo', change['before'])


@test
def log_limit_and_key(place):
    place.competition()
    for n in range(3):
        place.run('set', 's.lotwise', 'bid', 'L1/B1', f'price={n}.00').fine()
    entries = place.json('log', 's.lotwise')['entries']
    assert place.json('log', 's.lotwise', '--limit', '2')['entries'] == entries[-2:]
    assert place.json('log', 's.lotwise', '--limit', '100000')['entries'] == entries
    for key in ('L1/B1', 'B1', 'L1'):
        found = place.json('log', 's.lotwise', '--key', key)['entries']
        parts = [entry['key'].split('/') for entry in found]
        assert found and all('/'.join(p).find(key) >= 0 for p in parts) and [e for e in found if e['op'] == 'update'] == entries[-5::2], (key, found)
    assert place.json('log', 's.lotwise', '--key', 'nothing')['entries'] == []
    rows = place.run('log', 's.lotwise', '--csv').fine().csv()
    assert len(rows) == 4 and rows[0]['changes'] == '1' and int(rows[-1]['changes']) == len(entries) - 4 - 3, rows
    assert len(place.run('log', 's.lotwise', '--csv', '--limit', '2').fine().csv()) == 2
    assert [row['changes'] for row in place.run('log', 's.lotwise', '--csv', '--key', 'L1/B1').fine().csv()][:3] == ['1', '1', '1']


@test
def log_for_people(place):
    place.competition()
    place.run('set', 's.lotwise', 'mark', 'L1/B1/1.1/E2', 'mark=3', '--as', 'Ada', '--reason', 'Second thoughts').fine()
    text = place.run('log', 's.lotwise').fine().out
    lines = text.splitlines()
    assert 'Ada' in lines[2] and 'Second thoughts' in lines[2], text
    text = place.run('log', 's.lotwise', '--entries', '--limit', '1').fine().out
    assert 'mark: 5 → 3' in text and 'L1/B1/1.1/E2' in text, text
    place.run('set', 's.lotwise', 'bid', 'L1/B1', 'price=60.00', 'note=').fine()
    place.run('undo', 's.lotwise').fine()
    text = place.run('log', 's.lotwise', '--entries', '--limit', '3').fine().out
    assert 'price: 120.00 → 60.00' in text and '→ (none)' in text and 'changed  bid L1/B1' in text, text
    text = place.run('log', 's.lotwise', '--entries', '--key', 'E2').fine().out
    assert 'added    mark L1/B1/1.1/E2' in text and 'evaluation_mark' not in text, text
    text = place.run('log', 's.lotwise').fine().out
    assert 'undone' in text and 'cannot be undone' in text, text
    assert 'touched' in place.run('log', 's.lotwise', '--key', 'nothing').fine().out
    assert place.run('log', 's.lotwise', '--key', 'nothing', '--csv').fine().csv() == []
    assert {row['kind'] for row in place.run('log', 's.lotwise', '--csv').fine().csv()} == {'do', 'undo', 'final'}
    rows = place.run('log', 's.lotwise', '--entries', '--csv').fine().csv()
    assert len(rows) == place.json('verify', 's.lotwise')['entries'] and json.loads(rows[-5]['after'])['mark'] == '3'


# ---- verify ----

@test
def verify(place):
    place.competition()
    data = place.json('verify', 's.lotwise')
    assert set(data) == {'ok', 'entries', 'head', 'problems'} and data['ok'] is True and data['problems'] == [], data
    assert SHA256.fullmatch(data['head']) and data['head'] in place.run('verify', 's.lotwise').fine().out
    row = place.run('verify', 's.lotwise', '--csv').fine().csv()[0]
    assert row['ok'] == 'true' and row['head'] == data['head']


@test
def verify_finds_what_was_tampered_with(place):
    no_guard = ['DROP TRIGGER journal_no_update', 'DROP TRIGGER journal_no_delete', 'DROP TRIGGER command_no_update', 'DROP TRIGGER command_no_delete']
    connection = sqlite3.connect(place.path(place.competition()))
    guards = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('journal', 'command')")]
    connection.close()
    assert len(guards) == 4, guards

    def unseen(*statements):
        """As a careful person would: the triggers are put back."""
        return [*no_guard, *statements, *guards]

    cases = {
        'an edited row': ["UPDATE bid SET price = 1 WHERE lot = 'L1' AND bidder = 'B1'"],
        'an edited mark': ["UPDATE evaluation_mark SET mark = '5' WHERE lot = 'L1' AND bidder = 'B2'"],
        'an added row': ["INSERT INTO area (id, name) VALUES ('mid', 'Middle')"],
        'a row that was taken out': ["DELETE FROM evaluation_mark WHERE lot = 'L2'"],
        'an edited entry': unseen("UPDATE journal SET after = replace (after, '12000', '11000') WHERE key = 'L1/B1'"),
        'an edited entry and its row': unseen("UPDATE journal SET after = replace (after, '12000', '11000') WHERE key = 'L1/B1' AND tbl = 'bid'",
                                              "UPDATE bid SET price = 11000 WHERE lot = 'L1' AND bidder = 'B1'"),
        'a deleted entry': unseen("DELETE FROM journal WHERE key = 'L1/B1' AND tbl = 'bid'"),
        'a deleted last entry': unseen('DELETE FROM journal WHERE seq = (SELECT max (seq) FROM journal)'),
        'another person': unseen("UPDATE command SET person = 'somebody else'"),
        'another reason': unseen("UPDATE command SET reason = 'because'"),
        'a dropped trigger': ['DROP TRIGGER journal_no_update'],
        'a trigger that does nothing': ['DROP TRIGGER journal_no_delete', 'CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT 1; END'],
        'a broken reference': ["UPDATE bid SET bidder = 'B9' WHERE lot = 'L2'"],
    }
    heads = place.json('verify', 's.lotwise')['head']
    for name, statements in cases.items():
        place.competition()
        place.sql('s.lotwise', *statements)
        data = place.run('verify', 's.lotwise', '--json').failed_check().json()
        assert data['ok'] is False and data['problems'] and all(isinstance(p, str) and p for p in data['problems']), (name, data)
        text = place.run('verify', 's.lotwise').failed_check().out
        assert 'Problem: ' in text, (name, text)
        rows = place.run('verify', 's.lotwise', '--csv').failed_check().csv()
        assert [row['problem'] for row in rows] == data['problems'], (name, rows)
    place.competition()
    assert place.json('verify', 's.lotwise')['head'] == heads


@test
def verify_finds_damage(place):
    """Bytes that changed on the disk: a problem, or a file that cannot be read at all; "ok" only where nothing was stored."""
    place.competition()
    place.tampered = True
    whole = place.path('s.lotwise').read_bytes()
    for start in range(4096, len(whole), 8192):
        place.path('s.lotwise').write_bytes(whole[:start] + bytes(255 - b for b in whole[start:start + 64]) + whole[start + 64:])
        run = place.run('verify', 's.lotwise', '--json')
        if run.status == 0:
            assert place.export() == SMALL.read_bytes(), f'byte {start}: {run}'
        else:
            assert run.status in (1, 2), f'byte {start}: {run}'
    place.path('s.lotwise').write_bytes(whole[:len(whole) // 2])
    assert place.run('verify', 's.lotwise').status in (1, 2)


@test
def triggers_refuse(place):
    place.competition()
    connection = sqlite3.connect(place.path('s.lotwise'))
    for statement in ("UPDATE journal SET key = 'x'", 'DELETE FROM journal', "UPDATE command SET person = 'x'", 'DELETE FROM command'):
        try:
            connection.execute(statement)
        except sqlite3.IntegrityError:
            continue
        raise AssertionError(statement)
    connection.close()


sys.exit(main())
