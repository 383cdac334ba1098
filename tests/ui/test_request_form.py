"""The form: what it understands, why Fetch can't be pressed, and Stop."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton

from viewer.metadata_types import REGISTRY
from viewer.model.api_key import ApiKey
from viewer.ui.request_form import RequestForm

SERVER = "https://service.invalid/core/1.0/"
JOB = "6faefb7f-e468-43f6-988c-ddcfb315d958"


@pytest.fixture
def form(qtbot: Any) -> RequestForm:
    form = RequestForm(REGISTRY, SERVER)
    form.complete()
    qtbot.addWidget(form)
    form.show()
    return form


def part(form: RequestForm, kind: type, name: str) -> Any:
    found = form.findChild(kind, name)
    assert found is not None
    return found


def paste(field: QLineEdit, text: str) -> None:
    """What a paste does to a field: the text is put in at once, as an edit of the user's."""
    field.insert(text)
    field.textEdited.emit(field.text())


def test_core_metadata_is_chosen_at_first_and_all_nine_types_are_offered(form: RequestForm) -> None:
    kinds = part(form, QComboBox, "metadata_type")
    assert kinds.currentText() == "Core metadata"
    assert {kinds.itemData(row) for row in range(kinds.count())} >= {"all", *(kind.name for kind in REGISTRY.types)}
    assert "frames_faces" in kinds.itemData(kinds.findData("frames_faces"), Qt.ItemDataRole.ToolTipRole)


def test_fetch_is_disabled_with_a_stated_reason_until_everything_is_there(form: RequestForm, qtbot: Any) -> None:
    button, reason = part(form, QPushButton, "fetch_button"), part(form, QLabel, "form_reason")
    assert not button.isEnabled()
    assert reason.text()
    qtbot.keyClicks(part(form, QLineEdit, "job_id"), JOB[:-1])
    assert not button.isEnabled()
    assert "digit" in reason.text()
    qtbot.keyClicks(part(form, QLineEdit, "job_id"), JOB[-1])
    assert "API key" in reason.text()
    qtbot.keyClicks(part(form, QLineEdit, "api_key"), "some key")
    assert button.isEnabled()
    assert not reason.isVisible()


def test_nothing_below_jumps_when_the_reason_comes_and_goes(form: RequestForm, qtbot: Any) -> None:
    form.show()
    height = form.sizeHint().height()
    qtbot.keyClicks(part(form, QLineEdit, "job_id"), JOB)
    qtbot.keyClicks(part(form, QLineEdit, "api_key"), "some key")
    assert not part(form, QLabel, "form_reason").isVisible()
    assert form.sizeHint().height() == height
    form.set_busy(True)
    qtbot.waitUntil(lambda: "op" in part(form, QPushButton, "fetch_button").text())
    assert form.sizeHint().height() == height


def test_a_result_kept_on_this_computer_needs_no_key(form: RequestForm) -> None:
    form.fill(job_id=JOB)
    assert form.wanted() == (SERVER, JOB, "core")
    form.set_kept(True)
    assert part(form, QPushButton, "fetch_button").isEnabled()


@pytest.mark.parametrize(
    "pasted",
    [
        JOB.upper(),
        "{" + JOB + "}",
        f'  "{JOB}" ',
        f"https://elsewhere.invalid/core/1.0/job_results?job_id={JOB}&type=core",
        f"job_id={JOB}",
    ],
)
def test_a_job_id_is_understood_however_it_was_pasted(form: RequestForm, pasted: str) -> None:
    paste(part(form, QLineEdit, "job_id"), pasted)
    assert part(form, QLineEdit, "job_id").text() == JOB
    assert form.server == SERVER  # the host of a pasted link is never used


