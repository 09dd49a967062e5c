"""What the program says on a page: notices, and the summary of what must be mended."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.theme import put_icon, restyle, role
from ui.widgets.buttons import button, icon_button, link
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label, show_if

Kind = Literal["info", "ok", "caution", "stop", "private"]

_ICONS = {
    "info": "note",
    "ok": "check-circle-outline",
    "caution": "clock-alert-outline",
    "stop": "error",
    "private": "lock",
}


class Notice(QFrame):
    """Words with an icon and an edge bar, perhaps with buttons. Stays until closed.

    `loud` fills the ground; with `quiet` no button stands out. Signals: `pressed` carries the key
    of a button; `closed` when the cross was pressed.
    """

    pressed = Signal(str)
    closed = Signal()

    def __init__(  # noqa: PLR0913 - parts of a notice, all named
        self,
        kind: Kind,
        title: str,
        text: str = "",
        *,
        actions: Sequence[tuple[str, str]] = (),
        icon: str = "",
        loud: bool = False,
        closable: bool = False,
        quiet: bool = False,
        name: str = "notice",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setProperty("loud", loud)
        role(self, "notice")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 9, 12, 9)
        whole.setSpacing(12)
        self._mark = icon_label(icon or _ICONS[kind], kind, 20)
        whole.addWidget(self._mark)
        self._words = words = QVBoxLayout()
        words.setSpacing(2)
        self.title = label(title, "strong", wrap=True, name=f"{name}.title")
        self.text = label(text, wrap=True, name=f"{name}.text")
        show_if(self.text, bool(text))
        words.addWidget(self.title)
        words.addWidget(self.text)
        whole.addLayout(words, 1)
        self._buttons: dict[str, QPushButton] = {}
        self._plain = loud or quiet
        if actions:
            whole.addLayout(self._row_of(actions))
        if closable:
            cross = icon_button("remove", say("shell.close_notice"), f"{name}.close", small=True)
            cross.clicked.connect(self._close)
            whole.addWidget(cross)

    def add_below(self, widget: QWidget) -> None:
        """Put a link under the words, where there is no room at their right."""
        self._words.addWidget(widget)

    def button(self, key: str) -> QPushButton:
        """Return one of the buttons."""
        return self._buttons[key]

    def become(self, kind: Kind) -> None:
        """Be a notice of another kind: its icon, its edge."""
        self.setProperty("kind", kind)
        put_icon(self._mark, _ICONS[kind], kind, 20)
        restyle(self)

    def say(self, title: str, text: str = "") -> None:
        """Change the words, and let a screen reader speak them once."""
        self.put(title, text)
        announce(self)

    def take_focus(self) -> None:
        """Take the focus, so that a reader hears it and Tab goes on from here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self)

    def put(self, title: str, text: str = "") -> None:
        """Change the words without speaking."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _row_of(self, actions: Sequence[tuple[str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for number, (key, words) in enumerate(actions):
            made = button(
                words,
                f"{self.objectName()}.{key}",
                kind="primary" if not number and not self._plain else "",
                small=True,
            )
            made.clicked.connect(self._pressing(key))
            row.addWidget(made)
            self._buttons[key] = made
        return row

    def _pressing(self, key: str) -> Callable[[], None]:
        def press() -> None:
            self.pressed.emit(key)

        return press

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class ErrorSummary(QFrame):
    """What must be mended before a form can be saved, with a link to each field.

    Signal: `wanted` carries the field whose link was pressed.
    """

    wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "stop")
        self.setProperty("loud", True)
        role(self, "notice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(14, 8, 12, 8)
        whole.setSpacing(12)
        whole.addWidget(icon_label("error", "stop", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = label("", "h2", wrap=True, name=f"{name}.title")
        words.addWidget(self.title)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(8)
        self._lines.setVerticalSpacing(0)
        self._lines.setColumnStretch(1, 1)
        words.addLayout(self._lines)
        whole.addLayout(words, 1)
        self._links: list[QPushButton] = []
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show triples of field, its label and the sentence; none hides the summary."""
        clear(self._lines)
        self._links = []
        before: QWidget = self
        for number, (field, words, sentence) in enumerate(lines):
            jump = link(words, f"{self.objectName()}.{field}")
            jump.setProperty("plain", True)
            jump.clicked.connect(self._wanting(field))
            self._links.append(jump)
            self._lines.addWidget(jump, number, 0, Qt.AlignmentFlag.AlignTop)
            # They come in late, and Tab would only meet them after the whole page.
            QWidget.setTabOrder(before, jump)
            before = jump
            self._lines.addWidget(label(sentence, wrap=True), number, 1)
        title = say("shell.check_before_saving", count=len(lines))
        self.title.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(f"{words}: {text}" for _, words, text in lines))
        self.setVisible(bool(lines))

    def take_focus(self) -> None:
        """Take the focus, so that a reader hears what there is to do."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self)

    def _wanting(self, field: str) -> Callable[[], None]:
        def want() -> None:
            self.wanted.emit(field)

        return want


def announce(widget: QWidget) -> None:
    """Let a screen reader speak a widget once, politely."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
