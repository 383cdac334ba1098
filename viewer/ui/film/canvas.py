"""The canvas: a picture of the film, or a blank frame of its shape, with the boxes of the shown frame on it.

Without a film it follows the playhead by itself. With one, whoever plays it hands over each picture with its frame, so that
the boxes are those of the picture that is seen, not of the moment that is being looked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from viewer.metadata_types import REGISTRY
from viewer.model.choice import NOTHING, Choice
from viewer.model.job import Job
from viewer.ui.announcing import announce
from viewer.ui.background import Background
from viewer.ui.film.canvas_options import CanvasOptions
from viewer.ui.film.canvas_painting import CanvasPainting
from viewer.ui.film.canvas_pointer import BoxClicks, Drag
from viewer.ui.film.canvas_words import blank_words, box_tooltip, boxes_words, focus_words
from viewer.ui.film.shown_boxes import ShownBoxes, is_of
from viewer.ui.focus_ring import paint_focus_ring
from viewer.ui.painting.box_overlay import MARGIN, BoxKey, BoxOverlay, Look, fractions_of, key_of
from viewer.ui.painting.picture_fit import LARGEST_ZOOM, PictureFit
from viewer.ui.panes.result_choice import Titles
from viewer.ui.panes.store import MemoryStore, Store
from viewer.ui.playhead import Moment, Playhead

if TYPE_CHECKING:
    from viewer.analysis.boxes_at import ShownBox

WHEEL_STEP = 120  # eighths of a degree that a wheel turns by one notch
ZOOM_A_STEP = 1.25
PAN_SHARE = 0.1  # of the room: how far an arrow key moves
WIDEST_SHAPE = 50.0  # by its height: what claims to be wider, or that much higher, is a mistake
_ARROWS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class FilmCanvas(QWidget):
    """Shows a picture and the boxes on it. Its actions are those of its context menu, and of `menu`."""

    def __init__(
        self,
        playhead: Playhead,
        background: Background,
        store: Store | None = None,
        titles: Titles = REGISTRY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("film_canvas")
        self.setAccessibleName(self.tr("Picture with boxes"))
        self._playhead = playhead
        self._background = background
        self._titles = titles
        self._picture: QImage | None = None
        self._size: QSize | None = None
        self._fit = PictureFit(QRectF())
        self._wanted_box: BoxKey | None = None  # to be centred once it is on the picture
        self._drag = Drag()
        self._clicks = BoxClicks()
        self.overlay = BoxOverlay()
        self.boxes = ShownBoxes(background, self)
        self.options = CanvasOptions(self, store if store is not None else MemoryStore(), titles)
        self._build()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.boxes.changed.connect(self._boxes_changed)
        self.options.changed.connect(self._options_changed)
        self.options.zoom_wanted.connect(self.zoom)
        self._playhead.moved.connect(self._follow)
        self._playhead.chosen.connect(self._choose)
        self._playhead.bounds_changed.connect(self._show_moment)
        self._options_changed()
        self._set_fit(self._fit)
        self._show_moment()

    # --- what is shown

    def show_job(self, job: Job) -> None:
        """Show the boxes of a job on pictures of its shape. They are indexed in a worker, so they come a little later."""
        self.set_size(job.header.width, job.header.height)
        self.boxes.show_job(job)
        self.options.offer_types(self.boxes.type_names)
        self._tell()

    def set_size(self, width: int | None, height: int | None) -> None:
        """Say how large the video is in pixels; None where that is unknown."""
        is_sound = bool(width and height and width > 0 and height > 0 and 1 / WIDEST_SHAPE <= width / height <= WIDEST_SHAPE)
        self._size = QSize(min(width, 1 << 30), min(height, 1 << 30)) if is_sound and width and height else None
        self._shape()

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture of the film; None for none, when a blank frame follows the playhead."""
        had_film, self._picture = self._picture is not None, picture if picture and not picture.isNull() else None
        self._shape()
        if self._picture is None and had_film:
            self._show_moment()
        self.update()

    def show_frame(self, frame: int | None, seconds: float | None) -> None:
        """Show the boxes of this frame, counted from 0, and of the second that the moment lies in."""
        self.boxes.show_frame(frame, seconds)

    @property
    def has_film(self) -> bool:
        return self._picture is not None

    def picture_rect(self) -> QRectF:
        """Where the whole picture lies, in pixels of this widget; beyond it where it is zoomed."""
        return self._fit.rect()

    def _shape(self) -> None:
        size = self._picture.size() if self._picture is not None else self._size
        aspect = size.width() / size.height() if size is not None else 16 / 9
        if aspect != self._fit.aspect:
            self._set_fit(replace(self._fit, aspect=aspect))

    def _follow(self, moment: Moment) -> None:
        if self._picture is None:
            self._show_moment()

    def _show_moment(self) -> None:
        if self._picture is None:
            self.boxes.show_frame(self._playhead.frame, self._playhead.seconds)
            self.update()

    def _boxes_changed(self) -> None:
        self._tell()
        self._centre_wanted()
        self.update()

    def _options_changed(self) -> None:
        choice = self._playhead.choice
        is_narrow = self.options.shows_only_chosen and (choice.detection_id is not None or choice.box is not None)
        self.boxes.show_only(choice if is_narrow else None)
        self.boxes.hide_types(self.options.hidden_types)

    # --- choosing

    def _choose(self, choice: Choice, origin: object) -> None:
        self._wanted_box = choice.box if origin is not self else None
        if origin is not self:
            self._clicks.forget()
        self._options_changed()

    def _choose_box(self, box: ShownBox) -> None:
        self._playhead.choose(Choice(box.detection_id or None, box=key_of(box)), self)

    def _centre_wanted(self) -> None:
        """A box that was chosen in its table is brought to the middle of a zoomed picture, once it is on it."""
        box = self.boxes.box(self._wanted_box)
        if box is not None:
            self._wanted_box = None
            self._bring_to_middle(box)

    def _bring_to_middle(self, box: ShownBox) -> None:
        fractions = fractions_of(box)
        if fractions is not None:
            left, top, right, bottom = (min(max(fraction, 0.0), 1.0) for fraction in fractions)
            self._set_fit(self._fit.centred_on(QRectF(left, top, right - left, bottom - top)))

    def _click(self, point: QPointF) -> None:
        box = self._clicks.choose(point, self.overlay.hits(point))
        if box is not None:
            self.boxes.focus_on(box)
            self._choose_box(box)

    # --- zooming and moving

    def zoom(self, by: int, about: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1) by a step about a point, else about the middle; 0 shows the whole picture."""
        self._set_fit(self._fit.zoomed(ZOOM_A_STEP**by if by else 0.0, about))

    def _set_fit(self, fit: PictureFit) -> None:
        self._fit = fit
        self.options.allow_zoom(can_zoom_in=fit.zoom < LARGEST_ZOOM, can_zoom_out=fit.is_zoomed)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_fit(replace(self._fit, area=QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)))

    # --- pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or not turn:
            event.ignore()
            return
        self._set_fit(self._fit.zoomed(ZOOM_A_STEP ** (turn / WHEEL_STEP), event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag.press(event.position())
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._drag.is_pressed:
            is_on_box = bool(self.overlay.hits(event.position()))
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_on_box else Qt.CursorShape.ArrowCursor)
            return
        moved = self._drag.move(event.position())
        if moved is not None and self._fit.is_zoomed:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._set_fit(self._fit.moved(moved.x(), moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            if self._drag.release():
                self._click(event.position())
            self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.mapToGlobal(self.rect().center()) if is_by_key else event.globalPos()
        menu = self.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self, parent: QWidget) -> QMenu:
        """Return a menu with the actions that there are now."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        menu.addActions(self.actions())
        return menu

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tooltip(event.globalPos(), QPointF(event.pos()))
            return True
        return super().event(event)

    def _show_tooltip(self, place: QPoint, point: QPointF) -> None:
        hits = self.overlay.hits(point)
        if hits:
            QToolTip.showText(place, box_tooltip(hits[0], self._titles, self._size), self)
        else:
            QToolTip.hideText()

    # --- keyboard

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes through the boxes, and on after the last one."""
        if self.boxes.step(1 if is_next else -1):
            self._say_focus()
            return True
        return super().focusNextPrevChild(is_next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        ends = {Qt.FocusReason.TabFocusReason: 1, Qt.FocusReason.BacktabFocusReason: -1}
        if event.reason() in ends:
            self.boxes.focus_on(None)
            if self.boxes.step(ends[event.reason()]):
                self._say_focus()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        focused = self.boxes.focused
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused is not None:
            self._choose_box(focused)
        elif key == Qt.Key.Key_Escape and self._playhead.choice != NOTHING:
            self._playhead.choose(NOTHING, self)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.boxes.boxes:
            self.boxes.step_to_end(1 if key == Qt.Key.Key_End else -1)
            self._say_focus()
        elif Qt.Key(key) in _ARROWS and self._fit.is_zoomed:
            dx, dy = _ARROWS[Qt.Key(key)]
            self._set_fit(self._fit.moved(dx * PAN_SHARE * self.width(), dy * PAN_SHARE * self.height()))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # --- for screen readers

    def _tell(self) -> None:
        """The description says how many boxes there are and what is in them; it changes only where that does."""
        boxes = self.boxes
        words = boxes_words(boxes.boxes, boxes.count)
        focused = boxes.focused if self.hasFocus() else None
        if focused is not None:
            words = f"{self._focus_words(focused)}. {words}"
        if self._picture is None:
            words = f"{words}. {self._blank_words()}"
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _focus_words(self, box: ShownBox) -> str:
        is_chosen = is_of(box, self._playhead.choice)
        number, count = self.boxes.focused_number, len(self.boxes.boxes)
        return focus_words(box, number, count, self._titles, is_chosen=is_chosen)

    def _say_focus(self) -> None:
        focused = self.boxes.focused
        if focused is not None:
            rect = self.overlay.rect_of(key_of(focused))
            if rect is None or not self._fit.area.contains(rect):
                self._bring_to_middle(focused)
            announce(self, self._focus_words(focused))

    def _blank_words(self) -> str:
        boxes = self.boxes
        needs_rate = boxes.has_frames and self._playhead.frame is None
        return blank_words(has_size=self._size is not None, has_boxes=bool(boxes.type_names), needs_rate=needs_rate)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._background.make_way_for(self._paint)

    def _paint(self) -> None:
        painter = QPainter(self)
        painting = CanvasPainting(painter, self.palette(), self._fit)
        boxes, choice = self.boxes, self._playhead.choice
        painting.paint_picture(self._picture, "" if self._picture is not None else self._blank_words())
        focused = boxes.focused
        look = Look(choice.detection_id, choice.box, key_of(focused) if focused else None, self.options.has_labels)
        painting.paint_boxes(self.overlay, boxes.boxes, boxes.count, look, has_focus=self.hasFocus())
        painter.end()
        if focused is None:
            paint_focus_ring(self)

    def sizeHint(self) -> QSize:
        return self._size_of(48)

    def minimumSizeHint(self) -> QSize:
        return self._size_of(16)

    def _size_of(self, characters: int) -> QSize:
        width = characters * self.fontMetrics().averageCharWidth()
        return QSize(width, width * 9 // 16)
