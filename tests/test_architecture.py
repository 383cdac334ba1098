"""The import rule, the size caps and the words of the design, read from the source."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "viewer"
EVERYWHERE = {"__init__", "errors", "text", "watch", "settings", "late", "atomic_file", "resource_files"}
ORDER = {  # a room -> the rooms that it may import beside those of EVERYWHERE, which have their own order
    "__init__": set(),
    "text": {"late"},
    "late": set(),
    "resource_files": set(),
    "errors": {"text"},
    "watch": {"errors", "text"},
    "settings": {"text"},
    "atomic_file": {"errors", "text"},
    "model": {"errors", "text", "watch", "late"},
    "logging_setup": {"model"},
    "reading": {"model"},
    "formats": {"reading", "model"},
    "metadata_types": {"formats", "reading", "model"},
    "library": {"metadata_types", "reading", "model"},
    "client": {"model"},
    "credentials": {"model"},
    "analysis": {"reading", "model"},
    "export": {"analysis", "reading", "model"},
    "demo": {"model"},
    "ui": {"library", "metadata_types", "reading", "client", "credentials", "analysis", "export", "model"},
    "app": {
        "ui",
        "library",
        "metadata_types",
        "reading",
        "client",
        "credentials",
        "analysis",
        "export",
        "model",
        "logging_setup",
    },
    "cli": {"app", "ui", "demo", "library", "metadata_types", "reading", "analysis", "export", "model", "logging_setup"},
    "__main__": {"cli"},
}
STRICT = (EVERYWHERE - {"__init__"}) | {"model"}  # rooms that may import only what ORDER names
OUTSIDE = {  # a library -> the rooms that may import it
    "PySide6": {"ui", "app"},
    "httpx": {"client"},
    "truststore": {"client"},
    "keyring": {"credentials"},
    "pyarrow": {"export"},
    "xlsxwriter": {"export"},
    "msgspec": {"reading", "formats", "analysis", "export"},
    "pysrt": {"formats"},
    "webvtt": {"formats"},
}
HEAVY = {"httpx", "numpy", "msgspec", "pysrt", "webvtt"}  # not before the first window is painted
LIGHT_ROOMS = {"ui", "app", "cli", "metadata_types", "settings", "library", "model", "logging_setup", "__main__"}
CALLS_FOR_LATER = {"app.py"}  # the listed places with imports inside functions
CAPS = {"ui/main_window.py": 300}
FORBIDDEN_WORDS = {"manager", "helper", "util", "handler", "common", "misc"}
MODULES = sorted(ROOT.rglob("*.py"))


@dataclass(frozen=True)
class Import:
    """One import: the module, the name taken from it, and where it stands."""

    module: str
    name: str | None
    is_inside_function: bool = False
    is_for_types: bool = False

    @property
    def words(self) -> list[str]:
        return self.module.split(".") + ([self.name] if self.name else [])


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


@cache
def imports(path: Path) -> list[Import]:
    tree, found = parsed(path), []
    inside = {child for function in functions(tree) for child in ast.walk(function)}
    typing = {child for node in ast.walk(tree) if is_for_types(node) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{where(path)}: absolute imports only"
            found += [Import(node.module or "", alias.name, node in inside, node in typing) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [Import(alias.name, None, node in inside, node in typing) for alias in node.names]
    return found


@cache
def late_strings(path: Path) -> list[tuple[str, str]]:
    """The module and the name of every `late("viewer.module", "name")`."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "late":
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            assert len(words) == 2, f"{where(path)}: late() takes two strings as they are"
            found.append((str(words[0]), str(words[1])))
    return found


def may_import(room: str, other: str) -> bool:
    allowed = ORDER[room] if room in STRICT else ORDER[room] | EVERYWHERE
    return other in (room, "__init__") or other in allowed


def room_named(words: list[str]) -> str:
    """The room that `viewer.…` names; `from viewer import x` names the room x, or the package itself."""
    return words[1] if len(words) > 1 and words[1] in ORDER else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=where)
def test_imports_obey_the_rule(path: Path) -> None:
    room = room_of(path)
    assert room in ORDER, f"name {room} in ORDER"
    for one in imports(path):
        outside = one.words[0]
        assert room in OUTSIDE.get(outside, {room}), f"{room} may not import {outside}"
        if outside == "viewer":
            other = room_named(one.words)
            assert may_import(room, other), f"{room} may not import {other}"
        assert not one.is_inside_function or where(path) in CALLS_FOR_LATER, f"import of {one.module} inside a function"
    for module, _ in late_strings(path):
        assert may_import(room, room_named(module.split("."))), f"{room} may not use {module}, not even late"


