#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""layers.py SOURCE BUILD [LAYER…]: proves who may reach whom, from the sources and from what was built. TAP output.
Each LAYER ('shell', 'panel evaluation') is one of which something must have been built.

    core <- cli      core <- shell      core <- engine <- panel      shell <- panel

Nothing else; and an engine reaches another engine only when its manifest requires that plugin. GTK is for
the shell and the panels. Tests of a folder may reach what the folder's own code may, and that code itself; those
of the shell and of the panels may use tests/ui, and the fixtures of the tests below them.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

TOOLKIT_HEADER = re.compile(r'^(gtk|gdk|gsk|adwaita|libadwaita|graphene|pango|cairo|epoxy)\b')
TOOLKIT_LIBRARY = re.compile(r'^lib(gtk|gdk|gsk|adwaita|graphene|pango|cairo|epoxy)')
TOOLKIT_SYMBOL = re.compile(r'^(gtk|gdk|gsk|adw)_')
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include(?:_next)?[ \t]*(.*?)[ \t]*$', re.M)
GENERATED = re.compile(r'^config\.h$|-resources\.h$')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.S)


class Tree:
    """The layers of a source tree: which folder is which, and whom each may reach."""

    def __init__(self, root):
        self.root = root
        self.requires = {}
        for folder in sorted((root / 'plugins').glob('*/')):
            self.requires[folder.name] = set()
            for manifest in sorted(folder.glob('*.plugin*')):
                line = re.search(r'^Requires\s*=\s*(.*)$', manifest.read_text(), re.M)
                if line:
                    self.requires[folder.name] |= {name.strip() for name in line[1].split(';') if name.strip()}

    def layer_of(self, path):
        """('engine', 'evaluation'), ('core', None), …, or None for what belongs to no layer. @path is relative."""
        parts = path.parts
        if parts[:2] == ('tests', 'ui'):
            return ('uihelp', None)
        if parts[0] == 'app' and len(parts) > 2:
            return (parts[1] + ('-tests' if 'tests' in parts else ''), None)
        if parts[0] == 'plugins' and len(parts) > 2:
            kind = parts[2] if parts[2] in ('panel', 'tests') else 'engine'
            return (kind + ('-tests' if kind != 'tests' and 'tests' in parts else ''), parts[1])
        return None

    def may_reach(self, layer):
        """The layers that @layer may reach, itself among them."""
        kind, plugin = layer
        core, shell = ('core', None), ('shell', None)
        if kind.endswith('-tests'):
            shared = {
                'shell-tests': {('uihelp', None), ('core-tests', None)},
                'panel-tests': {('uihelp', None), ('core-tests', None), ('tests', plugin)},
            }.get(kind, set())
            return self.may_reach((kind[:-len('-tests')], plugin)) | {layer} | shared
        if kind == 'core':
            return {core}
        if kind in ('cli', 'shell'):
            return {core, layer}
        engines = {core, ('engine', plugin)} | {('engine', other) for other in self.requires.get(plugin, ())}
        if kind == 'engine':
            return engines
        return engines | {shell, ('panel', plugin), layer}      # panel, and the plugin's tests

    @staticmethod
    def may_use_toolkit(layer):
        return layer[0].split('-')[0] in ('shell', 'panel', 'tests')

    def roots(self):
        """Folders that headers are named from: the build passes some of them as include path."""
        yield self.root
        yield self.root / 'tests' / 'ui'
        yield self.root / 'tests' / 'fuzz'
        for folder in sorted((self.root / 'app').glob('*/')):
            yield folder
        for folder in sorted((self.root / 'plugins').glob('*/')):
            yield from (folder, folder / 'engine', folder / 'panel', folder / 'tests')

    def find(self, name, origin, own):
        """The file of the tree that @name, included by @origin, may stand for. A layer's own file comes first,
        then one that it may reach, then any: a forbidden file is found wherever it lies."""
        beside = (origin.parent / name).resolve()
        if beside.is_file() and beside.is_relative_to(self.root):
            return beside.relative_to(self.root)
        found = [(folder / name).resolve() for folder in self.roots() if (folder / name).is_file()]
        found = [path.relative_to(self.root) for path in found if path.is_relative_to(self.root)]
        allowed = self.may_reach(own)
        found.sort(key=lambda path: (self.layer_of(path) != own, self.layer_of(path) not in allowed, str(path)))
        return found[0] if found else None


def check_file(tree, path):
    """What is wrong with the includes of @path."""
    own = tree.layer_of(path.relative_to(tree.root))
    text = COMMENT.sub(lambda match: match[0] if match[0][0] == '"' else
                       re.sub(r'[^\n]', ' ', match[0]), path.read_text(errors='replace'))
    for match in INCLUDE.finditer(text):
        where = f'{path.relative_to(tree.root)}:{text.count(chr(10), 0, match.start()) + 1}'
        name = re.match(r'(?:"([^"]+)"|<([^>]+)>)', match[1])
        if not name:
            yield f'{where}: expected "file" or <file> after #include, found {match[1]}'
            continue
        quoted, angled = name[1], name[2]
        if TOOLKIT_HEADER.match(quoted or angled) and not tree.may_use_toolkit(own):
            yield f'{where}: {own[0]} includes {quoted or angled}: the toolkit is for the shell and the panels'
            continue
        target = tree.find(quoted or angled, path, own)
        if target is None:
            if quoted and not GENERATED.match(quoted):
                yield f'{where}: "{quoted}" is not in this tree'
            continue
        other = tree.layer_of(target)
        if other is not None and other not in tree.may_reach(own):
            yield f'{where}: {" ".join(filter(None, own))} includes {target}, of {" ".join(filter(None, other))}'


