"""The bar under a form: what was kept, cancel, and the buttons that save. Always visible."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.theme import current, put_status, role
from ui.theme.tokens import tokens
from ui.widgets.labels import KeyCaps, icon_label


class SaveBar(QFrame):
    """`add` buttons from left to right; the last one is the one that Ctrl+Enter presses."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        role(self, "savebar")
        self.setAccessibleName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(
            current().space("page_left"), 7, current().space("page_left"), 7
        )
        self._row.setSpacing(9)
        self._icon = icon_label("note", "ok", 16)
        self._words = QLabel()
        role(self._words, "small")
        self._words.setObjectName(f"{name}.kept")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._icon.hide()
        self._keys = KeyCaps("Ctrl", "Enter")
        self._row.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, button: QPushButton) -> None:
        """Put a button before the key caps."""
        self._row.insertWidget(self._row.count() - 1, button)

    def state(self, status: str, words: str = "") -> None:
        """Say how the typing stands: `kept`, `saved` or `not_saved`, and the words for it."""
        put_status(self._icon, status, 16)
        self._icon.show()
        shown = words or tokens().status[status].word
        # What could not be saved, and what to do about it, is never cut off.
        self._words.setWordWrap(status == "not_saved")
        self._words.setText(shown)
        self._words.setToolTip(shown)

    def compact(self, width_class: str) -> None:
        """Leave out the key caps where there is no room for them."""
        self._keys.setVisible(width_class in {"wide", "middle"})
