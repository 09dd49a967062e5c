"""One event on a person's timeline: when, a badge, what, and a quiet second line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current, put_icon, restyle, role
from ui.widgets.labels import label, rule, show_if


class TimelineRow(QWidget):
    """`tone` colours the badge; `action` is a button at the right; `last` ends the line."""

    def __init__(  # noqa: PLR0913 - parts of a row, all named
        self,
        when: str,
        title: str,
        text: str = "",
        *,
        icon: str = "time",
        tone: str = "neutral",
        action: QWidget | None = None,
        last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{when}: {title}. {text}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(11)
        grid.setVerticalSpacing(1)
        moment = label(when, "small")
        moment.setMinimumWidth(current().px(88))
        moment.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        badge = label("")
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setProperty("tone", tone)
        role(badge, "badge")
        put_icon(badge, icon, tone, 16)
        restyle(badge)
        grid.addWidget(moment, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(badge, 0, 1, Qt.AlignmentFlag.AlignTop)
        thread = rule(upright=True)
        thread.setMinimumHeight(12)
        show_if(thread, not last)
        grid.addWidget(thread, 1, 1, Qt.AlignmentFlag.AlignHCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "strong", wrap=True))
        if text:
            words.addWidget(label(text, wrap=True))
        words.addStretch(1)
        grid.addLayout(words, 0, 2, 2, 1)
        if action is not None:
            grid.addWidget(action, 0, 3, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
