#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_path.py BUILD SAMPLE.xml SOURCE_ROOT: one competition from publishing to the proof through the window, by real keys
and clicks; TAP. What is alike for each of two evaluators or thirteen marks is done in the window once and then by the command
line. tests/integration/test_whole_path.py is the same path by the command line alone; it sets the competition up."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
BUILD, SAMPLE_XML, ROOT = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
sys.argv[1] = str(BUILD / 'app' / 'cli' / 'lotwise')
sys.path.append(str(ROOT / 'tests' / 'integration'))
from uitest import App, UiError, key, run_steps, sh, step, wait_for  # noqa: E402
import test_whole_path as whole  # noqa: E402
from cli_place import Place  # noqa: E402

WORKBENCH = BUILD / 'app' / 'shell' / 'lotwise-workbench'
PHRASE = whole.PASS['LOTWISE_PASSPHRASE']
CELLS = len(whole.cells())


class World:
    """The competition on its way, and the program while it runs."""

    def __init__(self, folder):
        self.place = Place(folder)
        self.app = None

    def path(self, name):
        return self.place.folder / name

    def start(self, panel, name=whole.FILE):
        self.quit()
        self.app = App(WORKBENCH, '--panel', panel, self.path(name))
        wait_for(lambda: self.app.windows, 'a window')
        return self.app

    def quit(self):
        if self.app and self.app.proc.poll() is None:
            status = self.app.quit()
            assert status == 0, f'{self.app.command} ended with status {status}'


def write(node, text):
    """As Node.type(), for fields that do not say that they have the focus: what came before it is typed once more."""
    for _ in range(3):
        node.mouse()
        key('ctrl+a')
        sh('xdotool', 'type', '--delay', '5', '--', text)
        try:
            return wait_for(lambda: node.text == text, lambda: f'{node!r} to hold {text!r}, it holds {node.text!r}', 3)
        except UiError as error:
            failed = error
    raise failed


def choose_path(app, path):
    """In the toolkit's chooser: its line for the name takes a path; '/' opens one where there is none. Keys go to the window
    that the pointer is in."""
    chooser = wait_for(lambda: next((window for window in app.windows if window.find_all('push button', re.compile('^(Choose|Save|Open)$'))), None),
                       'a file chooser')
    names = [node for node in chooser.find_all('text') if node.shown]
    if names:
        names[0].mouse()
        key('ctrl+a')
    else:
        x, y = chooser.find('push button', 'Cancel').root_point()
        sh('xdotool', 'mousemove', str(x), str(y + 200))
    sh('xdotool', 'type', '--delay', '5', '--', str(path))
    key('Return')


def act_as(app, person):
    app.find('push button', re.compile('^Saved as ')).click()
    app.find('list item', re.compile(f'^{person}\\b')).mouse()
    app.find('push button', f'Saved as {person}')


def window(app, title):
    """Quicker than app.find(), which looks into every widget of the windows before."""
    return wait_for(lambda: next((node for node in app.windows if node.name == title), None), f'the window “{title}”')


def closed(app, title):
    wait_for(lambda: all(node.name != title for node in app.windows), f'the window “{title}” to close')


def tick(node, wanted=True):
    """A check box, whatever it is now."""
    if ('checked' in node.states) != wanted:
        node.click()
    wait_for(lambda: ('checked' in node.states) == wanted, f'{node!r} to be {"ticked" if wanted else "clear"}')


def there(path):
    wait_for(path.exists, f'{path.name}')


@step
def the_method_is_published(world):
    app = world.start('criteria')
    app.find('push button', 'Publish…').click()
    dialog = window(app, 'Publish the method')
    dialog.find('push button', 'Publish').click()
    closed(app, 'Publish the method')
    app.find('push button', 'Revise…')
    weight = app.find('text', 'Weight of 1.1 Beds')
    assert 'editable' not in weight.states or 'sensitive' not in weight.states, weight.states
    version, = world.place.json('published', whole.FILE)
    assert version['version'] == 1, version


