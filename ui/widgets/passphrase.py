"""Typing a passphrase: hidden dots, Show while it is held, and a word when Caps Lock is on."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.words import say
from ui.widgets.buttons import link
from ui.widgets.labels import icon_label, label


def caps_lock_on(text: str, *, shift: bool) -> bool | None:
    """Tell from one typed letter whether Caps Lock is on; None when it does not tell.

    Qt does not say how the key stands, so that the first letter is what gives it away.
    """
    if len(text) != 1 or text.upper() == text.lower():
        return None
    return text.isupper() != shift


class PassphraseField(QWidget):
    """Label, field, Show, Caps Lock note. The line itself is `line`."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The first child, so that Tab leads from the name into the line and only then to Show.
        self.line = QLineEdit(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.installEventFilter(self)
        words = label(title, "label")
        words.setBuddy(self.line)
        self.show_button = link(say("unlock.show"), f"{name}.show", icon="show_secret")
        self.show_button.setAccessibleName(say("unlock.show_name"))
        self.show_button.setToolTip(say("unlock.show_name"))
        self.show_button.pressed.connect(self._reveal)
        self.show_button.released.connect(self._conceal)
        head = QHBoxLayout()
        head.addWidget(words)
        head.addStretch(1)
        head.addWidget(self.show_button)
        self._caps_icon = icon_label("caps_lock", "caution", 15)
        self.caps: QLabel = label(say("unlock.caps_lock"), "strong", name=f"{name}.caps")
        caps = QHBoxLayout()
        caps.setContentsMargins(1, 2, 0, 0)
        caps.setSpacing(6)
        caps.addWidget(self._caps_icon)
        caps.addWidget(self.caps, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addWidget(self.line)
        whole.addLayout(caps)
        self._set_caps(on=False)

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, the undo history with it."""
        self.line.clear()
        self._conceal()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            self._look(event)
        return False

    def _look(self, event: QKeyEvent) -> None:
        if event.type() != QEvent.Type.KeyPress:
            return
        if event.key() == Qt.Key.Key_CapsLock:
            # Pressed while it was known to be on: it is going off. Otherwise the next letter tells.
            self._set_caps(on=False)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        found = caps_lock_on(event.text(), shift=shift)
        if found is not None:
            self._set_caps(on=found)

    def _set_caps(self, *, on: bool) -> None:
        self._caps_icon.setVisible(on)
        self.caps.setVisible(on)
        self.line.setAccessibleDescription(say("unlock.caps_lock") if on else "")

    def _reveal(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal)

    def _conceal(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
