#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""test_migrations.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…]: files of every released schema open, as TAP.

tests/migrations/NNNN.sql is the dump of a file made with the schema of that release, NNNN.xml what it exports to.
A released dump is never made again; after a change to a schema a new pair is added with --make NNNN."""
import contextlib
import sqlite3
import sys

from cli_place import ROOT, SMALL, Place, main, test

FOLDER = ROOT / 'tests' / 'migrations'
APPLICATION_ID = 0x4c4f5457


def restore(dump, path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute('PRAGMA page_size = 8192')
        connection.execute(f'PRAGMA application_id = {APPLICATION_ID}')
        connection.executescript(dump.read_text())
        connection.execute('PRAGMA journal_mode = WAL')


def make(number):
    """Adds the pair of the present schema: the small competition with an edit, an undo and a redo."""
    import pathlib
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        place = Place(pathlib.Path(folder))
        place.run('import', SMALL, 's.lotwise').fine()
        place.run('set', 's.lotwise', 'lot', 'L1', 'title=Edited', '--as', 'tester', '--reason', 'for the dump').fine()
        place.run('undo', 's.lotwise', '--as', 'tester').fine()
        place.run('redo', 's.lotwise', '--as', 'tester').fine()
        with contextlib.closing(sqlite3.connect(place.path('s.lotwise'))) as connection:
            (FOLDER / f'{number}.sql').write_text('\n'.join(connection.iterdump()) + '\n')
        (FOLDER / f'{number}.xml').write_bytes(place.export())


def check(place, number):
    restore(FOLDER / f'{number}.sql', place.path('s.lotwise'))
    assert place.json('verify', 's.lotwise')['problems'] == []
    assert place.export() == (FOLDER / f'{number}.xml').read_bytes()
    if place.path('s.lotwise.backup-1').exists():
        # an upgrade cannot be undone, nor what lies before it; what comes after it can
        place.run('set', 's.lotwise', 'lot', 'L1', 'title=Again').fine()
        place.run('undo', 's.lotwise').fine()
    else:
        place.run('undo', 's.lotwise').fine()
        place.run('redo', 's.lotwise').fine()
    assert place.export() == (FOLDER / f'{number}.xml').read_bytes()


for dump in sorted(FOLDER.glob('*.sql')):
    def opens(place, number=dump.stem):
        check(place, number)
    opens.__name__ = f'schema_{dump.stem}'
    test(opens)


if __name__ == '__main__':
    if sys.argv[4:5] == ['--make']:
        make(sys.argv[5])
    else:
        sys.exit(main())
