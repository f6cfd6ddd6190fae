#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_window.py BUILD SAMPLE.xml: the window as a person uses it, by real keys and clicks. The steps build on
each other; TAP."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from uitest import App, key, run_steps, sh, step, wait_for  # noqa: E402

BUILD, SAMPLE_XML = map(pathlib.Path, sys.argv[1:3])
WORKBENCH = BUILD / 'app' / 'shell' / 'lotwise-workbench'
TITLE = 'Transforming Rehabilitation: sixteen lots (sample)'
PANELS = ['Overview', 'Bids', 'Criteria', 'People', 'Marking', 'Moderation', 'Prices', 'Results', 'Safety', 'Record', 'Plugins']
MTCNOVO = 'B04 MTCnovo'


def lotwise(*arguments):
    return subprocess.run([BUILD / 'app' / 'cli' / 'lotwise', *arguments], check=True, capture_output=True, text=True).stdout


class World:
    """The competition that is worked on, and the program while it runs."""

    def __init__(self, folder):
        self.folder = folder
        self.competition = folder / 'competition.lotwise'
        self.app = self.before = None

    def start(self, *arguments):
        """A step that failed may have left its program; it would take the new one's arguments over."""
        if self.app and self.app.proc.poll() is None:
            self.app.quit()
        self.app = App(WORKBENCH, *arguments)
        return self.app

    def stop(self):
        status = self.app.quit()
        assert status == 0, f'{self.app.command} ended with status {status}'


def panel_of(window):
    """The panel that a window shows: its title says so."""
    return window.name.rpartition(' · ')[2]


def shows(app, panel):
    return wait_for(lambda: next((window for window in app.windows if panel_of(window) == panel), None),
                    lambda: f'the panel {panel}; there are {app.windows}')


def lot(app, number):
    """What the results say of a lot in their list."""
    return app.find('list item', re.compile(f'^Lot {number},')).name


def go_to(app, panel):
    """By the keyboard: on and on to the next panel."""
    for _ in PANELS:
        if panel_of(app.windows[0]) == panel:
            return
        before = panel_of(app.windows[0])
        key('ctrl+Page_Down')
        wait_for(lambda: panel_of(app.windows[0]) != before, f'the panel after {before}')
    shows(app, panel)


