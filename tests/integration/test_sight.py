#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_sight.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: what a person sees by role on the command line, as TAP."""
import sys

from cli_place import main, test

KEPT = 'an evaluator sees what is assigned and the own marks'


def team(place):
    """The small competition with a post for each role."""
    place.competition()
    have = {row['key'] for row in place.json('show', 's.lotwise', 'role')['rows']}
    people = {row['key'] for row in place.json('show', 's.lotwise', 'person')['rows']}
    for person, role in (('E1', 'evaluator'), ('E2', 'evaluator'), ('LE', 'lead'), ('OB', 'observer'), ('CO', 'commercial')):
        if person not in people:
            place.run('add', 's.lotwise', 'person', f'id={person}', f'name=Post {person}').fine()
        if f'{person}/{role}' not in have:
            place.run('add', 's.lotwise', 'role', f'person={person}', f'role={role}').fine()


@test
def an_evaluator_never_sees_a_price(place):
    team(place)
    for verb in (['rank', 's.lotwise'], ['explain', 's.lotwise', 'L1', 'B1'], ['safe', 's.lotwise'], ['check', 's.lotwise'],
                 ['export', 's.lotwise', 'out.xml'], ['log', 's.lotwise'], ['agreement', 's.lotwise']):
        place.run(*verb, '--as', 'E1').refused(f'“{verb[0]}” is not for E1', KEPT, 'no price')
    assert not place.path('out.xml').exists()
    shown = place.json('show', 's.lotwise', 'bid', '--as', 'E1')['rows']
    assert shown and all('price' not in row for row in shown), shown
    assert any('price' in row for row in place.json('show', 's.lotwise', 'bid', '--as', 'LE')['rows'])


@test
def never_anothers_mark(place):
    team(place)
    mine = place.json('show', 's.lotwise', 'mark', '--as', 'E1')['rows']
    assert mine and {row['person'] for row in mine} == {'E1'}, mine
    place.run('show', 's.lotwise', 'consensus', '--as', 'E1').refused('rows of “consensus” are not for E1')
    place.run('mark', 's.lotwise', 'L1', 'B1', '1.1', 'E1', '3', '--rationale', 'Zeppelins of mine', '--as', 'E1').fine()
    place.run('mark', 's.lotwise', 'L1', 'B1', '1.1', 'E2', '3', '--rationale', 'Zeppelins of another', '--as', 'E2').fine()
    found = place.json('search', 's.lotwise', 'Zeppelins', '--as', 'E1')['groups']
    assert [(group['noun'], group['total'], [hit['key'] for hit in group['hits']]) for group in found] == [('mark', 1, ['L1/B1/1.1/E1'])]
    assert place.json('search', 's.lotwise', 'Zeppelins', '--as', 'LE')['groups'][0]['total'] == 2


@test
def never_anothers_note(place):
    """Whatever the role."""
    team(place)
    place.run('note', 's.lotwise', 'L1', 'B1', '1.1', 'Zeppelins are for me alone', '--as', 'E1').fine()
    place.run('search', 's.lotwise', 'Zeppelins', '--as', 'LE').failed_check()
    assert place.json('show', 's.lotwise', 'note', '--as', 'LE')['rows'] == []
    assert place.json('show', 's.lotwise', 'note', '--as', 'E1')['rows'][0]['text'] == 'Zeppelins are for me alone'


@test
def the_person_comes_from_the_environment(place):
    team(place)
    place.run('rank', 's.lotwise', LOTWISE_PERSON='E1').refused('“rank” is not for E1')
    place.run('rank', 's.lotwise', '--as', 'LE', LOTWISE_PERSON='E1').fine()


@test
def an_observer_changes_nothing(place):
    team(place)
    place.run('rank', 's.lotwise', '--as', 'OB').fine()
    place.run('set', 's.lotwise', 'lot', 'L1', 'title=Other', '--as', 'OB').refused('an observer sees all and changes nothing')


@test
def an_evaluator_changes_the_own_work_alone(place):
    team(place)
    for change in (['set', 's.lotwise', 'lot', 'L1', 'title=Other'], ['set', 's.lotwise', 'criterion', '1.1', 'title=Other'],
                   ['set', 's.lotwise', 'mark', 'L1/B1/1.1/E2', 'mark=3']):
        place.run(*change, '--as', 'E1').refused('expected E1 to change the own work alone')
    place.run('mark', 's.lotwise', 'L1', 'B1', '1.1', 'E1', '3', '--as', 'E1').fine()


@test
def commercial_sees_no_mark_before_moderation_is_over(place):
    team(place)
    assert any('price' in row for row in place.json('show', 's.lotwise', 'bid', '--as', 'CO')['rows'])
    place.run('show', 's.lotwise', 'mark', '--as', 'CO').refused('marks once all of them are confirmed and agreed')
    place.run('rank', 's.lotwise', '--as', 'CO').refused('“rank” is not for CO')


if __name__ == '__main__':
    sys.exit(main())
