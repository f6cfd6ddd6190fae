#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_cli_output.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: the contract of the command line (docs/cli.md), as TAP.

Here results and how they are printed: the verbs of the evaluation plugin, pipes, terminals, completion, documents."""
import json
import re
import shlex
import shutil
import subprocess
import sys

from cli_place import LOTWISE, ROOT, SAMPLE, TIMEOUT, main, on_terminal, plain, test, verbs, width


# ---- check, and the verbs of the evaluation plugin ----

@test
def check(place):
    place.competition()
    run = place.run('check', 's.lotwise', '--json')
    assert run.status == 0, run
    data = run.json()
    assert set(data) == {'findings'}
    place.run('set', 's.lotwise', 'criterion', '1.1', 'weight=41').fine()
    found = place.run('check', 's.lotwise', '--json').failed_check().json()['findings']
    for finding in found:
        assert set(finding) == {'id', 'severity', 'where', 'text'} and finding['severity'] in ('error', 'warning', 'note'), finding
        assert all(isinstance(value, str) and value for value in finding.values()), finding
    errors = [finding for finding in found if finding['severity'] == 'error']
    assert errors and all(finding['id'].startswith('evaluation.') for finding in errors), found
    text = place.run('check', 's.lotwise').failed_check().out
    assert errors[0]['text'] in text and 'error' in text, text
    rows = place.run('check', 's.lotwise', '--csv').failed_check().csv()
    assert sorted(row['text'] for row in rows) == sorted(finding['text'] for finding in found)
    place.run('undo', 's.lotwise').fine()
    assert place.run('check', 's.lotwise').status == 0


@test
def check_the_sample(place):
    place.run('import', SAMPLE, 'a.lotwise').fine()
    run = place.run('check', 'a.lotwise', '--json')
    assert run.status == 0 and not [f for f in run.json()['findings'] if f['severity'] == 'error'], run


@test
def rank(place):
    place.competition()
    data = place.json('rank', 's.lotwise')
    assert data['competition'] == 'night-shelters' and [lot['lot'] for lot in data['lots']] == ['L1', 'L2'], data
    assert 'illustrative' in json.dumps(data.get('trust')), data
    first = data['lots'][0]['ranking']
    assert [(e['rank'], e['bidder'], e['total'], e['exact'], e['tied'], e['failed']) for e in first] == [
        (1, 'B2', '76.00', '76', False, []), (2, 'B1', '70.67', '7067/100', False, [])], first
    for entry in first:
        for contribution in entry['contributions']:
            assert set(contribution) >= {'criterion', 'points', 'exact'}
    assert {c['criterion']: c['exact'] for c in first[1]['contributions']} == {'1.1': '24', '1.2': '20', '2': '80/3'}
    assert data['lots'][1]['ranking'][0]['total'] == '100.00'
    only = place.json('rank', 's.lotwise', '--lot', 'L2')
    assert only['lots'] == data['lots'][1:]
    place.run('rank', 's.lotwise', '--lot', 'L9', '--json').refused('L9')
    text = place.run('rank', 's.lotwise').fine().out
    assert '76.00' in text and '70.67' in text and 'illustrative' in text, text
    rows = place.run('rank', 's.lotwise', '--csv').fine().csv()
    assert len(rows) == 3, rows


@test
def rank_the_sample(place):
    place.run('import', SAMPLE, 'a.lotwise').fine()
    data = place.json('rank', 'a.lotwise')
    assert len(data['lots']) == 16 and sum(len(lot['ranking']) for lot in data['lots']) > 80
    for lot in data['lots']:
        for entry in lot['ranking']:
            assert set(entry) >= {'rank', 'bidder', 'total', 'exact', 'tied', 'failed', 'contributions'}, entry


@test
def explain(place):
    place.competition()
    data = place.json('explain', 's.lotwise', 'L1', 'B1')
    assert (data['lot'], data['bidder'], data['total'], data['exact']) == ('L1', 'B1', '70.67', '7067/100'), data
    assert '212/3' in json.dumps(data) or '70' in json.dumps(data)
    text = place.run('explain', 's.lotwise', 'L1', 'B1').fine().out
    for part in ('70.67', '80/3', 'Agreed: fair.', 'Very good.'):
        assert part in text, (part, text)
    assert place.run('explain', 's.lotwise', 'L1', 'B1', '--csv').fine().csv()
    place.run('explain', 's.lotwise', 'L9', 'B1', '--json').refused('L9')
    place.run('explain', 's.lotwise', 'L1', 'B9').refused('B9')
    place.run('explain', 's.lotwise', 'L2', 'B2').refused('B2')


@test
def marks_change_the_ranking(place):
    place.competition()
    before = place.export()
    place.run('set', 's.lotwise', 'consensus', 'L1/B1/1.1', 'mark=5', '--reason', 'Moderated').fine()
    assert [e['bidder'] for e in place.json('rank', 's.lotwise', '--lot', 'L1')['lots'][0]['ranking']] == ['B1', 'B2']
    place.run('undo', 's.lotwise').fine()
    assert place.export() == before
    place.run('set', 's.lotwise', 'mark', 'L1/B2/1.1/E1', 'mark=4').refused('4')


@test
def mark_and_agree(place):
    place.competition()
    before = place.export()
    place.run('mark', 's.lotwise', 'L1', 'B2', '1.1', 'E2', '5', '--rationale', 'Very good.', '--as', 'Ada', '--reason', 'Was missing').fine()
    last = place.json('info', 's.lotwise')['last']
    assert (last['person'], last['reason']) == ('Ada', 'Was missing'), last
    assert place.json('show', 's.lotwise', 'mark', 'L1/B2/1.1/E2')['rows'][0]['rationale'] == 'Very good.'
    entry = next(e for e in place.json('rank', 's.lotwise', '--lot', 'L1')['lots'][0]['ranking'] if e['bidder'] == 'B2')
    assert (entry['rank'], entry['total'], entry['missing']) == (None, None, ['1.1']), entry
    place.json('agree', 's.lotwise', 'L1', 'B2', '1.1', '5')
    assert [e['total'] for e in place.json('rank', 's.lotwise', '--lot', 'L1')['lots'][0]['ranking']] == ['92.00', '70.67']
    place.run('agree', 's.lotwise', 'L1', 'B2', '1.1', '--remove').fine()
    place.run('mark', 's.lotwise', '-', 'B2', '1.2', 'E1', '5').fine()
    for _ in range(4):
        place.run('undo', 's.lotwise').fine()
    assert place.export() == before
    head = place.json('verify', 's.lotwise')['head']
    place.run('mark', 's.lotwise', 'L1', 'B2', '1.1', 'E2', '4', '--json').refused('4')
    place.run('mark', 's.lotwise', 'L1', 'B9', '1.1', 'E2', '5').refused('B9')
    place.run('mark', 's.lotwise', 'L1', 'B2', '9.9', 'E2', '5').refused('9.9')
    place.run('agree', 's.lotwise', 'L9', 'B2', '1.1', '5').refused('L9')
    place.run('agree', 's.lotwise', 'L1', 'B2', '1', '5').refused()
    assert place.json('verify', 's.lotwise')['head'] == head


@test
def moderation(place):
    place.competition()
    place.run('mark', 's.lotwise', 'L1', 'B2', '1.1', 'E2', '5', '--rationale', 'Very good.').fine()
    cells = place.json('moderation', 's.lotwise', 'L1', '--open')
    assert [(cell['where'], cell['state']) for cell in cells] == [('L1/B2/1.1', 'open')], cells
    assert set(cells[0]) == {'where', 'lot', 'bidder', 'criterion', 'marks', 'lowest', 'highest', 'spread', 'flagged', 'agreed', 'state'}
    place.run('agree', 's.lotwise', 'L1', 'B2', '1.1', '5', '--rationale', 'Very good.', '--why-not-below', 'It has more.',
              '--present', 'E1,E2', '--dissent', 'E1 stays with less.').fine()
    row = place.json('show', 's.lotwise', 'consensus', 'L1/B2/1.1')['rows'][0]
    assert (row['why-not-below'], row['present'], row['dissent']) == ('It has more.', 'E1 E2', 'E1 stays with less.'), row
    assert len(row['rests-on']) == 64 and place.json('moderation', 's.lotwise', '--open') == []
    place.run('agree', 's.lotwise', 'L1', 'B2', '1.1', '5', '--present', 'E1,E9').refused('E9')
    place.run('mark', 's.lotwise', 'L1', 'B2', '1.1', 'E2', '4').refused('4')
    place.run('mark', 's.lotwise', 'L1', 'B2', '1.1', 'E2', '5', '--rationale', 'Good enough.').fine()
    assert [cell['state'] for cell in place.json('moderation', 's.lotwise', '--open')] == ['changed']
    place.run('moderation', 's.lotwise', 'L9').refused('L9')


# ---- search ----

@test
def search(place):
    place.competition()
    data = place.json('search', 's.lotwise', 'very', 'good')
    assert set(data) == {'groups'} and 'mark' in [group['noun'] for group in data['groups']], data
    for group in data['groups']:
        assert set(group) == {'noun', 'total', 'hits'} and group['total'] >= len(group['hits']) > 0, group
        for hit in group['hits']:
            assert set(hit) == {'key', 'title', 'snippet'} and all(isinstance(value, str) for value in hit.values()), hit
    key = place.json('search', 's.lotwise', 'l1/b1')['groups']
    bid = next(group for group in key if group['noun'] == 'bid')
    assert bid['hits'][0]['key'] == 'L1/B1', key
    text = place.run('search', 's.lotwise', 'VERY').fine().out
    assert 'Very good.' in text and '/1.1 by E' in text, text
    rows = place.run('search', 's.lotwise', 'very', '--csv').fine().csv()
    assert {row['noun'] for row in rows} >= {'mark'} and set(rows[0]) == {'noun', 'key', 'title', 'snippet'}, rows
    marks = place.json('search', 's.lotwise', 'very', '--kind', 'mark', '--limit', '1')['groups']
    assert [(group['noun'], len(group['hits'])) for group in marks] == [('mark', 1)], marks
    shown = place.run('show', 's.lotwise', 'mark', marks[0]['hits'][0]['key'], '--json').fine().json()
    assert len(shown['rows']) == 1, shown


@test
def search_finds_nothing(place):
    """Status 1, and an answer that says so in each form; whatever was typed is text."""
    place.competition()
    for words in (['nowhere'], ['very', '"good very"'], ['*'], ['"'], ['AND', 'nowhere'], ['title:very', 'NOT', 'x'], ['\x01'], ['(' * 5000], ['']):
        assert 'Nothing was found for' in place.run('search', 's.lotwise', *words).failed_check().out
        assert place.run('search', 's.lotwise', *words, '--json').failed_check().json() == {'groups': []}
        assert place.run('search', 's.lotwise', *words, '--csv').failed_check().csv() == []
    place.run('search', 's.lotwise', 'very', '--kind', 'lot').failed_check()
    place.run('search', 's.lotwise', 'very', '--kind', 'marc').refused('mark')
    place.run('search', 's.lotwise', 'very', '--limit', '0').refused('--limit')
    place.run('search', 's.lotwise').refused()
    place.run('search', 'none.lotwise', 'very').refused('none.lotwise')


# ---- output ----

@test
def output_in_a_pipe(place):
    place.competition()
    place.run('set', 's.lotwise', 'criterion', '1.1', 'weight=41').fine()
    for args in (['show', 's.lotwise', 'lot'], ['log', 's.lotwise'], ['info', 's.lotwise'], ['check', 's.lotwise'], ['rank', 's.lotwise'], ['plugins']):
        run = place.run(*args, COLUMNS='20')
        assert '\x1b' not in run.out and '…' not in run.out and run.err == '', run
    assert 'with a title that is rather too long for a narrow terminal' in place.run('show', 's.lotwise', 'lot', COLUMNS='20').out


@test
def output_on_a_terminal(place):
    place.competition()
    place.run('set', 's.lotwise', 'criterion', '1.1', 'weight=41').fine()
    for args in (['show', 's.lotwise', 'lot'], ['show', 's.lotwise', 'bid'], ['show', 's.lotwise', 'criterion'], ['log', 's.lotwise'],
                 ['log', 's.lotwise', '--entries'], ['info', 's.lotwise'], ['check', 's.lotwise'], ['rank', 's.lotwise'],
                 ['search', 's.lotwise', 'title'], ['plugins']):
        for columns in (30, 60, 80, 132, 400):
            status, output = on_terminal(place, args, columns)
            assert status in (0, 1), output
            answer = output.rpartition('\r\x1b[K')[2]     # behind the progress of a search, which wipes itself away
            table = [line for line in plain(answer).splitlines() if '  ' in line or '…' in line]
            for line in table:
                assert width(line) <= columns, (args, columns, line)
    wrapped = ' '.join(plain(on_terminal(place, ['show', 's.lotwise', 'lot'], 80)[1]).split())
    assert '…' not in wrapped and 'narrow' in wrapped and 'terminal' in wrapped, wrapped
    assert 'narrow terminal' in on_terminal(place, ['show', 's.lotwise', 'lot'], 400)[1]


@test
def output_colour(place):
    place.competition()
    place.run('set', 's.lotwise', 'criterion', '1.1', 'weight=41').fine()
    assert '\x1b[31merror\x1b[0m' in on_terminal(place, ['check', 's.lotwise'])[1]
    assert '\x1b' not in on_terminal(place, ['check', 's.lotwise'], NO_COLOR='1')[1]
    assert '\x1b' not in on_terminal(place, ['check', 's.lotwise'], TERM='dumb')[1]
    assert '\x1b' not in on_terminal(place, ['show', 's.lotwise', 'lot', '--json'])[1]
    assert '\x1b' not in on_terminal(place, ['show', 's.lotwise', 'lot', '--csv'])[1]


@test
def output_json_is_one_document(place):
    place.competition()
    for args in (['info', 's.lotwise'], ['log', 's.lotwise'], ['show', 's.lotwise', 'lot'], ['verify', 's.lotwise'], ['check', 's.lotwise'],
                 ['rank', 's.lotwise'], ['explain', 's.lotwise', 'L1', 'B1'], ['search', 's.lotwise', 'very', 'good'], ['plugins'], ['help']):
        run = place.run(*args, '--json').fine()
        assert run.out.endswith('\n') and run.out.count('\n') == 1, run
        status, output = on_terminal(place, [*args, '--json'])
        shown = output[output.index('{'):]
        # The progress line of verify shares the terminal; json.loads refuses anything after the document.
        assert status == 0 and json.loads(plain(shown)) == run.json() and shown.count('\n') > 1, output


@test
def output_does_not_depend_on_the_locale(place):
    place.competition()
    for args in (['show', 's.lotwise', 'bid', '--csv'], ['rank', 's.lotwise', '--json'], ['log', 's.lotwise', '--json'], ['info', 's.lotwise', '--json']):
        expected = place.run(*args).fine().out
        for locale in ('C', 'de_DE.UTF-8', 'POSIX'):
            assert place.run(*args, LC_ALL=locale, TZ='Asia/Tokyo').fine().out == expected, (args, locale)


@test
def output_cannot_drive_the_terminal(place):
    """What a file holds is shown, not obeyed; here it came past the rules, by another tool."""
    place.competition()
    place.sql('s.lotwise', "UPDATE lot SET title = 'West' || char (27) || ']0;owned' || char (7) || char (155) || '2J' || char (10) || 'x' WHERE id = 'L2'")
    for args in (['show', 's.lotwise', 'lot'], ['show', 's.lotwise', 'lot', 'L2'], ['verify', 's.lotwise']):
        for text in (place.run(*args).out, on_terminal(place, args, NO_COLOR='1')[1].replace('\x1b[K', '')):
            assert not re.search('[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]', text.replace('\r', '')), text
    assert json.loads(place.run('show', 's.lotwise', 'lot', 'L2', '--json').fine().out)['rows'][0]['title'].startswith('West\x1b]0;owned')


@test
def output_for_people_only_where_it_belongs(place):
    """Progress is for terminals: nothing on standard error in a pipe."""
    place.run('import', SAMPLE, 'a.lotwise').fine()
    place.run('export', 'a.lotwise', 'a.xml').fine()
    place.run('verify', 'a.lotwise').fine()


@test
def output_direction_of_writing(place):
    """A character that turns the line about is shown as an escape, and refused where it would be recorded."""
    place.competition()
    place.sql('s.lotwise', "UPDATE lot SET title = 'West' || char (8238) || 'tsew' WHERE id = 'L2'")
    assert 'West\\u202etsew' in place.run('show', 's.lotwise', 'lot').fine().out
    for option in ('--as', '--reason'):
        for text in ('a\nb', 'a\x1b[31m', 'a\u202eb', 'a\u2066b'):
            place.run('set', 's.lotwise', 'lot', 'L1', 'title=One', option, text).refused(option)
    assert place.json('info', 's.lotwise')['undo'] is None


@test
def output_criteria_as_a_table(place):
    """A tree of criteria fits 80 columns, indented by level; every criterion has its line."""
    place.run('import', SAMPLE, 'a.lotwise').fine()
    text = plain(on_terminal(place, ['show', 'a.lotwise', 'criterion'], 80)[1])
    for row in place.json('show', 'a.lotwise', 'criterion')['rows']:
        start = ('  ' if 'parent' in row else '') + row['id'] + ' '
        assert any(line.startswith(start) for line in text.splitlines()), (start, text)
    assert 'guidance' in text.split('\n\n')[0] and 'illustrative' in text.split('\n\n')[0], text


@test
def log_on_a_terminal(place):
    place.run('import', SAMPLE, 'a.lotwise').fine()
    place.run('set', 'a.lotwise', 'lot', 'L12', 'title=London and around').fine()
    text = plain(on_terminal(place, ['log', 'a.lotwise'], 80)[1])
    words = ' '.join(text.split())
    assert '…' not in text and 'Reason' not in text and 'cannot be' in text, text
    # The name of a command goes over several lines, and nothing of it is cut.
    assert {'transforming-rehabilitat', 'ion.xml', 'changed'} <= set(words.split()), text
    place.run('undo', 'a.lotwise').fine()
    assert re.search(r' undone +1$', plain(on_terminal(place, ['log', 'a.lotwise'], 80)[1]), re.M)


# ---- around the program ----

def run_examples(place, lines):
    ran = 0
    for line in lines:
        words = shlex.split(line.split('|')[0], comments=True)
        if not words:
            continue
        assert words[0] == 'lotwise', line
        place.run(*[SAMPLE if word.startswith('data/samples/') else word for word in words[1:]]).fine()
        ran += 1
    return ran


@test
def examples_of_the_guide(place):
    guide = (ROOT / 'docs' / 'cli.md').read_text(encoding='utf-8')
    session = re.search(r'## A first session\n\n```\n(.*?)```', guide, re.S).group(1)
    assert all(line.startswith('$ ') for line in session.splitlines()), session
    assert run_examples(place, [line[2:] for line in session.splitlines()]) == 10
    for key in ('/B04/3.2/E04', 'L12/B04/2.1/E01', 'L12/B04'):
        assert f'`{key}`' in guide
        noun = 'bid' if key.count('/') == 1 else 'mark'
        assert len(place.json('show', 'tr.lotwise', noun, key)['rows']) == 1, key
    inline = [words for words in re.findall(r'`(?:lotwise )?((?:show|log|info) tr\.lotwise[^`]*)`', guide)]
    assert inline and run_examples(place, [f'lotwise {words}' for words in inline]) == len(inline)


@test
def examples_of_the_manual(place):
    manual = (ROOT / 'app' / 'cli' / 'lotwise.1.in').read_text(encoding='utf-8').replace('\\-', '-')
    shutil.copyfile(SAMPLE, place.path('competition.xml'))
    examples = re.search(r'\.SH EXAMPLES\n\.nf\n(.*?)\.fi', manual, re.S).group(1)
    assert run_examples(place, examples.splitlines()) == 7
    inline = re.findall(r'^\.B (lotwise [a-z]+ competition\..*)$', manual, re.M)
    assert inline and run_examples(place, inline) == len(inline)



@test
def completion(place):
    place.competition()
    script = (
        'source "$1"; PATH="$2:$PATH"; shift 2; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _lotwise; printf "%s\\n" "${COMPREPLY[@]}"')

    def complete(*words):
        result = subprocess.run(['bash', '--norc', '-c', script, 'bash', ROOT / 'app' / 'cli' / 'completion.bash', LOTWISE.parent, 'lotwise', *words],
                                cwd=place.folder, env=place.env, capture_output=True, text=True, timeout=TIMEOUT)
        assert result.stderr == '', result
        return result.stdout.split()

    assert complete('ver') == ['verify']
    assert {'rank', 'explain'} <= set(complete('')), 'verbs of plugins'
    assert complete('info', '') == ['s.lotwise']
    assert complete('log', 's.lotwise', '--li') == ['--limit']
    assert complete('log', '--limit', '3', 's') == ['s.lotwise']
    assert complete('search', 's.lotwise', 'x', '--kind', 'bidd') == ['bidder']
    assert complete('search', 's.lotwise', 'x', '--limit', '') == []
    assert complete('rank', 's.lotwise', '--l') == ['--lot']
    assert 'bidder' in complete('add', 's.lotwise', 'bi')
    assert complete('add', 's.lotwise', 'bid', 'pri') == ['price=']
    assert complete('set', 's.lotwise', 'bid', 'L1/B1', 'pri') == ['price=']
    assert complete('plugins', 'en') == ['enable']
    assert complete('help', 'plu') == ['plugins']
    assert complete('help', 'add', 'bidd') == ['bidder']


@test
def documented(place):
    """Every verb and option is in the manual page and in the guide."""
    manual = (ROOT / 'app' / 'cli' / 'lotwise.1.in').read_text(encoding='utf-8').replace('\\-', '-')
    guide = (ROOT / 'docs' / 'cli.md').read_text(encoding='utf-8')
    for verb, (_, options) in verbs(place).items():
        assert re.search(rf'^\.BI? {verb} |^\.BR {verb} ', manual, re.M), verb
        assert re.search(rf'`{verb}\b', guide), verb
        for option in options.split():
            assert option.rstrip('=') in manual and option.rstrip('=') in guide, (verb, option)
    for status in ('.B 0', '.B 1', '.B 2', 'LOTWISE_PLUGIN_PATH', 'NO_COLOR'):
        assert status in manual, status


sys.exit(main())
