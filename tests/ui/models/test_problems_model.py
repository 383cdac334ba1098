"""The problems of a result as a model: place and message, and swaps."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from viewer.model.result import Problem
from viewer.text import Text
from viewer.ui.models.problems_model import ProblemsModel

PROBLEMS = (
    Problem(Text("“{found}” is odd", found="<b>\u202e"), line=7),
    Problem(Text("made up"), path="$.detections"),
    Problem(Text("made up"), offset=12_345),
    Problem(Text("made up")),
)


def test_place_and_message_of_each_problem(qapp: object) -> None:
    model = ProblemsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_problems(PROBLEMS)
    assert [model.index(row, 0).data() for row in range(4)] == ["line 7", "$.detections", "byte 12345", ""]
    assert model.index(0, 1).data() == "“<b>[U+202E]” is odd"
    assert "&lt;b&gt;" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert model.text(1) == "$.detections\tmade up"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Place"
    assert model.headerData(2, Qt.Orientation.Horizontal) is None
    last = model.index(3, 1)
    model.show_problems(PROBLEMS[:1])
    assert model.data(last) is None
    assert model.data(QModelIndex()) is None
    model.show_problems(())
    assert model.rowCount() == 0
    del tester
