#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""screenshots.py BUILD SAMPLE.xml DIRECTORY WIDTHxHEIGHT light|dark [PICTURE…]: writes each screen of the window, with the
sample open, as DIRECTORY/PICTURE-WIDTH-SCHEME.png. Runs under run-headless.sh on a larger screen; './workbench screenshots'
does so for each size and scheme."""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from uitest import App, UiError, screenshot, sh, wait_for  # noqa: E402

# Without a window manager the toolkit draws a frame around its window, which is cut off.
FRAME = 5


def choose_evaluator(app):
    app.find('list item', re.compile('^Evaluator')).mouse()     # it asks who is marking
    app.find('text', 'Rationale')


def press(label):
    def pressed(app):
        app.find('push button', label).click()
        wait_for(lambda: len(app.windows) > 1, 'a sheet')
    return pressed


# A picture's name, the place of the window, and what is done there first; no place: the window without a competition.
PICTURES = {
    'welcome': (None, None),
    'overview': ('overview', None),
    'bids': ('bids', None),
    'criteria': ('criteria', None),
    'scales': ('criteria:scale', None),
    'method': ('criteria:method', None),
    'lab': ('criteria:lab', None),
    'publish': ('criteria', press('Publish…')),
    'people': ('people', None),
    'assignments': ('people:assign', None),
    'declarations': ('people:declare', None),
    'packs': ('people:packs', press('Export packs…')),
    'moderation': ('moderation:L12/B11/2.3', None),
    'meeting': ('moderation:L12/B11/2.3', press('Begin meeting')),
    'agreement': ('moderation:agreement', None),
    'prices': ('prices:L12', None),
    'results': ('results:L12', None),
    'safety': ('safety:L03', None),
    'record': ('record', None),
    'plugins': ('plugins', None),
    # the last: the file remembers who marked, and an evaluator sees little
    'marking': ('marking:L12/B04/1.1', choose_evaluator),
}


def painted(picture, width, height):
    """Takes pictures until three in a row are the same and show more than one colour."""
    last, same = None, 0

    def settled():
        nonlocal last, same
        screenshot(picture, '-crop', f'{width}x{height}+{FRAME}+{FRAME}', '+repage')
        now = sh('identify', '-format', '%# %k', str(picture))
        same = same + 1 if now == last else 0
        last = now
        return same >= 3 and int(now.split()[1]) > 16
    wait_for(settled, f'{picture.name} to be painted')


def take(command, before, picture, width, height):
    with App(*command) as app:
        window = wait_for(lambda: app.windows, 'the window')[0]
        # no window manager gives the focus; out of it, everything is drawn dim
        place = wait_for(lambda: app.x_window(window, False), 'the window on the screen')
        sh('xdotool', 'windowmove', str(place['window']), '0', '0', 'windowfocus', str(place['window']))
        if before:
            before(app)
        for sheet in app.windows[1:]:                           # where a window manager would put it
            at = wait_for(lambda: app.x_window(sheet, False), 'the sheet on the screen')
            if at['width'] < width:
                sh('xdotool', 'windowmove', str(at['window']), str((width - at['width']) // 2), str((height - at['height']) // 2))
        sh('xdotool', 'mousemove', '9999', '9999')
        painted(picture, width, height)
    if app.proc.returncode != 0:
        raise UiError(f'{app.command} ended with status {app.proc.returncode}')


def main(build, sample_xml, directory, size, scheme, *names):
    build, directory = pathlib.Path(build), pathlib.Path(directory)
    width, height = map(int, size.split('x'))
    workbench = build / 'app' / 'shell' / 'lotwise-workbench'
    with tempfile.TemporaryDirectory() as work:
        competition = pathlib.Path(work) / 'transforming-rehabilitation.lotwise'
        subprocess.run([build / 'app' / 'cli' / 'lotwise', 'import', sample_xml, competition], check=True,
                       stdout=subprocess.DEVNULL)
        for name in names or PICTURES:
            place, before = PICTURES[name]
            command = [workbench, '--size', f'{width + 2 * FRAME}x{height + 2 * FRAME}']
            if place:
                command += ['--panel', place, competition]
            take(command, before, directory / f'{name}-{width}-{scheme}.png', width, height)


if __name__ == '__main__':
    main(*sys.argv[1:])
