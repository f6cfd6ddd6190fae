#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""bench-window.py WORKBENCH COMPETITION RUNS: seconds from the start of a program to its window on the screen.

The window with @COMPETITION open and two programs that come with GTK 4 take turns, after one round that is not counted.
Prints "name<TAB>seconds" lines. Runs under tests/ui/run-headless.sh: X tells of each window that is mapped."""
import select
import subprocess
import sys
import time

PATIENCE = 30


class Screen:
    """Hears of every window that is mapped on the display."""

    def __init__(self):
        self.watcher = subprocess.Popen(['stdbuf', '-oL', 'xev', '-root', '-event', 'substructure', '-event', 'property'],
                                        stdout=subprocess.PIPE, bufsize=0)
        self.wait_for(b'PropertyNotify', poke=['xprop', '-root', '-f', 'BENCH', '8s', '-set', 'BENCH', 'here'])

    def wait_for(self, event, poke=None):
        """Returns when @event is told of; @poke is run again and again until then."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if poke:
                subprocess.run(poke, stdout=subprocess.DEVNULL, check=True)
            ready, _, _ = select.select([self.watcher.stdout], [], [], 0.2 if poke else PATIENCE)
            if ready and event in self.watcher.stdout.read(65536):
                return
        sys.exit(f'bench-window: no {event.decode()} within {PATIENCE} s')

    def forget(self):
        """Passes over what is told until nothing has come for a moment."""
        while select.select([self.watcher.stdout], [], [], 0.2)[0]:
            self.watcher.stdout.read(65536)


def start(screen, command):
    began = time.monotonic()
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    screen.wait_for(b'MapNotify')
    taken = time.monotonic() - began
    program.terminate()
    program.wait()
    screen.forget()
    return taken


def main(workbench, competition, runs):
    programs = {
        'ours.window': [workbench, competition],
        'peer.widget-factory': ['gtk4-widget-factory'],
        'peer.gtk4-demo': ['gtk4-demo'],
    }
    screen = Screen()
    screen.forget()
    for run in range(int(runs) + 1):
        for name, command in programs.items():
            taken = start(screen, command)
            if run:
                print(f'{name}\t{taken:.6f}', flush=True)
    screen.watcher.terminate()


if __name__ == '__main__':
    main(*sys.argv[1:])
