# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests of the command line share: test_cli_*.py LOTWISE SAMPLE.xml SOURCE_ROOT [TEST…].

Every test has a directory of its own; after each, every competition left there must pass "lotwise verify", unless the
test says that it tampered with it."""
import csv
import fcntl
import io
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import traceback
import unicodedata

LOTWISE, SAMPLE, ROOT = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
SMALL = ROOT / 'tests' / 'integration' / 'small.xml'
SHA256 = re.compile(r'[0-9a-f]{64}')
TIMEOUT = 300
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Run:
    """One run of the program, and what may be asked of it."""

    def __init__(self, args, status, out, err):
        self.args, self.status, self.out, self.err = args, status, out, err

    def __str__(self):
        return f'lotwise {" ".join(self.args)}\nstatus {self.status}\nout: {self.out[:2000]}\nerr: {self.err[:2000]}'

    def fine(self):
        assert self.status == 0 and self.err == '', self
        return self

    def failed_check(self):
        assert self.status == 1, self
        return self

    def refused(self, *parts):
        """Status 2, nothing on standard output, and a message with each of @parts."""
        assert self.status == 2, self
        assert self.out == '', self
        assert self.err.startswith('lotwise: '), self
        for part in parts:
            assert part in self.err, f'expected {part!r} in the message\n{self}'
        return self

    def json(self):
        return json.loads(self.out)

    def csv(self):
        assert self.out.endswith('\r\n'), self
        return list(csv.DictReader(io.StringIO(self.out, newline=''), strict=True))


class Place:
    """A directory with a small competition in it."""

    small = None

    def __init__(self, folder):
        self.folder = folder
        self.tampered = False
        self.env = {'LC_ALL': 'C.UTF-8', 'TERM': 'xterm', 'TZ': 'UTC', 'HOME': str(folder)}
        for name in ('PATH', 'LOTWISE_PLUGIN_PATH', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LD_LIBRARY_PATH', 'G_SLICE'):
            if name in os.environ:
                self.env[name] = os.environ[name]
        for name in ('CONFIG', 'DATA', 'STATE', 'CACHE'):
            self.env[f'XDG_{name}_HOME'] = str(folder / '.home' / name.lower())

    def run(self, *args, **env):
        result = subprocess.run([LOTWISE, *map(str, args)], cwd=self.folder, env={**self.env, **env}, stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=TIMEOUT)
        return Run([str(a) for a in args], result.returncode, result.stdout.decode(), result.stderr.decode())

    def json(self, *args):
        return self.run(*args, '--json').fine().json()

    def path(self, name):
        return self.folder / name

    def competition(self, name='s.lotwise'):
        """A fresh copy of the small competition."""
        if Place.small is None:
            self.run('import', SMALL, self.folder.parent / 'small.lotwise').fine()
            Place.small = self.folder.parent / 'small.lotwise'
        shutil.copyfile(Place.small, self.path(name))
        return name

    def export(self, name='s.lotwise'):
        out = self.path('export.xml')
        self.run('export', name, out).fine()
        return out.read_bytes()

    def sql(self, name, *statements):
        """Goes around the program, as somebody with an SQLite tool could."""
        self.tampered = True
        connection = sqlite3.connect(self.path(name))
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    def files(self):
        """What the runs left, but for what SQLite keeps beside a database."""
        return sorted(path.name for path in self.folder.iterdir()
                      if path.name != '.home' and not path.name.endswith(('.lotwise-wal', '.lotwise-shm')))

    def verify_all(self):
        for path in self.folder.glob('*.lotwise'):
            if not self.tampered:
                assert self.json('verify', path.name)['ok'] is True, path


def on_terminal(place, args, columns=80, interrupt_at=None, **env):
    """Runs the program with all three streams on a terminal; returns its status and what it wrote."""
    pid, fd = pty.fork()
    if pid == 0:
        try:
            os.chdir(place.folder)
            os.execve(LOTWISE, ['lotwise', *map(str, args)], {**place.env, **env})
        finally:
            os._exit(127)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    output = b''
    while True:
        ready, _, _ = select.select([fd], [], [], TIMEOUT)
        assert ready, f'nothing came for {TIMEOUT} s'
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        output += data
        if interrupt_at is not None and interrupt_at in output:
            os.kill(pid, signal.SIGINT)
            interrupt_at = None
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    return os.waitstatus_to_exitcode(status), output.decode().replace('\r\n', '\n')


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)


def plain(text):
    return re.sub(r'\x1b\[[0-9;]*[mK]', '', text)


def verbs(place):
    """verb: (usage, options), from the listing that the completion uses."""
    lines = place.run('help', '--verbs').fine().out.splitlines()
    return {line.split('\t')[0]: line.split('\t')[1:3] for line in lines}


def main():
    wanted = sys.argv[4:]
    chosen = [function for function in TESTS if not wanted or function.__name__ in wanted]
    print(f'1..{len(chosen)}')
    failed = 0
    with tempfile.TemporaryDirectory(prefix='lotwise-cli-') as top:
        for number, function in enumerate(chosen, 1):
            folder = pathlib.Path(top) / function.__name__
            folder.mkdir()
            try:
                place = Place(folder)
                function(place)
                place.verify_all()
                print(f'ok {number} cli/{function.__name__}', flush=True)
            except Exception:  # any failure is this test's alone
                failed += 1
                print(f'not ok {number} cli/{function.__name__}', flush=True)
                for line in traceback.format_exc().splitlines():
                    print(f'# {line}')
            shutil.rmtree(folder)
    return 1 if failed else 0
