#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""layers-catch.py CC: layers.py is worth what it catches. A small tree that keeps the rules passes; with each of
these violations put in, in turn, it does not. TAP output."""
import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import layers  # noqa: E402

GOOD = {
    'app/core/base/number.h': '#include <glib.h>\n',
    'app/core/base/number.c': '#include "config.h"\n#include "base/number.h"\n// #include <gtk/gtk.h>\n',
    'app/core/tests/test-number.c': '#include "base/number.h"\n',
    'app/cli/table.h': '',
    'app/cli/main.c': '#include "table.h"\n#include "base/number.h"\n',
    'app/shell/window.h': '#include <gtk/gtk.h>\n#include "base/number.h"\n',
    'app/shell/tests/test-window.c': '#include "window.h"\n#include "uihelp.h"\n#include <adwaita.h>\n',
    'tests/ui/uihelp.h': '#include <gtk/gtk.h>\n',
    'plugins/marks/panel/tests/test-view.c': '#include "view.h"\n#include "uihelp.h"\n#include "engine/marks.h"\n'
                                             '#include "fixture.h"\n#include "../../../../app/core/tests/numbers.h"\n',
    'plugins/marks/tests/fixture.h': '',
    'app/core/tests/numbers.h': '',
    'plugins/marks/panel/view.h': '',
    'plugins/marks/marks.plugin.in': '[Plugin]\nId=marks\n',
    'plugins/marks/engine/marks.h': '#include "base/number.h"\n',
    'plugins/marks/panel/view.c': '#include "engine/marks.h"\n#include "window.h"\n#include <adwaita.h>\n',
    'plugins/marks/tests/test-marks.c': '#include "engine/marks.h"\n',
    'plugins/award/award.plugin': '[Plugin]\nId=award\nRequires=marks;\n',
    'plugins/award/engine/award.c': '#include "../../marks/engine/marks.h"\n',
    'plugins/apart/apart.plugin': '[Plugin]\nId=apart\n',
    'plugins/apart/engine/apart.c': '#include "base/number.h"\n',
    'plugins/apart/engine/apart.h': '',
    'plugins/apart/panel/look.h': '',
}

# what is wrong: (file, its text, words of the complaint)
BAD_SOURCES = {
    'core includes the command line': ('app/core/base/x.c', '#include "table.h"\n', 'app/cli/table.h'),
    'core includes the command line by a path': ('app/core/base/x.c', '#include "../../cli/table.h"\n', 'app/cli'),
    'core includes a plugin': ('app/core/x.c', '#include "engine/marks.h"\n', 'plugins/marks'),
    'core includes a plugin, spaced out': ('app/core/x.c', '  #  include   <engine/marks.h>\n', 'plugins/marks'),
    'core includes the toolkit': ('app/core/x.c', '/* a */ int a;\n#include <gtk/gtk.h>\n', 'x.c:2'),
    'core includes the shell': ('app/core/x.c', '#include "window.h"\n', 'app/shell'),
    'the tests of the core include the command line': ('app/core/tests/x.c', '#include "table.h"\n', 'app/cli'),
    'the command line includes the toolkit': ('app/cli/x.c', '#include <adwaita.h>\n', 'adwaita'),
    'the command line includes a plugin': ('app/cli/x.c', '#include "engine/marks.h"\n', 'plugins/marks'),
    'the shell includes the command line': ('app/shell/x.c', '#include "table.h"\n', 'app/cli'),
    'the shell includes a plugin': ('app/shell/x.c', '#include "plugins/marks/engine/marks.h"\n', 'plugins/marks'),
    'an engine includes the toolkit': ('plugins/marks/engine/x.h', '#include <gdk/gdk.h>\n', 'gdk'),
    'an engine includes its own panel': ('plugins/marks/engine/x.c', '#include "../panel/view.h"\n', 'panel'),
    'an engine includes the shell': ('plugins/marks/engine/x.c', '#include "window.h"\n', 'app/shell'),
    'an engine includes one it does not require': ('plugins/marks/engine/x.c', '#include "apart.h"\n', 'apart'),
    'an engine includes the command line': ('plugins/award/engine/x.c', '#include "table.h"\n', 'app/cli'),
    'a panel includes one it does not require': ('plugins/marks/panel/x.c', '#include "apart.h"\n', 'apart'),
    'the shell includes a panel': ('app/shell/x.c', '#include "../../plugins/marks/panel/view.h"\n', 'plugins/marks'),
    'the tests of the shell include a plugin': ('app/shell/tests/x.c', '#include "engine/marks.h"\n', 'plugins/marks'),
    'the shell includes what is for tests': ('app/shell/x.c', '#include "uihelp.h"\n', 'tests/ui'),
    'a panel includes what is for tests': ('plugins/marks/panel/x.c', '#include "uihelp.h"\n', 'tests/ui'),
    'the tests of the core include widgets': ('app/core/tests/x.c', '#include "uihelp.h"\n', 'tests/ui'),
    'an engine includes a fixture': ('plugins/marks/engine/x.c', '#include "fixture.h"\n', 'plugins/marks/tests'),
    'a panel includes the panel of another': ('plugins/marks/panel/x.c', '#include "look.h"\n', 'plugins/apart'),
    'a panel includes the command line': ('plugins/marks/panel/x.c', '#include "table.h"\n', 'app/cli'),
    'an include that cannot be read': ('app/core/x.c', '#include HEADER\n', 'HEADER'),
    'an include of nothing': ('app/core/x.c', '#include "nowhere.h"\n', 'nowhere.h'),
}

# (library or program, the folder it is built in): C text
GOOD_OBJECTS = {
    ('liblotwise-core.so', 'app/core'): 'int lw_number (void) { return 1; }',
    ('lotwise', 'app/cli'): 'int lw_number (void); int lw_table (void) { return 1; } int main (void) { return lw_number (); }',
    ('lotwise-marks.so', 'plugins/marks'): 'int lw_number (void); int lw_marks (void) { return lw_number (); }',
    ('lotwise-apart.so', 'plugins/apart'): 'int lw_apart (void) { return 2; }',
    ('liblotwise-shell.so', 'app/shell'): 'int gtk_init (void); int lw_number (void);'
                                          'int lw_window (void) { return gtk_init () + lw_number (); }',
    ('lotwise-workbench', 'app/shell'): 'int lw_window (void); int main (void) { return lw_window (); }',
    ('lotwise-marks-panel.so', 'plugins/marks/panel'): 'int gtk_init (void); int lw_window (void); int lw_marks (void);'
                                                       'int lw_view (void) { return gtk_init () + lw_window () + lw_marks (); }',
}
BAD_OBJECTS = {
    'core wants the toolkit': ('liblotwise-core.so', 'int gtk_init (void); int lw_x (void) { return gtk_init (); }', 'gtk_init'),
    'core is linked with the toolkit': ('liblotwise-core.so', 'NEEDS libgtk-4.so.1', 'libgtk-4'),
    'core wants a plugin': ('liblotwise-core.so', 'int lw_marks (void); int lw_x (void) { return lw_marks (); }', 'lw_marks'),
    'an engine has a toolkit symbol': ('lotwise-marks.so', 'int adw_x (void) { return 1; }', 'adw_x'),
    'an engine wants the command line': ('lotwise-marks.so', 'int lw_table (void); int lw_x (void) { return lw_table (); }', 'lw_table'),
    'an engine shows a symbol of the command line': ('lotwise-marks.so', 'int lw_table (void) { return 0; }', 'lw_table'),
    'an engine wants one it does not require': ('lotwise-marks.so', 'int lw_apart (void); int lw_x (void) { return lw_apart (); }', 'lw_apart'),
    'an engine is linked with one it does not require': ('lotwise-marks.so', 'NEEDS lotwise-apart.so', 'lotwise-apart.so'),
    'core wants the shell': ('liblotwise-core.so', 'int lw_window (void); int lw_x (void) { return lw_window (); }', 'lw_window'),
    'the command line is linked with the shell': ('lotwise', 'NEEDS liblotwise-shell.so', 'liblotwise-shell.so'),
    'an engine is linked with the shell': ('lotwise-marks.so', 'NEEDS liblotwise-shell.so', 'liblotwise-shell.so'),
    'an engine wants the shell': ('lotwise-marks.so', 'int lw_window (void); int lw_x (void) { return lw_window (); }', 'lw_window'),
    'an engine wants its panel': ('lotwise-marks.so', 'int lw_view (void); int lw_x (void) { return lw_view (); }', 'lw_view'),
    'the shell wants an engine': ('liblotwise-shell.so', 'int lw_marks (void); int lw_x (void) { return lw_marks (); }', 'lw_marks'),
    'the shell is linked with an engine': ('liblotwise-shell.so', 'NEEDS lotwise-marks.so', 'lotwise-marks.so'),
    'the shell is linked with a panel': ('liblotwise-shell.so', 'NEEDS lotwise-marks-panel.so', 'lotwise-marks-panel.so'),
    'the window program is linked with an engine': ('lotwise-workbench', 'NEEDS lotwise-marks.so', 'lotwise-marks.so'),
    'a panel wants an engine it does not require': ('lotwise-marks-panel.so',
                                                    'int lw_apart (void); int lw_x (void) { return lw_apart (); }', 'lw_apart'),
    'a panel is linked with an engine it does not require': ('lotwise-marks-panel.so', 'NEEDS lotwise-apart.so',
                                                             'lotwise-apart.so'),
    'the command line is linked with an engine': ('lotwise', 'NEEDS lotwise-marks.so', 'lotwise-marks.so'),
}


def write(root, path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def complaints_about_sources(root):
    return [problem for problems in layers.check_sources(layers.Tree(root)).values() for problem in problems]


def sources():
    """(name, what is wrong with the result or None) for each case."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory).resolve()
        for path, text in GOOD.items():
            write(root, path, text)
        found = complaints_about_sources(root)
        yield 'a tree that keeps the rules', f'expected no complaint, found {found}' if found else None
        for name, (path, text, words) in BAD_SOURCES.items():
            write(root, path, text)
            found = complaints_about_sources(root)
            good = len(found) == 1 and words in found[0]
            yield name, None if good else f'expected one complaint with {words}, found {found}'
            (root / path).unlink()


