"""Many problems of one sort are counted, and every sort is told of."""

from __future__ import annotations

from viewer.model.result import Problem
from viewer.reading.problem_list import LISTED, ProblemList
from viewer.text import Text


def test_a_few_problems_are_all_listed_in_their_order() -> None:
    problems = ProblemList()
    problems.add(Text("{name} is missing.", name="x"), "$.a")
    problems.add(Text("Odd."), offset=3)
    problems.add(Text("{name} is missing.", name="y"))
    assert problems.all() == (
        Problem(Text("{name} is missing.", name="x"), path="$.a"),
        Problem(Text("Odd."), offset=3),
        Problem(Text("{name} is missing.", name="y")),
    )


def test_each_sort_is_listed_so_often_and_then_counted() -> None:
    problems = ProblemList()
    for number in range(LISTED + 50):
        problems.add(Text("{number} is odd.", number=number), f"$[{number}]")
    problems.add(Text("Alone."))
    listed = problems.all()
    assert len(listed) == LISTED + 2
    assert [problem.path for problem in listed[:LISTED]] == [f"$[{number}]" for number in range(LISTED)]
    assert listed[LISTED] == Problem(Text("Alone."))
    assert str(listed[-1].message) == "… and 50 more like “100 is odd.”"


def test_problems_that_are_only_counted() -> None:
    problems = ProblemList()
    problems.add(Text("{number} is odd.", number=1), offset=1)
    problems.count_on(Text("{number} is odd.", number=2), 5)
    assert [str(problem.message) for problem in problems.all()] == ["1 is odd.", "… and 5 more like “2 is odd.”"]
