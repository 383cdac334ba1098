"""A pane whose find bar goes from hit to hit: what the JSON tree and the text have in common."""

from __future__ import annotations

from viewer.ui.panes.finding import Finding, Search
from viewer.ui.panes.pane import Pane


class FindingPane(Pane):
    """A subclass says how a text is searched for, where the user is, and shows a hit."""

    def search_for(self, text: str) -> Search | None:
        """Return the search for `text` in what is shown, to be run in a worker; None where nothing is shown."""
        raise NotImplementedError

    def current_place(self) -> int | None:
        """Where in the file the user is, as a place of hits; None where that can't be told."""
        raise NotImplementedError

    def show_hit(self, place: int) -> None:
        """Bring the hit at a place into sight."""
        raise NotImplementedError

    def begin_finding(self) -> None:
        """Make the search, which is idle at first; for `make_content`."""
        self.finding = Finding(self.background, self)
        self.finding.place_chosen.connect(self.show_hit)
        self.finding.said.connect(self.find_bar.say)

    def find_next(self) -> None:
        if self.find_bar.text:
            self.finding.next(self.current_place())
        else:
            self.find()

    def find_previous(self) -> None:
        if self.find_bar.text:
            self.finding.previous(self.current_place())
        else:
            self.find()

    def on_find_text(self, text: str) -> None:
        search = self.search_for(text) if text else None
        self.finding.begin(search, self.current_place() or 0)