@step
def evaluators_are_assigned_by_rule(world):
    app = world.start('people')
    app.find('page tab', 'Assignments').click()
    app.find('push button', 'By rule…').click()
    dialog = window(app, 'Assign by rule')
    for person in whole.PEOPLE:
        tick(dialog.find('check box', person), person in ('E1', 'E2'))
    dialog.find('push button', 'Assign').click()
    closed(app, 'Assign by rule')
    rows = world.place.json('show', whole.FILE, 'assignment')['rows']
    assert [row['person'] for row in rows] == ['E1', 'E2'], rows


@step
def they_declare_before_they_see_a_bid(world):
    app = world.app
    app.find('page tab', 'Declarations').click()
    missing, none = app.find('push button', '6 are missing'), app.find('push button', 'No conflict')
    for left in range(5, -1, -1):
        missing.click()
        none.click()
        wait_for(lambda: not left or missing.name.startswith(f'{left} '), f'{left} to be left')
    wait_for(lambda: len(world.place.json('show', whole.FILE, 'declaration')['rows']) == 6, 'all six declarations')


@step
def packs_go_out(world):
    app = world.app
    app.find('page tab', 'Packs').click()
    app.find('push button', 'Export packs…').click()
    dialog = window(app, 'Export packs')
    for person in ('E1', 'E2'):
        tick(dialog.find('check box', person))
    for field in ('Passphrase', 'Passphrase again'):
        write(dialog.find('text', field), PHRASE)
    dialog.find('push button', 'Export…').click()
    choose_path(app, world.place.folder)
    for person in ('E1', 'E2'):
        there(world.path(f'w-{person}.lotpack'))
    world.quit()


@step
def an_evaluator_marks_apart_by_keyboard(world):
    world.quit()
    app = world.app = App(WORKBENCH, world.path('w-E1.lotpack'))
    write(app.find('text', 'Passphrase'), PHRASE)
    key('Return')
    app.find('list item', f'Marking, {CELLS}')
    panels = {row.name.partition(',')[0] for row in app.find('list', 'Panels').find_all('list item')}
    assert panels == {'Overview', 'Criteria', 'Marking', 'Plugins'}, panels
    for number in range(2):
        wait_for(lambda: app.focused() and app.focused().role == 'radio button', 'the focus on the scale')
        key(str(number * 7 % 3 + 2))
        app.find('label', re.compile('^Bidder . opens all doors')).mouse()
        key('ctrl+a')
        app.find('push button', 'Quote').click()
        app.find('label', 'Says where in the bid: a page, its words: yes')
        write(app.find('text', 'Rationale'), f'Number {number}: the facts of page 3 are all there, and they end where the page ends.')
        key('ctrl+Return')
    app.find('label', f'2 of {CELLS} marked')
    marked = {(row.get('lot', '-') or '-', row['bidder'], row['criterion']) for row in world.place.json('show', 'w-E1.lotwise', 'mark')['rows']}
    whole.mark(world.place, 'w-E1.lotwise', 'E1', 0, skip=marked)
    app.find('label', 'All marked')


@step
def confirming_is_an_act_of_its_own(world):
    app = world.app
    assert not world.place.json('show', 'w-E1.lotwise', 'confirmation')['rows']
    app.find('push button', 'Confirm all…').click()
    wait_for(lambda: len(app.windows) > 1, 'the question')
    app.windows[-1].find('push button', re.compile('^Confirm')).click()
    app.find('label', 'All confirmed')


