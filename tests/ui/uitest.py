# SPDX-License-Identifier: LGPL-2.1-or-later
"""Drives a GTK 4 program from outside: by AT-SPI, and by real X events where AT-SPI falls short. Runs under
run-headless.sh with /usr/bin/python3. What GTK 4.8 lacks, and the way round:

- Component.GrabFocus, ScrollTo and screen coordinates: focus by mouse, coordinates from X
- an Action on check buttons, drop-downs, column headers and list rows: a mouse click
- Text.GetText(0, -1) answers '' for entries and labels: the exact length is asked for
- a widget without a name answers the name of its type ("GtkEntry"): taken as no name
- mnemonics stay in names ("_Add"), and the name of an empty label is "GtkLabel": cleaned, or the text read instead
"""
import os
import re
import signal
import subprocess
import sys
import time
import traceback
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)
Atspi.init()
Atspi.set_timeout(5000, 15000)

# A person can act on these, so a screen reader must be able to name them.
ACTED_ON = ('push button', 'toggle button', 'check box', 'radio button', 'text', 'password text', 'spin button',
            'combo box', 'slider', 'tree table', 'list box', 'menu item', 'link', 'tab')
# Everything is slower under a sanitizer, and where many tests run at once.
TIMEOUT = float(os.environ.get('UITEST_TIMEOUT', '20'))


class UiError(AssertionError):
    pass


