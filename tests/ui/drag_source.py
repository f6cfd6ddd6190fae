#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""drag_source.py FILE…: a small window from which the files can be dragged, as from a file manager."""
import pathlib
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402

FILES = [pathlib.Path(name).resolve().as_uri() for name in sys.argv[1:]]


def on_activate(app):
    label = Gtk.Label(label='Drag from here', width_request=200, height_request=100)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    uris = GLib.Bytes.new('\r\n'.join([*FILES, '']).encode())
    source.set_content(Gdk.ContentProvider.new_for_bytes('text/uri-list', uris))
    label.add_controller(source)
    Gtk.ApplicationWindow(application=app, title='Drag source', decorated=False, child=label).present()


program = Gtk.Application(application_id='org.lotwise.DragSource', flags=Gio.ApplicationFlags.NON_UNIQUE)
program.connect('activate', on_activate)
program.run([])
