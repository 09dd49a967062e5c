"""The keys that work on every page, and the list of them."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from outreach_app.words import lookup, say
from ui.registry import NAVIGATION
from ui.widgets.buttons import button
from ui.widgets.labels import KeyCaps, label
from ui.widgets.scroll import scrolled

# What a key does, by the name the window gives it; the words stand in shell.keys.
GLOBAL: Final[Mapping[str, tuple[str, ...]]] = {
    "find": ("Ctrl+K", "/"),
    "log_contact": ("Ctrl+N",),
    "walk_in": ("Ctrl+Shift+N",),
    "log_incident": ("Ctrl+I",),
    "table": ("Ctrl+T",),
    "settings": ("Ctrl+,",),
    "lock": ("Ctrl+L",),
    "hide": ("F9",),
    "cover": ("F8",),
    "print": ("Ctrl+P",),
    "next_region": ("F6",),
    "previous_region": ("Shift+F6",),
    "help": ("F1",),
    "back": ("Esc",),
    **{f"page_{number}": (f"Ctrl+{number}",) for number in range(1, len(NAVIGATION) + 1)},
    **{f"section_{number}": (f"Alt+{number}",) for number in range(1, 10)},
}


def bind(widget: QWidget, actions: Mapping[str, Callable[[], object]]) -> list[QShortcut]:
    """Give a window its keys; an action that is not in `GLOBAL` is a slip and raises KeyError."""
    made = []
    for name, act in actions.items():
        for sequence in GLOBAL[name]:
            shortcut = QShortcut(QKeySequence(sequence), widget)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
            made.append(shortcut)
    return made


class KeysDialog(QDialog):
    """All keys, in two columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(say("shell.keys.title"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(10)
        whole.addWidget(label(say("shell.keys.title"), "h2"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(5)
        grid.setHorizontalSpacing(16)
        for number, (keys, words) in enumerate(lookup("shell.keys.list")):
            grid.addWidget(KeyCaps(*keys.split(" ")), number, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words, wrap=True), number, 1)
        grid.setColumnStretch(1, 1)
        whole.addWidget(scrolled(inner, "keys.list"), 1)
        close = button(say("shell.keys.close"), "keys.close", kind="primary")
        close.clicked.connect(self.accept)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(min(480, parent.width() - 40), min(520, parent.height() - 40))
