"""A state as icon, word and colour: always all three."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import put_icon, put_status, restyle, role
from ui.theme.tokens import tokens
from ui.widgets.labels import icon_label, label


class StatusChip(QFrame):
    """A chip for a status of tokens.toml; `words` replaces its usual word ("Ends 8 January").

    `bare` leaves out the ground, for strips and tables.
    """

    def __init__(
        self, status: str, words: str = "", *, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0 if bare else 9, 2, 0 if bare else 10, 2)
        row.setSpacing(5)
        self._icon = icon_label("note", "neutral", 15)
        self._words = label("")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.setProperty("bare", bare)
        role(self, "status")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status, words)

    def set_status(self, status: str, words: str = "") -> None:
        """Show another status."""
        found = tokens().status[status]
        shown = words or found.word
        self._words.setText(shown)
        self.setAccessibleName(shown)
        self.setProperty("tone", found.colour)
        put_status(self._icon, status, 15)
        self._refresh()

    def words(self) -> str:
        """Return the word shown."""
        return self._words.text()

    def _refresh(self) -> None:
        restyle(self)
        restyle(self._words)


class CountChip(StatusChip):
    """Quiet words in a chip, such as "5 today"; `tone` is the colour role of words and ground."""

    def __init__(
        self, words: str, icon: str = "", parent: QWidget | None = None, *, tone: str = "neutral"
    ) -> None:
        super().__init__("need_to_start", words, parent=parent)
        if icon:
            put_icon(self._icon, icon, tone, 15)
        self._icon.setVisible(bool(icon))
        self.setProperty("tone", tone)
        self._refresh()

    def set_words(self, words: str) -> None:
        """Change the words."""
        self._words.setText(words)
        self.setAccessibleName(words)