def sh(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def key(*combinations):
    """Real key presses: key('ctrl+f', 'Return')."""
    sh('xdotool', 'key', '--delay', '20', *combinations)


def screenshot(path, *options):
    subprocess.run(['import', '-silent', '-window', 'root', *options, str(path)], check=True)


def wait_for(probe, what, timeout=TIMEOUT):
    """Calls probe() until it answers something true, which is returned; never a fixed sleep."""
    end = time.monotonic() + timeout
    while True:
        try:
            value = probe()
            if value:
                return value
        except GLib.Error:          # the widget went away between two calls
            pass
        if time.monotonic() > end:
            raise UiError(f'timed out waiting for {what() if callable(what) else what}')
        time.sleep(0.03)


def clean_name(name):
    """Without mnemonic; nothing for the name of a type; once for what a label and its labelled-by say twice."""
    name = (name or '').replace('__', '\0').replace('_', '').replace('\0', '_')
    if re.fullmatch(r'(Gtk|Adw|Gdk|Lw)[A-Z]\w*', name):
        return ''
    words = name.split(' ')
    half = len(words) // 2
    return ' '.join(words[:half]) if len(words) % 2 == 0 and words[:half] == words[half:] else name


class Node:
    """One accessible object of the program."""

    def __init__(self, app, acc):
        self.app, self.acc = app, acc

    def __repr__(self):
        return f'<{self.role} {self.name!r}>'

    # ---- what it is ----
    @property
    def role(self):
        return self.acc.get_role_name()

    @property
    def name(self):
        return clean_name(self.acc.get_name())

    @property
    def description(self):
        return self.acc.get_description()

    @property
    def states(self):
        return {state.value_nick for state in self.acc.get_state_set().get_states()}

    @property
    def text(self):
        return Atspi.Text.get_text(self.acc, 0, Atspi.Text.get_character_count(self.acc))

    @property
    def labels(self):
        """The texts of all labels under this node that are laid out, in order."""
        return [node.text for node in self.walk() if node.role == 'label' and node.shown]

    @property
    def actions(self):
        try:
            return [Atspi.Action.get_action_name(self.acc, i) for i in range(Atspi.Action.get_n_actions(self.acc))]
        except GLib.Error:
            return []

    @property
    def shown(self):
        """False for what has never been laid out (a stack page not yet visited). GTK 4.8 sets 'visible' on every
        widget and 'showing' on windows only, and a page visited before keeps its size: no better test from outside."""
        if 'Component' not in self.acc.get_interfaces():
            return False
        _, _, width, height = self.box()
        return width > 0 and height > 0

    # ---- where it is in the tree ----
    @property
    def parent(self):
        parent = self.acc.get_parent()
        return Node(self.app, parent) if parent else None

    @property
    def children(self):
        found = (self.acc.get_child_at_index(i) for i in range(self.acc.get_child_count()))
        return [Node(self.app, child) for child in found if child is not None]

    def walk(self):
        yield self
        for child in self.children:
            try:
                yield from child.walk()
            except GLib.Error:
                pass

    def fitting(self, role=None, name=None):
        """Each such node inside, one after another. @name is the whole name, or a compiled expression to look for in it."""
        for node in self.walk():
            try:
                if role and node.role != role:
                    continue
                if name is None or (name.search(node.name) if hasattr(name, 'search') else node.name == name):
                    yield node
            except GLib.Error:          # it went away while the tree was walked
                pass

    def find_all(self, role=None, name=None):
        return list(self.fitting(role, name))

    def find(self, role=None, name=None, timeout=TIMEOUT):
        """Waits for such a node; one that is laid out comes before one that is not."""
        def probe():
            hidden = None
            for node in self.fitting(role, name):
                if node.shown:
                    return node
                hidden = hidden or node
            return hidden
        return wait_for(probe, f'{role} {name!r} in {self!r}', timeout)

    def gone(self, role=None, name=None, timeout=TIMEOUT):
        wait_for(lambda: not self.find_all(role, name), f'{role} {name!r} to go', timeout)

    # ---- doing ----
    def act(self, action):
        """An action of AT-SPI ('click', 'toggle'), or on a window a GAction without parameter ('win.undo')."""
        names = self.actions
        if action not in names:
            raise UiError(f'{self!r} has no action {action!r}, only {names}')
        Atspi.Action.do_action(self.acc, names.index(action))

    def click(self):
        """What a click does: by Action where GTK 4.8 offers one, else by a real mouse click."""
        for node in (self, *self.children):         # the button inside of a menu button or a drop-down
            for action in ('click', 'toggle'):
                if action in node.actions:
                    return node.act(action)
        return self.mouse()

    def mouse(self, button=1):
        """A real click in its middle."""
        x, y = self.root_point()
        # two clicks meant as two must not arrive as a double click (gtk-double-click-time is 400 ms)
        pause = self.app.last_click + 0.45 - time.monotonic()
        if pause > 0 and (x, y) == self.app.last_point:
            time.sleep(pause)
        sh('xdotool', 'mousemove', str(x), str(y), 'click', str(button))
        self.app.last_click, self.app.last_point = time.monotonic(), (x, y)

    def type(self, text):
        """Clicks into the widget, selects all and types @text key by key; ASCII only, as xdotool loses other letters."""
        assert text.isascii() and text.isprintable(), text
        self.mouse()
        wait_for(lambda: 'focused' in self.states, f'{self!r} to take the focus')
        key('ctrl+a', 'Delete')
        sh('xdotool', 'type', '--delay', '5', '--', text)
        wait_for(lambda: self.text == text, lambda: f'{self!r} to hold {text!r}, it holds {self.text!r}')

    # ---- places ----
    def box(self):
        extents = self.acc.get_extents(Atspi.CoordType.WINDOW)
        return extents.x, extents.y, extents.width, extents.height

    def root_point(self):
        """Its middle on the X root window: AT-SPI gives places relative to the content of the window or popover, X
        gives the place of the surface, and _GTK_FRAME_EXTENTS or the difference in size the shadow."""
        node, surface, popover = self, None, None
        while node is not None and node.role != 'application':
            if popover is None and (node.role == 'menu' or node.acc.get_name() in ('GtkPopover', 'GtkPopoverMenu')):
                popover = node
            surface, node = node, node.parent
        native = popover or surface
        left, top, width, height = native.box()
        x, y, own_width, own_height = self.box()
        window = wait_for(lambda: self.app.x_window(native, popover is not None), f'the X window of {native!r}')
        dx, dy = window['shadow'] or ((window['width'] - width) // 2, (window['height'] - height) // 2)
        return window['x'] + dx + x - left + own_width // 2, window['y'] + dy + y - top + own_height // 2


class App(Node):
    """A running program: with App('build/app/shell/lotwise-workbench', FILE) as app: app.find('push button', 'Undo').click()"""

    def __init__(self, *command, env=None):
        self.last_click, self.last_point = 0.0, None
        env = {**os.environ, **(env or {})}
        # GTK 4.8's own AT-SPI code leaks each time an action's name is asked for: leaks are looked for in process
        env['ASAN_OPTIONS'] = env.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
        self.command = [str(word) for word in command]
        self.proc = subprocess.Popen(self.command, env=env)
        super().__init__(self, wait_for(self._on_the_bus, f'{self.command} to show up on the accessibility bus', 60))
        Atspi.Accessible.set_cache_mask(self.acc, Atspi.Cache.NONE)     # always ask, never a stale answer

    def _on_the_bus(self):
        if self.proc.poll() is not None:
            raise UiError(f'{self.command} ended with status {self.proc.returncode}')
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            acc = desktop.get_child_at_index(i)
            if acc is not None and acc.get_process_id() == self.proc.pid and acc.get_child_count():
                return acc
        return None

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.quit()

    def quit(self):
        """Closes the windows and returns the exit status; a program that does not end is killed."""
        try:
            for window in reversed(self.windows):
                if 'window.close' in window.actions:
                    window.act('window.close')
            self.proc.wait(TIMEOUT)
        except (GLib.Error, UiError, subprocess.TimeoutExpired):
            pass
        if self.proc.poll() is None:
            self.proc.send_signal(signal.SIGTERM)
            try:
                self.proc.wait(5)
            except subprocess.TimeoutExpired:
                self.proc.kill()
                self.proc.wait()
        return self.proc.returncode

    @property
    def windows(self):
        """Whatever their role: GTK 4.8 gives 'frame' to the first, 'filler' to those that come later."""
        return self.children

    def focused(self):
        return next((node for node in self.walk() if 'focused' in node.states), None)

    def unnamed(self):
        """What is shown and a person could act on, but a screen reader could not name."""
        def is_inner(node):
            return node.parent is not None and node.parent.role in ('combo box', 'spin button')
        return [node for node in self.walk()
                if node.role in ACTED_ON and not node.name and node.shown and not is_inner(node)]

    def x_window(self, native, is_popover):
        """Place, size and shadow of the X window of @native, or None."""
        _, _, width, height = native.box()
        title = native.acc.get_name()
        for number in sh('xdotool', 'search', '--onlyvisible', '--pid', str(self.proc.pid)).split():
            lines = sh('xdotool', 'getwindowgeometry', '--shell', number).splitlines()
            place = {name.lower(): int(value) for name, value in (line.split('=') for line in lines if '=' in line)}
            if 'width' not in place:
                continue
            shadow = re.search(r'= (\d+), \d+, (\d+), \d+', sh('xprop', '-id', number, '_GTK_FRAME_EXTENTS'))
            if is_popover:                          # its X window may be larger by the popover's padding
                if 0 <= place['width'] - width <= 40 and 0 <= place['height'] - height <= 40:
                    return {**place, 'shadow': None}
            elif sh('xdotool', 'getwindowname', number) == title:
                return {**place, 'shadow': shadow and (int(shadow[1]), int(shadow[2]))}
        return None


# ---- steps as tests ----

STEPS = []


def step(function):
    STEPS.append(function)
    return function


def run_steps(*args):
    """Calls each step(*args) in turn and prints TAP; a step that fails leaves a picture in UITEST_SHOTS."""
    print(f'1..{len(STEPS)}', flush=True)
    failed = 0
    for number, function in enumerate(STEPS, 1):
        try:
            function(*args)
            print(f'ok {number} {function.__name__}', flush=True)
        except Exception:           # any failure is this step's alone
            failed += 1
            print(f'not ok {number} {function.__name__}', flush=True)
            for line in traceback.format_exc().splitlines():
                print(f'# {line}', flush=True)
            if os.environ.get('UITEST_SHOTS'):
                screenshot(os.path.join(os.environ['UITEST_SHOTS'], f'failed-{function.__name__}.png'))
    sys.exit(failed > 0)