def link(compiler, root, file, folder, text):
    """Builds @text as @file; where the text is 'NEEDS library', it only names that library as needed."""
    options = ['-L' + str(root), '-Wl,--no-as-needed', '-Wl,--unresolved-symbols=ignore-all', '-Wl,-rpath,' + str(root)]
    if text.startswith('NEEDS '):
        needed = text.split()[1]
        if not (root / needed).exists():
            build(compiler, root, needed, 'int needed_here;', '-shared')
        options.append('-l:' + needed)
        text = GOOD_OBJECTS[file, folder]
    if file.endswith('.so'):
        options.append('-shared')
    if file != 'liblotwise-core.so':
        options.append('-l:liblotwise-core.so')
    build(compiler, root, file, text, *options)


def build(compiler, root, file, text, *options):
    subprocess.run([*compiler, '-fPIC', '-w', '-x', 'c', '-', '-o', str(root / file), *options,
                    *([f'-Wl,-soname,{file}'] if '-shared' in options else [])], input=text, text=True, check=True)


def complaints_about_objects(root):
    return [problem for problems in layers.check_objects(layers.Tree(root), root).values() for problem in problems]


def objects(compiler):
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory).resolve()
        targets = []
        for (file, folder), text in GOOD_OBJECTS.items():
            write(root, f'{folder}/meson.build', '')
            link(compiler, root, file, folder, text)
            targets.append({'name': file, 'type': 'shared library' if file.endswith('.so') else 'executable',
                            'defined_in': str(root / folder / 'meson.build'), 'filename': [str(root / file)]})
        write(root, 'meson-info/intro-targets.json', json.dumps(targets))
        found = complaints_about_objects(root)
        yield 'objects that keep the rules', f'expected no complaint, found {found}' if found else None
        for name, (file, text, words) in BAD_OBJECTS.items():
            folder = next(place for known, place in GOOD_OBJECTS if known == file)
            good = GOOD_OBJECTS[file, folder]
            link(compiler, root, file, folder, text if text.startswith('NEEDS') else good + '\n' + text)
            found = complaints_about_objects(root)
            yield name, None if any(words in problem for problem in found) else \
                f'expected a complaint with {words}, found {found}'
            link(compiler, root, file, folder, good)


def main(*compiler):
    # Sanitizers of the build do not matter here, and their options would be passed on to the compiler.
    os.environ.pop('LD_PRELOAD', None)
    results = [*sources(), *objects(shlex.split(' '.join(compiler)))]
    print(f'1..{len(results)}')
    for number, (name, problem) in enumerate(results, 1):
        print(f'{"not ok" if problem else "ok"} {number} - {name}')
        if problem:
            print(f'# {problem}')
    return any(problem for _, problem in results)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
