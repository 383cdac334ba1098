"""A JSON result as a tree, with the path of the current row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.model.choice import NOTHING
from viewer.model.job import Job
from viewer.model.json_document import JsonDocument, JsonNode
from viewer.model.result import Result, Source
from viewer.text import Text, visible
from viewer.ui.models.json_time import json_time
from viewer.ui.panes.buttons import WordButton
from viewer.ui.panes.finding import Search
from viewer.ui.panes.finding_pane import FindingPane
from viewer.ui.panes.json_tree_view import JsonTreeView

LONGEST_PATH = 2_000
BOTH, KEYS, VALUES = range(3)


class JsonPane(FindingPane):
    """Keeps one tree for each result of the job, so that what is open and chosen in it stays."""

    title = Text("JSON")
    name = "json"
    is_general = True
    explanation = Text(
        "Here you see everything that is in a JSON result, as a tree. All types but the four of speech are JSON."
    )

    def accepts(self, result: Result) -> bool:
        return result.document is not None

    # --- for the window

    def show_job(self, job: Job) -> None:
        super().show_job(job)
        self._drop_others(job)

    def copy_content(self) -> None:
        if self.tree is not None:
            self.tree.copy()

    @property
    def tree(self) -> JsonTreeView | None:
        """The tree that is shown."""
        return self._trees.get(self.result.source) if self.result is not None else None

    @property
    def is_in_use(self) -> bool:
        return self.find_bar.isVisibleTo(self) or (self.tree is not None and self.tree.is_in_use)

    # --- content

    def make_content(self) -> QWidget:
        self._trees: dict[Source, JsonTreeView] = {}
        self._shown: dict[Source, Result] = {}
        self.begin_finding()
        self._tree_stack = QStackedWidget()
        self._path = QLineEdit()
        self._path.setObjectName("path")
        self._path.setReadOnly(True)
        self._path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._path.setPlaceholderText(self.tr("Choose a row to see its path"))
        label = QLabel(self.tr("&Path:"))
        label.setBuddy(self._path)
        self._copy_path = WordButton("copy_path", "copy", self.tr("Copy path"))
        self._copy_path.setEnabled(False)
        self._copy_path.clicked.connect(self._copy_the_path)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._path, 1)
        row.addWidget(self._copy_path)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tree_stack, 1)
        column.addLayout(row)
        self.add_tool(self._expand_button())
        return content

    def make_find_options(self) -> QWidget | None:
        self._where = QComboBox()
        self._where.setObjectName("find_where")
        self._where.setAccessibleName(self.tr("Where to search"))
        self._where.addItems([self.tr("in keys and values"), self.tr("in keys"), self.tr("in values")])
        self._where.activated.connect(lambda _: self.on_find_text(self.find_bar.text))
        return self._where

    def content_focus(self) -> QWidget:
        return self.tree or self.content

    def show_result(self, result: Result | None) -> None:
        self.finding.begin(None)
        if result is None or result.document is None:
            return
        tree = self._trees.get(result.source) or self._new_tree(result, result.document)
        if tree.document is not result.document:
            tree.grow(result.document)
        self._shown[result.source] = result
        self._tree_stack.setCurrentWidget(tree)
        self._show_path(tree.current_node())
        self.stack.show_content()
        if self.find_bar.isVisibleTo(self) and self.find_bar.text:
            self.on_find_text(self.find_bar.text)

    def _new_tree(self, result: Result, document: JsonDocument) -> JsonTreeView:
        tree = JsonTreeView(self.background, document)
        tree.current_node_changed.connect(self._show_path)
        tree.node_chosen.connect(self._node_chosen)
        tree.said.connect(self.say)
        self._trees[result.source] = tree
        self._tree_stack.addWidget(tree)
        before = next((key for key, old in self._shown.items() if old.type_name == result.type_name), None)
        if before is not None and self._shown[before].job_id == result.job_id:
            tree.go_to_place(self._trees[before].place())
        return tree

    def _drop_others(self, job: Job) -> None:
        """Let go of the trees of results that the job no longer has."""
        present = {result.source for result in job.results}
        for key in [key for key in self._trees if key not in present]:
            tree = self._trees.pop(key)
            del self._shown[key]
            self._tree_stack.removeWidget(tree)
            tree.close_document()
            tree.deleteLater()

    # --- expanding and the path

    def _expand_button(self) -> WordButton:
        button = WordButton("expand_button", "expand", self.tr("Expand"))
        menu = QMenu(button)
        menu.setObjectName("expand_menu")
        for levels in (1, 2, 3):
            action = menu.addAction(self.tr("To level &%1").replace("%1", str(levels)))
            action.triggered.connect(lambda _=False, levels=levels: self._open_levels(levels))
        menu.addAction(self.tr("&All below the current row"), self._open_below)
        button.setMenu(menu)
        return button

    def _open_levels(self, levels: int) -> None:
        if self.tree is not None:
            self.tree.open_levels(levels)

    def _open_below(self) -> None:
        if self.tree is not None:
            self.tree.open_below()

    def _show_path(self, node: JsonNode | None) -> None:
        tree = self.tree
        self._path.setText(visible(tree.document.path(node), LONGEST_PATH) if tree is not None and node is not None else "")
        self._path.setCursorPosition(0)
        self._copy_path.setEnabled(node is not None)

    def _copy_the_path(self) -> None:
        if self.tree is not None:
            self.tree.copy_path()

    # --- the playhead

    def _node_chosen(self, node: JsonNode) -> None:
        """Take everything to the time of a value, where it or something around it has one."""
        tree, playhead = self.tree, self.playhead
        found = json_time(tree.document, node) if tree is not None and playhead is not None else None
        if found is None or playhead is None:
            return
        if found.choice != NOTHING:
            playhead.choose(found.choice, self)
        seconds = found.seconds_at(playhead.fps)
        if seconds is not None:
            playhead.move_to(seconds, self)

    # --- finding

    def search_for(self, text: str) -> Search | None:
        tree = self.tree
        if tree is None:
            return None
        document, where = tree.document, self._where.currentIndex()
        return lambda watch: document.find(text, in_keys=where != VALUES, in_values=where != KEYS, watch=watch)

    def current_place(self) -> int | None:
        return self.tree.current_offset() if self.tree is not None else None

    def show_hit(self, place: int) -> None:
        if self.tree is not None:
            self.tree.show_offset(place)