def check_sources(tree):
    """{layer: [what is wrong]} for every layer that has files."""
    found = {}
    for folder in ('app', 'plugins'):
        for path in sorted((tree.root / folder).rglob('*')):
            if path.suffix in ('.c', '.h', '.inc') and tree.layer_of(path.relative_to(tree.root)):
                layer = tree.layer_of(path.relative_to(tree.root))
                found.setdefault(layer, []).extend(check_file(tree, path))
    return found


# ---- what was built ----

def output_of(*command):
    # An empty symbol table is said on stderr, with status 0 or 1 by version: it is no fault here.
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout


class Binary:
    """A linked file: the libraries it names, and the symbols it has and wants."""

    def __init__(self, path):
        self.path = Path(path)
        self.needed = re.findall(r'\(NEEDED\).*\[(.*)\]', output_of('readelf', '-dW', str(path)))
        self.defined = self._symbols('-D', '--defined-only')
        self.wanted = self._symbols('-D', '--undefined-only')
        # All global ones, shown to others or not: a program exports none, but still has them.
        self.internal = self._symbols('--defined-only', '--extern-only') | self.defined

    def _symbols(self, *options):
        lines = output_of('nm', '-P', *options, str(self.path)).splitlines()
        return {line.split()[0].split('@')[0] for line in lines if line.strip()}

    def loads(self):
        """Names of all the libraries that come with it, those of its libraries too."""
        return re.findall(r'^\s*(\S+) => ', output_of('ldd', str(self.path)), re.M)


def built_binaries(tree, build):
    """{(layer): Binary} from what Meson says it builds, tests left out."""
    targets = json.loads((build / 'meson-info' / 'intro-targets.json').read_text())
    binaries = {}
    for target in targets:
        if target['type'] not in ('executable', 'shared library', 'shared module'):
            continue
        place = Path(target['defined_in']).resolve().parent.relative_to(tree.root)
        layer = tree.layer_of(place / 'x' / 'x')
        if layer is None or layer[0] == 'uihelp' or layer[0].endswith('tests') or 'tests' in place.parts:
            continue
        if layer[0] == 'engine' and target['name'].endswith('-panel'):
            layer = ('panel', layer[1])
        path = Path(target['filename'][0])
        if path.is_file():                       # not one that is built only when asked for
            binaries.setdefault(layer, []).append(Binary(path))
    return binaries


def check_binary(tree, layer, binary, binaries):
    """What is wrong with @binary of @layer."""
    name = binary.path.name
    if not tree.may_use_toolkit(layer):
        for library in binary.needed:
            if TOOLKIT_LIBRARY.match(library):
                yield f'{name} is linked with {library}'
        # The one that reads PDF files draws on cairo, and brings it along: no screen comes with it.
        along = 'libcairo' if any(library.startswith('libpoppler-glib') for library in binary.needed) else None
        for library in binary.loads():
            if TOOLKIT_LIBRARY.match(library) and library not in binary.needed and not (along and library.startswith(along)):
                yield f'{name} brings in {library}'
        for symbol in sorted(binary.defined | binary.wanted | binary.internal):
            if TOOLKIT_SYMBOL.match(symbol):
                yield f'{name} has or wants the symbol {symbol}'

    allowed = tree.may_reach(layer)
    of_others = {}
    for other, others in binaries.items():
        for foreign in others:
            if other not in allowed and foreign is not binary:
                if any(foreign.path.name.split('.so')[0] == library.split('.so')[0] for library in binary.needed):
                    yield f'{name} is linked with {foreign.path.name}, of {" ".join(filter(None, other))}'
                of_others.update({symbol: foreign.path.name for symbol in foreign.internal})
    within_reach = set().union(*(near.internal if near is binary else near.defined
                                 for other in allowed for near in binaries.get(other, ())))
    for symbol in sorted(binary.wanted - within_reach):
        if symbol.startswith('lw_'):
            yield f'{name} wants {symbol}, which nothing in its reach has' + \
                (f' ({of_others[symbol]} has it)' if symbol in of_others else '')
    if layer[0] == 'engine':
        of_cli = set().union(*(near.internal for near in binaries.get(('cli', None), ())))
        for symbol in sorted(binary.defined & of_cli):
            if symbol.startswith('lw_'):
                yield f'{name} shows {symbol}, which lotwise has too'


def check_objects(tree, build):
    """{(layer, file name): [what is wrong]}"""
    binaries = built_binaries(tree, build)
    return {(layer, binary.path.name): list(check_binary(tree, layer, binary, binaries))
            for layer, group in sorted(binaries.items(), key=str) for binary in group}


def report(number, name, problems):
    print(f'{"not ok" if problems else "ok"} {number} - {name}')
    for problem in problems:
        print(f'# {problem}')


def main(source, build, *must_be_there):
    tree = Tree(Path(source).resolve())
    checks = [(f'includes of {" ".join(filter(None, layer))}', problems)
              for layer, problems in sorted(check_sources(tree).items(), key=str)]
    objects = check_objects(tree, Path(build).resolve())
    checks += [(f'symbols and libraries of {file}', problems) for (_, file), problems in objects.items()]
    # What must be there, so that an empty tree does not pass.
    layers = {' '.join(filter(None, layer)) for layer, _ in objects}
    for name in must_be_there:
        checks.append((f'{name} was built', [] if name in layers else [f'expected something built of {name}']))
    print(f'1..{len(checks)}')
    for number, (name, problems) in enumerate(checks, 1):
        report(number, name, problems)
    return any(problems for _, problems in checks)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
