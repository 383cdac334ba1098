"""The reader's problems and those of the strict pass: nothing is told twice, and nothing is left out."""

from __future__ import annotations

from viewer.model.result import Problem
from viewer.reading.json_problems import merged
from viewer.reading.problem_list import LISTED, ProblemList
from viewer.text import Text


def test_a_place_that_is_told_already_is_left_out() -> None:
    told = (Problem(Text("Left out."), path="$.a"), Problem(Text("Cut off."), offset=9))
    more = (
        Problem(Text("{value} is no value that JSON knows.", value="NaN"), path="$.a", offset=3),
        Problem(Text("{value} is no value that JSON knows.", value="NaN"), path="$.b", offset=5),
        Problem(Text("Not closed."), offset=9),
        Problem(Text("Without a place.")),
    )
    assert merged(told, more) == (*told, more[1], more[3])
    assert merged((), more) == more
    assert merged(told, ()) == told


def test_what_is_wrong_with_the_same_value_in_another_way_is_told() -> None:
    told = (Problem(Text("Left out."), path="$.a"),)
    more = (
        Problem(Text("The name “{name}” stands {count} times in this object.", name="a", count=2), path="$.a", offset=3),
        Problem(Text("Before this, a comma is missing."), path="$.a", offset=1),
    )
    assert merged(told, more) == (*told, *more)


def test_the_last_word_on_a_sort_goes_with_its_sort() -> None:
    problems = ProblemList()
    for number in range(LISTED + 3):
        problems.add(Text("{value} is no value that JSON knows.", value=number), f"$[{number}]")
        problems.add(Text("{number} is wrong.", number=number), f"$.x[{number}]")
    more = problems.all()
    told = [problem for problem in more if "no value" in str(problem.message) and problem.path is not None]
    assert [str(problem.message) for problem in merged(told, more)][-1] == "… and 3 more like “100 is wrong.”"
    assert not any("more like “100 is no value" in str(problem.message) for problem in merged(told, more))
