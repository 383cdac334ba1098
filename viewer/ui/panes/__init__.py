"""One pane per kind of content; PANES lists them in the order of their tabs."""

from __future__ import annotations

from viewer.ui.panes.boxes_pane import BoxesPane
from viewer.ui.panes.captions_pane import CaptionsPane
from viewer.ui.panes.detections_pane import DetectionsPane
from viewer.ui.panes.json_pane import JsonPane
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.subtitles_pane import SubtitlesPane
from viewer.ui.panes.text_pane import TextPane

PANES: tuple[type[Pane], ...] = (DetectionsPane, JsonPane, BoxesPane, SubtitlesPane, CaptionsPane, TextPane)
