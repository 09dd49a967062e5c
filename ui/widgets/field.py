"""A question on a form: its label, its hint, the widget, and what must be mended."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current, put_icon, restyle
from ui.widgets.labels import icon_label, label, show_if
from ui.widgets.sized import hold_least_width


class Field(QWidget):
    """Label above (its buddy is the widget), hint beside it, error under the label.

    `side=True` puts the label at the left in a column of its own, for chips; `side_width` is its
    width at text size 100. With `swaps` the error takes the hint's place, so that nothing moves.
    """

    def __init__(
        self,
        title: str,
        widget: QWidget,
        *,
        hint: str = "",
        side: bool = False,
        side_width: int = 86,
        swaps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.widget = widget
        self.title = title
        self._hint = hint
        self._label = label(title, "label")
        self._label.setBuddy(widget)
        self._mark = icon_label("error", "stop", 16)
        self._error = label("", "error", wrap=True)
        self._error.setObjectName(f"{widget.objectName()}.error")
        if not widget.accessibleName():
            widget.setAccessibleName(title)
        widget.setAccessibleDescription(hint)
        words = label(hint, "small", wrap=True)
        self._swapped = words if swaps and hint else None
        show_if(words, bool(hint))
        troubles = QHBoxLayout()
        troubles.setSpacing(6)
        troubles.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        troubles.addWidget(self._error, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(3)
        if side:
            line = QHBoxLayout()
            line.setSpacing(8)
            hold_least_width(self._label, side_width)
            self._label.setMinimumHeight(current().px(28))
            # Beside the first line of chips, or in the middle of a field of one line.
            lone = isinstance(widget, (QComboBox, QLineEdit, QAbstractSpinBox))
            side_by = Qt.AlignmentFlag.AlignVCenter if lone else Qt.AlignmentFlag.AlignTop
            line.addWidget(self._label, 0, side_by)
            line.addWidget(widget, 1)
            whole.addLayout(troubles)
            whole.addLayout(line)
        else:
            whole.addWidget(self._label)
            whole.addWidget(words)
            whole.addLayout(troubles)
            # Side by side, labels meet at the top and widgets at the bottom, errors or not.
            whole.addStretch(1)
            whole.addWidget(widget)
        if side:
            words.setParent(self)
            words.hide()
        self.clear_error()

    def set_title(self, title: str) -> None:
        """Ask something else; the widget's accessible name follows."""
        self.title = title
        self._label.setText(title)
        self.widget.setAccessibleName(title)

    def set_error(self, sentence: str) -> None:
        """Say what must be mended, with icon and edge; the widget's description says it too."""
        self._error.setText(sentence)
        if self._swapped is not None:
            if self._swapped.isVisible():
                self._error.setMinimumHeight(self._swapped.height())
            self._swapped.hide()
        self._error.setVisible(True)
        put_icon(self._mark, "error", "stop", 16)
        self._mark.setVisible(True)
        self._edge(on=True)
        self.widget.setAccessibleDescription(f"{sentence} {self._hint}".strip())

    def clear_error(self) -> None:
        """Take the error away."""
        self._error.setText("")
        self._error.setVisible(False)
        self._mark.setVisible(False)
        if self._swapped is not None:
            self._swapped.show()
        self._edge(on=False)
        self.widget.setAccessibleDescription(self._hint)

    def error(self) -> str:
        """Return the sentence shown, or ""."""
        return self._error.text()

    def take_focus(self) -> None:
        """Focus the widget."""
        focus = getattr(self.widget, "take_focus", None)
        if callable(focus):
            focus()
        else:
            self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edge(self, *, on: bool) -> None:
        if bool(self.widget.property("error")) != on:
            self.widget.setProperty("error", on)
            restyle(self.widget)
