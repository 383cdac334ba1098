"""A late function brings its module in when it is first called, and not before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from viewer.late import import_all, late

ROOT = Path(__file__).parent.parent


def run(script: str) -> str:
    """What a Python of its own prints; late functions are remembered for good, so they are made there."""
    lines = f"import sys\nfrom viewer.late import import_all, late\n{script}"
    done = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_it_is_the_function() -> None:
    assert late("math", "gcd")(12, 18) == 6
    assert late("builtins", "sorted")([1, 3, 2], reverse=True) == [3, 2, 1]
    assert repr(late("math", "gcd")) == "late('math', 'gcd')"


def test_everything_can_be_brought_in() -> None:
    late("math", "gcd")
    import_all()


@pytest.mark.own_process
def test_the_module_comes_with_the_first_call() -> None:
    script = (
        "f = late('colorsys', 'rgb_to_hsv')\n"
        "before = 'colorsys' in sys.modules\n"
        "f(1, 1, 1)\n"
        "print(before, 'colorsys' in sys.modules)"
    )
    assert run(script) == "False True"


@pytest.mark.own_process
def test_import_all_brings_every_module_in() -> None:
    script = "late('colorsys', 'rgb_to_hsv'); late('fractions', 'Fraction'); import_all()\n"
    assert run(script + "print('colorsys' in sys.modules, 'fractions' in sys.modules)") == "True True"


@pytest.mark.own_process
def test_a_wrong_name_is_a_mistake() -> None:
    script = "try:\n    late('math', 'unicorn')()\nexcept AttributeError as error:\n    print(error)"
    assert "unicorn" in run(script)


@pytest.mark.own_process
def test_what_is_optional_waits_for_its_own_call() -> None:
    script = (
        "f = late('colorsys', 'rgb_to_hsv', is_optional=True); late('no_such_library', 'anything', is_optional=True)\n"
        "import_all(); before = 'colorsys' in sys.modules\n"
        "f(1, 1, 1)\n"
        "print(before, 'colorsys' in sys.modules)"
    )
    assert run(script) == "False True"
