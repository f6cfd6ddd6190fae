#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_po.py SOURCE_ROOT: every source with a string marked for translation is listed in po/POTFILES, in order.

With --write the list is made anew."""
import pathlib
import re
import sys

MARK = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext) ?\(')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)


def marked(root):
    """Sources with marked strings; tests speak to programmers only. What the desktop shows is translated whole."""
    for path in (root / 'data' / 'desktop').glob('*.in'):
        yield path.relative_to(root).as_posix()
    for top in ('app', 'plugins'):
        for path in (root / top).rglob('*.c'):
            relative = path.relative_to(root)
            if 'tests' not in relative.parts and MARK.search(COMMENT.sub('', path.read_text(encoding='utf-8'))):
                yield relative.as_posix()
        for path in (root / top).rglob('*.ui'):
            if 'translatable="' in path.read_text(encoding='utf-8'):
                yield path.relative_to(root).as_posix()


def main():
    root = pathlib.Path(sys.argv[1])
    potfiles = root / 'po' / 'POTFILES'
    expected = sorted(marked(root))
    if '--write' in sys.argv[2:]:
        potfiles.write_text(''.join(line + '\n' for line in expected), encoding='utf-8')
        return 0
    listed = potfiles.read_text(encoding='utf-8').splitlines()
    missing = [path for path in expected if path not in listed]
    gone = [path for path in listed if path not in expected]
    results = [
        ('every source with marked strings is listed', missing),
        ('every line is a source with marked strings', gone),
        ('the list is sorted and names nothing twice', [] if listed == sorted(set(listed)) else ['po/POTFILES']),
    ]
    print(f'1..{len(results)}')
    for number, (name, bad) in enumerate(results, 1):
        print(f'{"not ok" if bad else "ok"} {number} po/{name}')
        for path in bad:
            print(f'# {path}')
    if missing or gone:
        print(f'# "python3 tests/integration/test_po.py {root} --write" makes the list anew')
    return 1 if any(bad for _, bad in results) else 0


sys.exit(main())
