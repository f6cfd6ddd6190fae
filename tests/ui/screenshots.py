#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""screenshots.py BUILD SAMPLE.xml DIRECTORY WIDTHxHEIGHT light|dark [PLACE…]: writes each panel of the window, with the
sample open, as DIRECTORY/PANEL-WIDTH-SCHEME.png. Runs under run-headless.sh on a larger screen; './workbench screenshots'
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
# A place of the window and the name of its picture; 'welcome' is the window without a competition.
PLACES = {
    'welcome': 'welcome',
    'overview': 'overview',
    'bids': 'bids',
    'criteria': 'criteria',
    'marking:L12/B04/1.1': 'marking',
    'results:L12': 'results',
    'safety:L03': 'safety',
    'record': 'record',
    'plugins': 'plugins',
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


def take(command, picture, width, height):
    with App(*command) as app:
        window = wait_for(lambda: app.windows, 'the window')[0]
        # no window manager gives the focus; out of it, everything is drawn dim
        place = wait_for(lambda: app.x_window(window, False), 'the window on the screen')
        sh('xdotool', 'windowmove', str(place['window']), '0', '0', 'windowfocus', str(place['window']))
        if picture.name.startswith('marking-'):      # it asks who is marking
            app.find('list item', re.compile('^Evaluator')).mouse()
            app.find('text', 'Rationale')
        sh('xdotool', 'mousemove', '9999', '9999')
        painted(picture, width, height)
    if app.proc.returncode != 0:
        raise UiError(f'{app.command} ended with status {app.proc.returncode}')


def main(build, sample_xml, directory, size, scheme, *places):
    build, directory = pathlib.Path(build), pathlib.Path(directory)
    width, height = map(int, size.split('x'))
    workbench = build / 'app' / 'shell' / 'lotwise-workbench'
    with tempfile.TemporaryDirectory() as work:
        competition = pathlib.Path(work) / 'transforming-rehabilitation.lotwise'
        subprocess.run([build / 'app' / 'cli' / 'lotwise', 'import', sample_xml, competition], check=True,
                       stdout=subprocess.DEVNULL)
        for place in places or PLACES:
            name = PLACES.get(place, place.replace(':', '-').replace('/', '-'))
            command = [workbench, '--size', f'{width + 2 * FRAME}x{height + 2 * FRAME}']
            if place != 'welcome':
                command += ['--panel', place, competition]
            take(command, directory / f'{name}-{width}-{scheme}.png', width, height)


if __name__ == '__main__':
    main(*sys.argv[1:])
