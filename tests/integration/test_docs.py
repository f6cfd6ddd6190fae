#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_docs.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: what the documents say can be tried, works. As TAP."""
import contextlib
import io
import re
import sys

from cli_place import ROOT, main, test


def blocks(page, language):
    return re.findall(rf'```{language}\n(.*?)```', (ROOT / 'docs' / page).read_text(), re.DOTALL)


@test
def hash_chain_in_python(place):
    """data-model.md shows how anyone can check the journal: the head it prints is that of verify."""
    place.competition()
    place.run('mark', 's.lotwise', 'L1', 'B1', '1.1', 'E1', '0', '--rationale', 'A “½” \\ "quoted"\tmark').fine()
    place.run('undo', 's.lotwise').fine()
    code, = blocks('data-model.md', 'python')
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code.replace('FILE.lotwise', str(place.path('s.lotwise'))), {})
    assert out.getvalue().strip() == place.json('verify', 's.lotwise')['head']


@test
def example_file(place):
    """file-format.md shows a whole file, in the canonical form."""
    example, = blocks('file-format.md', 'xml')
    place.path('example.xml').write_text(example)
    place.run('import', 'example.xml', 's.lotwise').fine()
    assert place.export().decode() == example
    ranking = place.json('rank', 's.lotwise')['lots'][0]['ranking']
    assert [(bid['bidder'], bid['total']) for bid in ranking] == [('B01', '100.00')], ranking


@test
def tables_are_described(place):
    """data-model.md names every table of a file."""
    import sqlite3
    place.competition()
    page = (ROOT / 'docs' / 'data-model.md').read_text()
    with contextlib.closing(sqlite3.connect(place.path('s.lotwise'))) as connection:
        tables = [name for name, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert [name for name in tables if f'`{name}`' not in page] == []


@test
def cases_are_tests(place):
    """cases.md names tests that are there: whole, or as a prefix of a file's tests and one of its names."""
    sources = [path.read_text() for folder in ('app', 'plugins', 'tests') for path in sorted((ROOT / folder).rglob('test-*.c'))]

    def is_there(name, text):
        parts = [(name[:at + 1], name[at + 1:]) for at, letter in enumerate(name) if letter == '/']
        return f'"{name}"' in text or any(
            f'"{prefix}"' in text and (f'"{rest}"' in text or f'({rest})' in text) for prefix, rest in parts if rest)

    names = re.findall(r'`(/[^`]+)`', (ROOT / 'docs' / 'cases.md').read_text())
    assert len(names) > 60, names
    assert [name for name in names if not any(is_there(name, text) for text in sources)] == []


if __name__ == '__main__':
    sys.exit(main())