@pytest.mark.parametrize("path", MODULES, ids=where)
def test_sizes_stay_under_the_caps(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= CAPS.get(where(path), 400), f"{length} lines"
    for function in functions(parsed(path)):
        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno < 60, f"{function.name} is over 60 lines"


@pytest.mark.parametrize("path", MODULES, ids=where)
def test_a_module_starts_with_a_sentence_of_purpose(path: Path) -> None:
    docstring = ast.get_docstring(parsed(path))
    assert docstring is not None
    assert docstring.partition("\n\n")[0].endswith((".", ":"))


def words_in(name: str) -> set[str]:
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    return {word.removesuffix("s") for word in split}


@pytest.mark.parametrize("path", MODULES, ids=where)
def test_names_say_what_a_thing_does(path: Path) -> None:
    names = [node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)]
    names += [*path.relative_to(ROOT).with_suffix("").parts, *(function.name for function in functions(parsed(path)))]
    assert not [name for name in names if words_in(name) & FORBIDDEN_WORDS]


def file_of(words: list[str]) -> Path | None:
    """The file of `viewer.a.b`, or of the module that its last word is a name of."""
    for parts in (words[1:], words[1:-1]):
        for candidate in (ROOT.joinpath(*parts).with_suffix(".py"), ROOT.joinpath(*parts, "__init__.py")):
            if candidate.is_file():
                return candidate
    return None


def loaded_with(path: Path) -> set[Path]:
    """Every module of ours that is imported together with this one."""
    found, waiting = set(), [path]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        ours = [one for one in imports(current) if one.words[0] == "viewer"]
        files = [file_of(one.words) for one in ours if not (one.is_inside_function or one.is_for_types)]
        waiting += [file for file in files if file is not None]
    return found


def libraries_of(path: Path) -> set[str]:
    direct = [one for one in imports(path) if not (one.is_inside_function or one.is_for_types)]
    names = {one.words[0] for one in direct}
    return names | ({"QtMultimedia"} if any("QtMultimedia" in one.words[1:] for one in direct) else set())


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) in LIGHT_ROOMS], ids=where)
def test_the_first_window_needs_no_heavy_library(path: Path) -> None:
    for module in loaded_with(path):
        assert not libraries_of(module) & (HEAVY | {"QtMultimedia"}), f"through {where(module)}"


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) not in {"ui", "app"}], ids=where)
def test_all_but_the_window_works_without_qt(path: Path) -> None:
    for module in loaded_with(path):
        assert "PySide6" not in libraries_of(module), f"through {where(module)}"


def listed(registry: str, folder: str) -> set[Path]:
    """The modules of a folder that a registry lists, at once or late: the formats, and the panes."""
    path = ROOT / registry
    if not path.exists():
        return set()
    names = [one.words for one in imports(path)] + [module.split(".") for module, _ in late_strings(path)]
    files = {file_of(words) for words in names if words[0] == "viewer"}
    return {file for file in files if file is not None and file.parent == ROOT / folder} - {path}


@pytest.mark.parametrize(
    ("registry", "folder"),
    [("metadata_types.py", "formats"), ("ui/panes/__init__.py", "ui/panes")],
    ids=["formats", "panes"],
)
def test_formats_and_panes_do_not_import_each_other(registry: str, folder: str) -> None:
    members = listed(registry, folder) - {ROOT / folder / "pane.py"}
    for path in MODULES:
        if path != ROOT / registry:
            used = {file_of(one.words) for one in imports(path)} & members - {path}
            assert not used, f"{where(path)} imports {sorted(map(where, used))}"


LATE_NAMES = sorted({pair for path in MODULES for pair in late_strings(path)})


@pytest.mark.parametrize(("module", "name"), LATE_NAMES, ids=lambda word: word)
def test_what_is_imported_late_is_there(module: str, name: str) -> None:
    assert callable(getattr(importlib.import_module(module), name))


def test_the_rule_is_read_from_all_modules() -> None:
    assert len(MODULES) > 20
    assert {room_of(path) for path in MODULES} <= set(ORDER)
    assert all(OUTSIDE[library] <= set(ORDER) for library in OUTSIDE)
