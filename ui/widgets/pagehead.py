"""The head of a page: heading, one quiet line, actions at the right."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.card import row
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label, show_if


class PageHead(QWidget):
    """`chips` stand beside the heading, `actions` at the right; below 1000 they go under it.

    Signal: `titled` carries the heading whenever it is said anew.
    """

    titled = Signal(str)

    _built = False

    def __init__(
        self, name: str, title: str, line: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.heading = label(title, "h1", name=f"{name}.heading", elides=True)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.setAccessibleName(title)
        self.line = label(line, "muted", wrap=True, name=f"{name}.line")
        show_if(self.line, bool(line))
        self._beside = QHBoxLayout()
        self._beside.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._titled = row(self.heading, self._beside, 1, gap=10)
        words.addLayout(self._titled)
        words.addWidget(self.line)
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions, gap=7)
        self._actions.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._actions.hide()
        self._top = QHBoxLayout()
        self._top.addLayout(words, 1)
        self._top.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignVCenter)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(6)
        self._whole.addLayout(self._top)
        self._built = True

    def set_title(self, title: str, line: str = "") -> None:
        """Change heading and line."""
        self.heading.setText(title)
        self.heading.setAccessibleName(title)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.titled.emit(title)

    def wrap_heading(self, *, on: bool) -> None:
        """Let a long heading take the whole line, and a second one, instead of ending in dots."""
        self.heading.setWordWrap(on)
        self._titled.setStretch(0, 1 if on else 0)
        self._titled.setStretch(self._titled.count() - 1, 0 if on else 1)

    def add_chip(self, widget: QWidget) -> None:
        """Put a code or a state beside the heading."""
        self._beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._flow.addWidget(widget)
        self._actions.show()
        self._actions.setMinimumWidth(self._flow.sizeHint().width())

    def fit_actions(self) -> None:
        """Take no more room than the buttons that are shown."""
        under = self._top.indexOf(self._actions) < 0
        self._actions.setMinimumWidth(0 if under else self._flow.sizeHint().width())

    @override
    def event(self, event: QEvent) -> bool:
        # A button that was hidden or shown, or says something else.
        if self._built and event.type() == QEvent.Type.LayoutRequest:
            self.fit_actions()
        return super().event(event)

    def actions_beside(self) -> int:
        """Return the width that the actions take beside the heading, 0 when they are under it."""
        beside = self._top.indexOf(self._actions) >= 0 and not self._actions.isHidden()
        return self._flow.sizeHint().width() if beside else 0

    def compact(self, width_class: str) -> None:
        """Hang the actions under the heading where the window is narrow."""
        under = width_class in {"narrow", "tiny"}
        self._actions.setMinimumWidth(0 if under else self._flow.sizeHint().width())
        target = self._whole if under else self._top
        self._top.removeWidget(self._actions)
        self._whole.removeWidget(self._actions)
        target.addWidget(self._actions)
        self.heading.setVisible(True)