def drop(app, *files):
    """Drags the files from another program into the middle of the window."""
    source = subprocess.Popen(['/usr/bin/python3', pathlib.Path(__file__).with_name('drag_source.py'), *files])
    try:
        def place():
            number = sh('xdotool', 'search', '--onlyvisible', '--name', '^Drag source$')
            return number if number.isdigit() else None
        number = wait_for(place, 'the window to drag from')
        sh('xdotool', 'windowmove', number, '1000', '880')
        wait_for(lambda: 'Position: 1000,880' in sh('xdotool', 'getwindowgeometry', number), 'the window to be moved')
        x, y = app.windows[0].root_point()
        sh('xdotool', 'mousemove', '1100', '930', 'mousedown', '1')
        for i in range(1, 11):
            sh('xdotool', 'mousemove', str(1100 + (x - 1100) * i // 10), str(930 + (y - 930) * i // 10))
        # the target answers each motion; the button must not come up before the last answer
        wait_for(lambda: sh('xdotool', 'mousemove_relative', '1', '1') == '' and sh('xdotool', 'getmouselocation'),
                 'the pointer to arrive')
        sh('xdotool', 'mouseup', '1')
        yield
    finally:
        source.terminate()
        source.wait()


@step
def welcome_offers_the_first_steps(world):
    app = world.start()
    shown = {node.name for node in app.find_all('push button') if node.shown}
    assert {'Open…', 'New competition…', 'Open the sample', 'Main menu'} <= shown, shown
    assert app.unnamed() == [], app.unnamed()


@step
def the_sample_opens_from_there(world):
    app = world.app
    app.find('push button', 'Open the sample').click()
    window = shows(app, 'Overview')
    assert window.name == f'{TITLE} · Overview', window.name
    rows = [row.name.partition(',')[0] for row in app.find('list', 'Panels').find_all('list item')]
    assert rows == PANELS, rows
    world.stop()


@step
def it_is_among_the_recent_ones_the_next_time(world):
    app = world.start()
    app.find('list item', re.compile(re.escape(TITLE))).mouse()
    shows(app, 'Overview')
    world.stop()


@step
def every_panel_is_reached_by_keyboard_and_has_names(world):
    app = world.start('--panel', 'overview', world.competition)
    for panel in PANELS:
        shows(app, panel)
        assert app.unnamed() == [], (panel, app.unnamed())
        key('ctrl+Page_Down')
    shows(app, 'Overview')
    world.stop()


@step
def a_question_is_marked_by_keyboard(world):
    app = world.start('--panel', 'results', world.competition)
    shows(app, 'Results')
    world.before = lot(app, 'L12')
    assert world.before.startswith('Lot L12, London: MTCnovo leads by '), world.before
    world.stop()

    app = world.start('--panel', 'marking:L12/B04/1.1', world.competition)
    shows(app, 'Marking')
    app.find('list item', re.compile(r'^Evaluator, resettlement and rehabilitation \(1\)')).mouse()
    chosen = wait_for(lambda: app.focused() if app.focused().role == 'radio button' else None, 'the focus on the scale')
    assert chosen.name == '3, Sound', chosen
    key('2')
    app.find('label', 'Mark: 2, Weak')
    app.find('list item', re.compile('^L12 B04 MTCnovo, mark 2, '))


@step
def an_evaluator_sees_no_ranking(world):
    """Four panels, and none of them has one; who is no evaluator goes on."""
    app = world.app
    seen = [panel_of(app.windows[0])]
    for _ in range(3):
        before = panel_of(app.windows[0])
        key('ctrl+Page_Down')
        wait_for(lambda: panel_of(app.windows[0]) != before, f'the panel after {before}')
        seen.append(panel_of(app.windows[0]))
    assert seen == ['Marking', 'Plugins', 'Overview', 'Criteria'], seen
    app.find('push button', re.compile('^Saved as E01')).click()
    app.find('list item', re.compile('the user of this computer'))
    key('End')
    key('Return')
    app.find('push button', re.compile('^Saved as (?!E01)'))


@step
def the_ranking_changes_with_it(world):
    app = world.app
    go_to(app, 'Results')
    after = wait_for(lambda: lot(app, 'L12') != world.before and lot(app, 'L12'), 'the leader of L12 to change')
    assert after.startswith('Lot L12, London: Capita leads by ') and '1 bid is incomplete' in after, after


@step
def undo_takes_it_back(world):
    app = world.app
    button = app.find('push button', re.compile('^Undo'))
    assert 'mark' in button.name.lower(), button
    key('ctrl+z')
    wait_for(lambda: lot(app, 'L12') == world.before, lambda: f'{world.before}; it says {lot(app, "L12")}')
    key('ctrl+shift+z')
    wait_for(lambda: lot(app, 'L12') != world.before, 'redo')
    key('ctrl+z')
    wait_for(lambda: lot(app, 'L12') == world.before, 'undo once more')
    world.stop()


@step
def it_opens_again_where_it_was_left(world):
    app = world.start('--panel', 'results:L14', world.competition)
    shows(app, 'Results')
    selected = wait_for(lambda: [row.name for row in app.find('list', 'Lots: leader and margin').find_all('list item')
                                 if 'selected' in row.states], 'the lot')
    assert selected[0].startswith('Lot L14,'), selected
    world.stop()
    app = world.start(world.competition)
    shows(app, 'Results')
    again = wait_for(lambda: [row.name for row in app.find('list', 'Lots: leader and margin').find_all('list item')
                              if 'selected' in row.states], 'the lot')
    assert again == selected, again
    world.stop()


@step
def what_could_be_held_against_a_result_leads_to_the_place(world):
    """Safety: the mark that would make another bid win, and on to it."""
    app = world.start('--panel', 'safety:L03', world.competition)
    shows(app, 'Safety')
    app.find('label', re.compile('one mark, one step up or down, would change that'))
    assert app.unnamed() == [], app.unnamed()
    app.find('list item', re.compile('^One mark')).mouse()
    shows(app, 'Marking')
    world.stop()


@step
def another_program_s_edit_is_seen(world):
    app = world.start('--panel', 'results', world.competition)
    shows(app, 'Results')
    assert lot(app, 'L12') == world.before
    lotwise('mark', str(world.competition), 'L12', 'B04', '1.1', 'E01', '1')
    wait_for(lambda: lot(app, 'L12') != world.before, 'the mark that the command line gave')
    lotwise('undo', str(world.competition))
    wait_for(lambda: lot(app, 'L12') == world.before, 'that it was undone')


@step
def two_windows_of_one_program_show_the_same(world):
    app = world.app
    app.windows[0].act('win.new-window')
    wait_for(lambda: len(app.windows) == 2, 'the second window')
    lotwise('mark', str(world.competition), 'L12', 'B04', '1.1', 'E01', '1')
    for window in app.windows:
        wait_for(lambda: lot(window, 'L12') != world.before, f'the mark in {window}')
    app.windows[1].act('win.undo')
    for window in app.windows:
        wait_for(lambda: lot(window, 'L12') == world.before, f'the undoing in {window}')
    world.stop()


@step
def two_programs_on_one_file_see_each_other(world):
    # One program a session bus: the second has a bus of its own, but is told of the one accessibility bus.
    runtime = world.folder / 'run'
    runtime.mkdir(mode=0o700)
    bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=1'],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                           env={**os.environ, 'XDG_RUNTIME_DIR': str(runtime)})
    try:
        apart = {'DBUS_SESSION_BUS_ADDRESS': bus.stdout.readline().strip(),
                 'AT_SPI_BUS_ADDRESS': re.search('"(.*)"', sh('xprop', '-root', 'AT_SPI_BUS'))[1]}
        with App(WORKBENCH, '--panel', 'results', world.competition) as one, \
                App(WORKBENCH, '--panel', 'results', world.competition, env=apart) as two:
            for app in (one, two):
                shows(app, 'Results')
            lotwise('mark', str(world.competition), 'L12', 'B04', '1.1', 'E01', '1')
            for app in (one, two):
                wait_for(lambda: lot(app, 'L12') != world.before, 'the mark')
            two.windows[0].act('win.undo')
            for app in (one, two):
                wait_for(lambda: lot(app, 'L12') == world.before, 'the undoing')
        assert (one.proc.returncode, two.proc.returncode) == (0, 0)
    finally:
        bus.terminate()
        bus.wait()


def says(app, *words):
    """A message; it is closed again."""
    dialog = wait_for(lambda: next((window for window in app.windows if 'Close' in
                                    [button.name for button in window.find_all('push button')] and
                                    any('was not opened' in text for text in window.labels)), None), 'a message')
    said = ' '.join(dialog.labels)
    for word in words:
        assert word in said, said
    count = len(app.windows)
    dialog.find('push button', 'Close').click()
    wait_for(lambda: len(app.windows) < count, 'the message to go')


@step
def a_wrong_file_on_the_command_line_is_explained(world):
    wrong = world.folder / 'shopping.zip'
    wrong.write_text('bread\nmilk\n')
    app = world.start(wrong)
    says(app, 'shopping.zip', 'was not opened', 'Lotwise opens competitions')
    world.stop()


@step
def a_wrong_file_that_is_dropped_is_explained(world):
    app = world.start()
    for _ in drop(app, world.folder / 'shopping.zip'):
        says(app, 'shopping.zip', 'was not opened', 'Lotwise opens competitions')


@step
def a_competition_that_is_dropped_opens(world):
    for _ in drop(world.app, world.competition):
        wait_for(lambda: any(window.name.startswith(TITLE) for window in world.app.windows), 'the competition')
    world.stop()


def main():
    with tempfile.TemporaryDirectory(prefix='lotwise-window-') as folder:
        world = World(pathlib.Path(folder))
        lotwise('import', str(SAMPLE_XML), str(world.competition))
        run_steps(world)


if __name__ == '__main__':
    main()
