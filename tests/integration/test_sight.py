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
    place.run('export', 's.lotwise', 'all.xml', '--as', 'LE').fine()
    assert 'Zeppelins' not in place.path('all.xml').read_text(encoding='utf-8')


@test
def info_does_not_tell_what_others_did(place):
    team(place)
    place.run('mark', 's.lotwise', 'L1', 'B1', '1.1', 'E2', '3', '--reason', 'Zeppelins', '--as', 'E2').fine()
    told = place.json('info', 's.lotwise', '--as', 'E1')
    assert told['last']['command'] == 'the last change' and told['last']['reason'] is None, told['last']
    assert told['undo'] in (None, 'the last change'), told['undo']
    assert place.json('info', 's.lotwise', '--as', 'E2')['last']['reason'] == 'Zeppelins'
    assert place.json('info', 's.lotwise', '--as', 'LE')['last']['reason'] == 'Zeppelins'


@test
def an_evaluator_reads_the_answers_that_are_assigned(place):
    """And only once a declaration is made: not the bids of somebody else's, not one with a conflict."""
    team(place)
    place.path('late.txt').write_text('Zeppelins in a document', encoding='utf-8')
    for bidder in ('B1', 'B2'):
        place.run('answer', 's.lotwise', 'L1', bidder, '1.1', f'Zeppelins of {bidder}', '--as', 'LE').fine()
        place.run('attach', 's.lotwise', bidder, 'late.txt', '--criterion', '1.1', '--as', 'LE').fine()
    place.run('assign', 's.lotwise', 'E1', '--bidder', 'B1', '--as', 'LE').fine()
    assert place.json('answers', 's.lotwise', '--as', 'E1') == []
    for organisation in {row['organisation'] for row in place.json('show', 's.lotwise', 'member')['rows']}:
        place.run('declare', 's.lotwise', 'E1', organisation, 'none', '--as', 'E1').fine()
    assert {row['bidder'] for row in place.json('answers', 's.lotwise', '--as', 'E1')} == {'B1'}
    assert {row['bidder'] for row in place.json('documents', 's.lotwise', '--as', 'E1')} == {'B1'}
    assert {row['bidder'] for row in place.json('show', 's.lotwise', 'answer', '--as', 'E1')['rows']} == {'B1'}
    found = {hit['key'] for group in place.json('search', 's.lotwise', 'Zeppelins', '--as', 'E1')['groups'] for hit in group['hits']}
    assert found and not [key for key in found if 'B2' in key], found
    place.run('document', 's.lotwise', 'B2', 'late.txt', '--output', 'out.txt', '--as', 'E1').refused('B2/late.txt is not for E1')
    assert len(place.json('answers', 's.lotwise', '--as', 'LE')) == len(place.json('answers', 's.lotwise', '--as', 'OB')) > 1


@test
def a_document_without_a_question_is_not_for_an_evaluator(place):
    """It may be a price."""
    team(place)
    place.path('all.txt').write_text('Zeppelins', encoding='utf-8')
    place.run('attach', 's.lotwise', 'B1', 'all.txt', '--as', 'LE').fine()
    assert place.json('documents', 's.lotwise', '--as', 'E1') == []
    assert len(place.json('documents', 's.lotwise', '--as', 'LE')) == 1
    place.run('set', 's.lotwise', 'document', 'B1/all.txt', 'criterion=1.1', '--as', 'LE').fine()
    assert len(place.json('documents', 's.lotwise', '--as', 'E1')) == 1


@test
def a_document_of_a_sealed_price_is_for_the_commercial_role(place):
    team(place)
    place.path('price.txt').write_text('Zeppelins cost ten pounds', encoding='utf-8')
    place.run('set', 's.lotwise', 'method', 'method', 'prices=sealed').fine()
    price = next(row['id'] for row in place.json('show', 's.lotwise', 'criterion')['rows'] if row['kind'] == 'price')
    place.run('attach', 's.lotwise', 'B1', 'price.txt', '--criterion', price, '--as', 'CO').fine()
    for person, n in (('E1', 0), ('LE', 0), ('CO', 1)):
        assert len(place.json('documents', 's.lotwise', '--as', person)) == n, person
    place.run('search', 's.lotwise', 'Zeppelins', '--as', 'LE').failed_check()
    place.run('document', 's.lotwise', 'B1', 'price.txt', '--output', 'out.txt', '--as', 'LE').refused('is not for LE')


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
def an_evaluator_undoes_the_own_change_alone(place):
    team(place)
    own, others = (['mark', 's.lotwise', 'L1', 'B1', '1.1', person, mark, '--as', person]
                   for person, mark in (('E1', '5'), ('E2', '3')))
    refusal = 'expected a change that E1 made, found one of somebody else', KEPT
    place.run(*own).fine()
    place.run(*others).fine()
    place.run('undo', 's.lotwise', '--as', 'E1').refused(*refusal)
    assert 'E2' not in place.run('undo', 's.lotwise', '--as', 'E1').err
    assert 'L1/B1/1.1' in place.json('undo', 's.lotwise', '--as', 'E2')['undone']
    place.run('redo', 's.lotwise', '--as', 'E1').refused(*refusal)
    # the person's own undo is now the last command, and the next step is still another's
    assert place.json('undo', 's.lotwise', '--as', 'E1')['undo'] == 'the last change'
    place.run('undo', 's.lotwise', '--as', 'E1').refused(*refusal)
    place.run('undo', 's.lotwise', '--as', 'LE').fine()
    place.run('redo', 's.lotwise', '--as', 'LE').fine()
    assert 'L1/B1/1.1' in place.json('redo', 's.lotwise', '--as', 'E1')['redone']


@test
def who_confirms_is_who_works(place):
    """Not whose marks they are: the record, and whoever asks who it is, would believe it."""
    team(place)
    place.run('publish', 's.lotwise', '--as', 'LE').fine()
    confirm = 'confirm', 's.lotwise', 'E1', '--despite', '--reason', 'At home', '--as'
    place.run(*confirm, 'LE').refused('expected E1 to give and confirm the own marks, found LE')
    place.run(*confirm, 'E1').fine()
    assert place.json('info', 's.lotwise')['last']['person'] == 'E1'


@test
def commercial_sees_no_mark_before_moderation_is_over(place):
    team(place)
    assert any('price' in row for row in place.json('show', 's.lotwise', 'bid', '--as', 'CO')['rows'])
    place.run('show', 's.lotwise', 'mark', '--as', 'CO').refused('marks once all of them are confirmed and agreed')
    place.run('rank', 's.lotwise', '--as', 'CO').refused('“rank” is not for CO')


if __name__ == '__main__':
    sys.exit(main())
