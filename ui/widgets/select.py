"""One answer out of a list that opens; unanswered shows what to do."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.combo_box import ComboBox


class Select(ComboBox):
    """A combo box of codes. The first line is `empty`, for no answer; "" leaves that line out.

    `unanswered` is what a screen reader says for that line when it is only a dash.

    `letters` is the least width.
    """

    def __init__(
        self,
        name: str,
        title: str,
        choices: Iterable[tuple[str, str]] = (),
        *,
        empty: str = "",
        unanswered: str = "",
        letters: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(letters, parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._empty = empty
        self._unanswered = unanswered or empty
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Replace what can be chosen, pairs of code and words; an answer still there is kept."""
        before = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        if self._empty:
            self.addItem(self._empty, "")
            self.setItemData(0, self._unanswered, Qt.ItemDataRole.AccessibleTextRole)
        for code, words in choices:
            self.addItem(words, code)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.blockSignals(blocked)

    def set_empty(self, words: str) -> None:
        """Say the line for no answer with other words; call `set_choices` after it."""
        self._empty = self._unanswered = words

    def value(self) -> str:
        """Return the code chosen, or ""."""
        return str(self.currentData() or "")

    def set_value(self, code: str) -> None:
        """Choose a code; one that is not there leaves it unanswered."""
        self.setCurrentIndex(max(self.findData(code), 0))

    def words(self) -> str:
        """Return the words of the answer, or ""."""
        return self.currentText() if self.value() else ""
