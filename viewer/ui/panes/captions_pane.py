"""Scene captions of a result: sentences about sections of the video."""

from __future__ import annotations

from collections.abc import Callable

from viewer.late import late
from viewer.model.columns import Table
from viewer.model.job import Job
from viewer.model.result import Result
from viewer.model.timed_text import CaptionsContent
from viewer.text import Text
from viewer.ui.panes.table_pane import TablePane

captions_table = late("viewer.analysis.tables", "captions_table")


class CaptionsPane(TablePane):
    """One row per caption."""

    title = Text("Captions")
    name = "captions"
    explanation = Text(
        "Here you read what is to be seen in the scenes of the video, in sentences. It comes with the type “Scene captions”."
    )

    def accepts(self, result: Result) -> bool:
        return isinstance(result.content, CaptionsContent)

    def concerns(self, job: Job) -> tuple[object, ...]:
        return (job.core,)

    def table_maker(self, result: Result) -> Callable[[], Table]:
        captions, job = result.content, self.job
        return lambda: captions_table(captions, job)

    def no_rows_words(self) -> str:
        return self.tr("There are no captions in this result.")
