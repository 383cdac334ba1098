"""A tenth metadata type: one more line in the registry, and it is in the form, fetched, in its pane, and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox

from tests.support.driver import Driver
from tests.support.emulator_process import emulator_process
from viewer.demo.jobs import DEMO_JOB_ID, DEMO_KEY
from viewer.formats.boxes import read_second_objects
from viewer.metadata_types import TYPES, MetadataType, Registry
from viewer.text import Text

BODY = (  # made-up data
    b'{"version_info":{"metadata_type":"seconds_animals"},"animals_by_second":'
    b'[[],[{"d":"7","b":[{"x":0.25,"y":0.5,"w":0.125,"h":0.0625,"c":0.75}]}]]}'
)
TENTH = MetadataType(
    "seconds_animals",
    Text("Animals, second by second"),
    ".json",
    read_second_objects,
    lambda sample: sample.metadata_type == "seconds_animals",
    is_json=True,
)


def test_one_line_more_in_the_registry_is_all_it_takes(start: Callable[..., Driver], tmp_path: Path) -> None:
    (tmp_path / "body.json").write_bytes(BODY)
    with emulator_process("--extra", f"seconds_animals:{tmp_path / 'body.json'}") as process:
        driver = start(process.server, registry=Registry((*TYPES, TENTH)))
        kinds = driver.window.form.findChild(QComboBox, "metadata_type")
        assert kinds is not None
        assert kinds.findText("Animals, second by second") > 0
        driver.fetch("seconds_animals", DEMO_JOB_ID, DEMO_KEY)
    assert driver.window.panes.current().name == "boxes"
    (row,) = driver.texts("boxes")
    assert (row["detection_id"], row["x"], row["confidence"]) == ("7", "0.25", "0.75")
    assert driver.proposed_name() == f"{DEMO_JOB_ID[:8]}_seconds_animals.json"
    driver.save(tmp_path / "saved.json")
    assert (tmp_path / "saved.json").read_bytes() == BODY