@step
def the_work_goes_back_and_is_taken_in(world):
    app = world.app
    app.find('push button', 'Return pack…').click()
    wait_for(lambda: len(app.windows) > 1, 'the question for the passphrase')
    for field in app.windows[-1].find_all('text', re.compile('^Passphrase')):
        write(field, PHRASE)
    key('Return')
    back = world.path('back.lotpack')
    choose_path(app, back)
    there(back)
    world.quit()

    world.place.run('unpack', 'w-E2.lotpack', 'E2.lotwise', **whole.PASS).fine()
    whole.mark(world.place, 'E2.lotwise', 'E2', 1)
    whole.give_back(world.place, 'E2.lotwise', 'E2')
    app = world.start('people')
    app.find('page tab', 'Packs').click()
    for name in ('back.lotpack', 'E2-back.lotpack'):
        app.find('push button', 'Import returned packs…').click()
        choose_path(app, world.path(name))
        dialog = wait_for(lambda: next((w for w in app.windows if w.find_all('text', 'Passphrase')), None), 'the question for the passphrase')
        write(dialog.find('text', 'Passphrase'), PHRASE)
        key('Return')
        wait_for(lambda: len(world.place.json('show', whole.FILE, 'mark')['rows']) == CELLS * (1 if name == 'back.lotpack' else 2),
                 f'the marks of {name}')
        for window in app.windows[1:]:
            window.find('push button', 'Close').click()
        wait_for(lambda: len(app.windows) == 1, 'what was said to be closed')
    world.quit()


@step
def a_mark_is_agreed_in_moderation(world):
    app = world.start('moderation')
    act_as(app, 'MOD')
    sheet = app.find('push button', 'Agree mark')
    wait_for(lambda: app.find_all('radio button', '3, Mark 3'), 'the scale')
    app.find('radio button', '3, Mark 3').click()
    for field, text in (('Rationale', 'Agreed over both: what page 3 says is there, and nothing beyond it.'),
                        ('Why not 4, Mark 4', 'Nothing in the answer goes further.'),
                        ('Why not 2, Mark 2', 'All that was asked for is there.')):
        write(app.find('text', field), text)
    for person in ('E1', 'E2'):
        tick(app.find('check box', person))
    wait_for(lambda: 'sensitive' in sheet.states, 'what blocks to be gone')
    sheet.click()
    agreed = wait_for(lambda: world.place.json('show', whole.FILE, 'consensus')['rows'], 'the agreed mark')
    assert agreed[0]['mark'] == '3' and agreed[0]['present'] == 'E1 E2', agreed
    assert len(world.place.json('show', whole.FILE, 'mark')['rows']) == 2 * CELLS
    whole.moderate(world.place, skip={(agreed[0].get('lot', '-') or '-', agreed[0]['bidder'], agreed[0]['criterion'])})
    world.quit()


@step
def prices_are_opened_on_the_record(world):
    app = world.start('prices')
    act_as(app, 'COM')
    button = app.find('push button', 'Open prices…')
    wait_for(lambda: 'sensitive' in button.states, 'nothing to be missing')
    button.click()
    wait_for(lambda: len(app.windows) > 1, 'the question')
    dialog = app.windows[-1]
    for field in dialog.find_all('text'):
        if field.shown:
            write(field, 'Quality is locked')
    dialog.find('push button', re.compile('^Open prices')).click()
    opening, = wait_for(lambda: world.place.json('show', whole.FILE, 'opening')['rows'], 'the opening')
    assert opening['person'] == 'COM', opening
    world.quit()


@step
def the_result_is_seen_and_proved(world):
    app = world.start('results')
    act_as(app, 'LEAD')
    leader = world.place.json('rank', whole.FILE, '--lot', 'L1')['lots'][0]['ranking'][0]['bidder']
    app.find('list item', re.compile(f'^Lot L1, .*Bidder {leader} leads'))
    app.find('push button', 'Export proof…').click()
    choose_path(app, world.place.folder)
    proof = world.path('w-proof')
    there(proof)
    wait_for(lambda: any('recompute.py' in text for window in app.windows[1:] for text in window.labels), 'what was written')
    done = subprocess.run([sys.executable, ROOT / 'data' / 'verify' / 'recompute.py', proof], capture_output=True, text=True)
    assert done.returncode == 0 and 'agrees: 2 lots, 5 bids' in done.stdout, done
    app.windows[-1].find('push button', 'Close').click()
    wait_for(lambda: len(app.windows) == 1, 'the message to go')
    world.quit()
    world.place.verify_all()


def main():
    with tempfile.TemporaryDirectory(prefix='lotwise-path-') as folder:
        world = World(pathlib.Path(folder))
        whole.set_up(world.place)
        whole.bids(world.place)
        run_steps(world)


if __name__ == '__main__':
    main()