def test_a_pasted_key_goes_into_the_key_field_and_nowhere_else(form: RequestForm) -> None:
    job = part(form, QLineEdit, "job_id")
    paste(job, f"curl 'https://elsewhere.invalid/core/1.0/job_results?api_key=made-up-canary-1&job_id={JOB}'")
    assert job.text() == JOB
    assert part(form, QLineEdit, "api_key").text() == "made-up-canary-1"
    job.undo()
    assert "canary" not in job.text()
    visible = [label.text() for label in form.findChildren(QLabel)]
    assert not any("canary" in text for text in visible)


def test_a_paste_over_an_old_id_takes_the_new_one(form: RequestForm) -> None:
    job = part(form, QLineEdit, "job_id")
    form.fill(job_id=JOB)
    other = "00000000-1111-4222-8333-444444444444"
    paste(job, f" {other}")
    assert job.text() == other


def test_the_key_is_hidden_until_it_is_asked_for_also_with_the_keyboard(form: RequestForm, qtbot: Any) -> None:
    field = part(form, QLineEdit, "api_key")
    field.setFocus()
    assert field.echoMode() is QLineEdit.EchoMode.Password
    button = part(form, QToolButton, "show_key")
    assert button.accessibleName() == "Show the API key"
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert button.hasFocus()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert button.accessibleName() == "Hide the API key"


def test_enter_fetches(form: RequestForm, qtbot: Any) -> None:
    form.fill(key=ApiKey("made-up"), job_id=JOB, type_name="frames_faces")
    with qtbot.waitSignal(form.fetch_wanted) as wanted:
        qtbot.keyClick(part(form, QLineEdit, "job_id"), Qt.Key.Key_Return)
    (asked,) = wanted.args
    assert (asked.request.server, asked.request.job_id, asked.request.type_name) == (SERVER, JOB, "frames_faces")
    assert not asked.is_all


def test_enter_fetches_from_the_list_of_types_too(form: RequestForm, qtbot: Any) -> None:
    form.fill(key=ApiKey("made-up"), job_id=JOB)
    kinds = part(form, QComboBox, "metadata_type")
    kinds.setFocus()
    with qtbot.waitSignal(form.fetch_wanted):
        qtbot.keyClick(kinds, Qt.Key.Key_Return)


def test_all_results_are_asked_for_as_one(form: RequestForm, qtbot: Any) -> None:
    form.fill(key=ApiKey("made-up"), job_id=JOB, type_name="all")
    with qtbot.waitSignal(form.fetch_wanted) as wanted:
        qtbot.mouseClick(part(form, QPushButton, "fetch_button"), Qt.MouseButton.LeftButton)
    assert wanted.args[0].is_all
    assert form.wanted() is None


def test_a_type_that_is_not_in_the_list_is_asked_for_by_its_api_name(form: RequestForm, qtbot: Any) -> None:
    form.fill(key=ApiKey("made-up"), job_id=JOB)
    kinds = part(form, QComboBox, "metadata_type")
    kinds.setCurrentIndex(kinds.count() - 1)
    assert not part(form, QPushButton, "fetch_button").isEnabled()
    qtbot.keyClicks(part(form, QLineEdit, "other_type"), "sound_events")
    assert form.asked().request.type_name == "sound_events"
    assert part(form, QPushButton, "fetch_button").isEnabled()


def test_fetch_becomes_stop_only_after_half_a_second(form: RequestForm, qtbot: Any) -> None:
    form.fill(key=ApiKey("made-up"), job_id=JOB)
    button = part(form, QPushButton, "fetch_button")
    form.set_busy(True)
    assert button.text() == "Fe&tch"
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: button.text() == "S&top" and button.isEnabled())
    with qtbot.waitSignal(form.stop_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    form.set_busy(False)
    assert "Fetch" in button.text().replace("&", "")
    assert button.isEnabled()


def test_work_that_is_quick_never_shows_stop(form: RequestForm, qtbot: Any) -> None:
    form.fill(key=ApiKey("made-up"), job_id=JOB)
    form.set_busy(True)
    form.set_busy(False)
    assert "Fetch" in part(form, QPushButton, "fetch_button").text().replace("&", "")
