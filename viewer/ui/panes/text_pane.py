"""Any result as text, as it was received, page by page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from viewer.model.result import Result, Source
from viewer.text import Text
from viewer.ui.background import Task
from viewer.ui.messages import shown
from viewer.ui.panes.buttons import IconButton
from viewer.ui.panes.finding import Search
from viewer.ui.panes.finding_pane import FindingPane
from viewer.ui.panes.page_text_edit import PageTextEdit
from viewer.ui.panes.text_pages import TextPage, TextPages, page_and_position, place


class TextPane(FindingPane):
    """Shows one page at a time, so that a file of any size can be looked at."""

    title = Text("Text")
    name = "text"
    is_general = True
    explanation = Text("Here you see any result as the text that was received, unchanged.")

    def accepts(self, result: Result) -> bool:
        return True

    # --- for the window

    def copy_content(self) -> None:
        self.view.copy()

    # --- content

    def make_content(self) -> QWidget:
        self._pages: TextPages | None = None
        self._page: TextPage | None = None
        self._hit: int | None = None
        self._hit_length = 0
        self._task: Task | None = None
        self._left_at: dict[str, tuple[Source, int]] = {}
        self.begin_finding()
        self.view = PageTextEdit()
        self.view.setObjectName("text_view")
        self.view.setAccessibleName(shown(self.title))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self._build_page_line())
        return content

    def content_focus(self) -> QWidget:
        return self.view

    def show_result(self, result: Result | None) -> None:
        self.finding.begin(None)
        self._stop()
        self._pages, self._page, self._hit = None, None, None
        if result is None:
            self._left_at.clear()
            return
        self._pages = TextPages(result.source)
        count = self._pages.count
        self._number.setRange(1, count)
        self._total.setText(shown(Text("of {count}", count=f"{count:,}")))
        self._page_line.setVisible(count > 1)
        if not result.source.size:
            self.stack.show_no_rows(self.tr("The file is empty."))
            return
        self.stack.show_reading()
        before, number = self._left_at.get(result.type_name, (None, 0))
        self._read(number if before is result.source else 0)

    def search_for(self, text: str) -> Search | None:
        pages = self._pages
        if pages is None:
            return None
        self._hit_length = len(text)
        return lambda watch: pages.find(text, watch)

    # --- pages

    def _build_page_line(self) -> QWidget:
        self._number = QSpinBox()
        self._number.setObjectName("page_number")
        self._number.setKeyboardTracking(False)
        self._number.valueChanged.connect(self._go)
        label = QLabel(self.tr("&Page"))
        label.setBuddy(self._number)
        self._total = QLabel()
        self._total.setObjectName("page_count")
        self._bytes = QLabel()
        self._bytes.setObjectName("page_bytes")
        for words in (self._total, self._bytes):
            words.setTextFormat(Qt.TextFormat.PlainText)
        self._before = self._page_button("previous", self.tr("Previous page"), -1)
        self._after = self._page_button("next", self.tr("Next page"), 1)
        self._page_line = QWidget()
        row = QHBoxLayout(self._page_line)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._before, label, self._number, self._total, self._after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._bytes)
        return self._page_line

    def _page_button(self, symbol: str, name: str, by: int) -> IconButton:
        button = IconButton(f"{symbol}_page", symbol, name)
        button.clicked.connect(lambda: self._number.setValue(self._number.value() + by))
        return button

    def _go(self, number: int) -> None:
        if self._page is None or self._page.number != number - 1:
            self._hit = None
            self._read(number - 1)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()
        self._task = None

    def _read(self, number: int) -> None:
        self._stop()
        pages = self._pages
        if pages is not None:
            self._task = self.background.start(lambda _: pages.read(number), "read a page of text")
            self._task.succeeded.connect(self._show_page)
            self._task.failed.connect(self._page_failed)

    def _show_page(self, page: TextPage) -> None:
        self._task = None
        self._page = page
        if self.result is not None:
            self._left_at[self.result.type_name] = (self.result.source, page.number)
        is_broken = self.view.show_text(page.text)
        notes = [self.tr("Long lines are broken for display only.")] if is_broken else []
        if page.encoding not in ("utf-8", "ascii"):
            notes.append(shown(Text("Read as {encoding}.", encoding=page.encoding)))
        self.say(" ".join(notes))
        self._number.blockSignals(True)
        self._number.setValue(page.number + 1)
        self._number.blockSignals(False)
        self._before.setEnabled(page.number > 0)
        self._after.setEnabled(self._pages is not None and page.number + 1 < self._pages.count)
        size = self._pages.size if self._pages is not None else 0
        span = Text("bytes {first}–{last} of {size}", first=f"{page.start:,}", last=f"{page.stop:,}", size=f"{size:,}")
        self._bytes.setText(shown(span))
        self.stack.show_content()
        self._select_hit(page)

    def _page_failed(self, error: Exception) -> None:
        self._task = None
        self.stack.show_failure(error, lambda: self._read(self._number.value() - 1))

    # --- finding

    def current_place(self) -> int | None:
        """Where the user is: at the hit that is shown, else at the top of the page."""
        if self._hit is not None:
            return self._hit
        return place(self._page.number, 0) if self._page is not None else None

    def show_hit(self, place: int) -> None:
        self._hit = place
        page = page_and_position(place)[0]
        if self._page is not None and self._page.number == page and self._task is None:
            self._select_hit(self._page)
        else:
            self._read(page)

    def _select_hit(self, page: TextPage) -> None:
        number, start = page_and_position(self._hit) if self._hit is not None else (None, 0)
        if number == page.number:
            self.view.select(start, min(start + self._hit_length, len(page.text)))
