"""Find anything: one field over the page, its groups below it. Nothing is remembered."""

from collections.abc import Callable, Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.search import IN_NOTES
from outreach_app.words import say
from ui.finding import RECORDS, Found, Hit, Search
from ui.theme import current, put_icon, restyle, role
from ui.widgets.card import row
from ui.widgets.labels import KeyCaps, icon_label, label, rule
from ui.widgets.scroll import scrolled

# Of these is said how many there are; all others are actions.
_COUNTED: Final = ("people", "incidents", "alerts", "cases", "services", "notes", "actions")
# Where the box begins, in pixels, and the height under which a window leaves it the edge alone.
_TOP: Final = 64
_EDGE: Final = 12
_LOW: Final = 400
# More than its corners are round by.
_ROUND: Final = 16
_PAUSE_MS: Final = 80
# So long the casebook may take to answer before commands alone are shown.
_PATIENCE_MS: Final = 60
_OURS: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HitRow(QFrame):
    """One line of the answer, used again for the next. Signal: `pressed` when it is clicked."""

    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        role(self, "hit")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(11, 5, 10, 5)
        self._line.setSpacing(11)
        self._icon = icon_label("", "ink_muted", 17)
        self._title = label("", "strong")
        self._note = label("", "small")
        self._keys = label("", "small")
        self._line.addWidget(self._icon)
        self._line.addWidget(self._title)
        self._line.addWidget(self._note, 1)
        self._line.addWidget(self._keys)
        self._enter: KeyCaps | None = None
        self._hit: Hit | None = None
        self._lit = False

    def hit(self) -> Hit:
        """Return what the line says."""
        assert self._hit is not None  # noqa: S101 - only lines that say something are kept in sight
        return self._hit

    def say(self, hit: Hit) -> None:
        """Say what was found."""
        if hit != self._hit:
            if self._hit is None or hit.icon != self._hit.icon:
                put_icon(self._icon, hit.icon, "ink_muted", 17)
            self._write(hit.title, hit.note, hit.keys)
            self._hit = hit

    def forget(self) -> None:
        """Say nothing, out of sight: no name waits in a line that is not shown."""
        self.hide()
        if self._hit is not None:
            self._write("", "", "")
            self._hit = None

    def settle(self) -> None:
        """Let the line have its size at once."""
        self._line.activate()

    def light(self, *, on: bool) -> None:
        """Show that Enter takes this line."""
        if on != self._lit:
            self._lit = on
            self.setProperty("chosen", on)
            restyle(self)
        wanted = on and not self._keys.text()
        if wanted and self._enter is None:
            self._enter = KeyCaps("Enter")
            self._line.addWidget(self._enter)
        if self._enter is not None:
            self._enter.setVisible(wanted)

    def _write(self, title: str, note: str, keys: str) -> None:
        self._title.setText(title)
        self._note.setText(note)
        self._keys.setText(keys)
        self._keys.setVisible(bool(keys))
        self.setAccessibleName(f"{title}, {note}" if note else title)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class FindBox(QWidget):
    """Covers the window with a veil while it is open.

    Signals: `chosen` carries the page ("!lock" and the like for actions) and its parameters;
    `closed` when it went away; `looked`, just before, that something was looked for: how many
    records were found, and whether words in notes were looked for.
    """

    chosen = Signal(str, dict)
    closed = Signal()
    looked = Signal(int, bool)

    def __init__(self, search: Search, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self.setAccessibleName(say("shell.find.title"))
        self._search = search
        self._window = parent
        # Lines are made once and said again: making them takes longer than finding does.
        self._made: list[HitRow] = []
        self._rows: list[HitRow] = []
        self._groups: dict[str, QLabel] = {}
        self._order: list[QWidget] = []
        self._at = 0
        self._asked = self._shown = ""
        self._more = False
        self._taking: bool | None = None
        self._found: int | None = None
        self._box = QFrame(self)
        role(self._box, "dialog")
        whole = QVBoxLayout(self._box)
        whole.setContentsMargins(15, 15, 15, 9)
        whole.setSpacing(6)
        self.line = QLineEdit()
        self.line.setObjectName("find.line")
        self.line.setAccessibleName(say("shell.find.title"))
        role(self.line, "find")
        whole.addWidget(self.line)
        inner = self._inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(1)
        self._list.addStretch(1)
        self._nothing = label(say("shell.find.nothing"), "muted", wrap=True)
        self._area = scrolled(inner, "find.results")
        whole.addWidget(self._area, 1)
        whole.addWidget(rule())
        hint = label(say("shell.find.hint"), "small", wrap=True)
        whole.addLayout(row(hint, KeyCaps("Up", "Down", "Esc")))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE_MS)
        self._soon.timeout.connect(self._show_waiting)
        self._waiting: Sequence[Hit] = ()
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        parent.installEventFilter(self)
        self._fit()

    def open(self) -> None:
        """Show the box with an empty field."""
        self._fit()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()

    def close_box(self) -> None:
        """Go away and forget what was typed."""
        if self._found is not None and self._asked:
            self.looked.emit(self._found, self._asked.lower().startswith(IN_NOTES))
        self.line.clear()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def look(self) -> None:
        """Search for what stands in the field, now."""
        self._pause.stop()
        self._asked = self.line.text().strip()
        self._search(self._asked, self._answer(self._asked))

    def hits(self) -> tuple[Hit, ...]:
        """Return the lines shown, in their order."""
        return tuple(line.hit() for line in self._rows)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._fit()
        if watched is not self.line or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
            # Or Esc would go back and Ctrl+Enter would save the form under the veil.
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._key(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # Nothing of the veil is seen through the box, but at its round corners.
        edge = current().px(_ROUND)
        covered = self._box.geometry().adjusted(0, edge, 0, -edge)
        painter.setClipRegion(event.region().subtracted(QRegion(covered)))
        veil = current().colour("nav" if current().is_dark else "ink")
        veil.setAlphaF(0.55 if current().is_dark else 0.45)
        painter.fillRect(self.rect(), veil)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close_box()

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_box()
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                # The box keeps the focus while it is open; there is only this field in it.
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(ctrl=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            case _:
                return False
        return True

    def _typed(self) -> None:
        self._taking = None
        # At once, unless an answer is on its way: then letters are gathered.
        self._pause.start(_PAUSE_MS if self._more else 0)

    def _answer(self, asked: str) -> Found:
        def found(hits: Sequence[Hit], more: bool) -> None:
            # What is found after the box has gone, or for other letters, is not wanted.
            if not shiboken6.isValid(self) or asked != self._asked:
                return
            self._more = more
            if more:
                # Most answers are there before anybody could have read these.
                self._waiting = hits
                self._soon.start()
                return
            self._soon.stop()
            self._found = sum(hit.group in RECORDS for hit in hits)
            self._show(hits)
            if self._taking is not None:
                self._take(ctrl=self._taking)

        return found

    def _show_waiting(self) -> None:
        self._show(self._waiting)

    def _show(self, hits: Sequence[Hit]) -> None:
        before = self.hits()
        if self._shown != self._asked or tuple(hits[: len(before)]) != before:
            # What was chosen stays so only while lines come below it.
            self._shown, self._at = self._asked, 0
        self._rows = []
        order: list[QWidget] = []
        # Each group where its first line stands.
        for group in dict.fromkeys(hit.group for hit in hits):
            members = [hit for hit in hits if hit.group == group]
            if members:
                order.append(self._heading(group))
            order += map(self._said, members)
        if not hits:
            order.append(self._nothing)
        self._put(order)
        self.line.setAccessibleDescription(self._counted(hits))
        self._light()
        # Their sizes first, or everything under the box is painted twice for one key.
        for line in self._rows:
            line.settle()
        self._fit()
        # Once more when the new lines have got their sizes.
        QTimer.singleShot(0, self, self._fit)

    def _heading(self, group: str) -> QLabel:
        if group not in self._groups:
            self._groups[group] = label(say(f"shell.find.{group}"), "small_strong")
        return self._groups[group]

    def _said(self, hit: Hit) -> HitRow:
        """Return the next line, made if there are not enough yet."""
        number = len(self._rows)
        if number == len(self._made):
            made = HitRow(f"find.{number}")
            made.pressed.connect(self._pressing(made))
            self._made.append(made)
        line = self._made[number]
        line.say(hit)
        self._rows.append(line)
        return line

    def _put(self, order: list[QWidget]) -> None:
        """Let these stand below each other, and nothing else."""
        for line in self._made[len(self._rows) :]:
            line.forget()
        if order == self._order:
            return
        for widget in self._order:
            self._list.removeWidget(widget)
            if widget not in order:
                widget.hide()
        for place, widget in enumerate(order):
            self._list.insertWidget(place, widget)
            widget.show()
        self._order = order

    def _counted(self, hits: Sequence[Hit]) -> str:
        """Say how many there are of each kind: "2 people, 3 actions"."""
        counts = dict.fromkeys(_COUNTED, 0)
        for hit in hits:
            group = "people" if hit.group == "alike" else hit.group
            counts[group if group in counts else "actions"] += 1
        parts = [
            say(f"shell.find.counted_{kind}", count=number)
            for kind, number in counts.items()
            if number
        ]
        return ", ".join(parts) or say("shell.find.nothing")

    def _pressing(self, line: HitRow) -> Callable[[], None]:
        def press() -> None:
            # What is clicked is what is meant, whatever the answer still on its way will say.
            self._go(line.hit(), ctrl=False)

        return press

    def _move(self, by: int) -> None:
        if self._rows:
            self._at = (self._at + by) % len(self._rows)
            self._light()

    def _light(self) -> None:
        for number, line in enumerate(self._rows):
            line.light(on=number == self._at)
        if self._rows:
            self._area.ensureWidgetVisible(self._rows[self._at], 0, 4)

    def _take(self, *, ctrl: bool) -> None:
        if self._pause.isActive():
            self.look()
        # Whoever types a name and presses Enter means that name, not what happens to stand there.
        self._taking = ctrl if self._more else None
        if self._more or not self._rows:
            return
        self._go(self._rows[self._at].hit(), ctrl=ctrl)

    def _go(self, hit: Hit, *, ctrl: bool) -> None:
        page = hit.with_ctrl if ctrl and hit.with_ctrl else hit.page
        self.close_box()
        self.chosen.emit(page, dict(hit.where))

    def _fit(self) -> None:
        parent = self._window
        self.setGeometry(parent.rect())
        width = min(current().size("dialog_width"), parent.width() - 24)
        self._list.activate()
        inner = self._list.sizeHint().height() if self._list.count() else current().px(220)
        wanted = inner + current().px(120)
        # The field stays where it is however long the list; a low window is left to the list.
        top = max(_EDGE, min(_TOP, (parent.height() - _LOW) // 4))
        height = min(wanted, parent.height() - top - _EDGE)
        self._box.setGeometry((parent.width() - width) // 2, top, width, height)
        self._box.move(QPoint((parent.width() - width) // 2, top))
