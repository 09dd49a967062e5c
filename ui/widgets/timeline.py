"""One event on a person's timeline: when, a badge, what, and a quiet second line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

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
        # Boxes, not a grid: a grid forgets how tall wrapped words are at the width they have.
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 0)
        whole.setSpacing(11)
        moment = label(when, "small")
        moment.setMinimumWidth(current().px(88))
        moment.setMinimumHeight(current().px(30))
        moment.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        badge = label("")
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setProperty("tone", tone)
        role(badge, "badge")
        put_icon(badge, icon, tone, 16)
        restyle(badge)
        thread = rule(upright=True)
        thread.setMinimumHeight(12)
        show_if(thread, not last)
        line = QVBoxLayout()
        line.setSpacing(3)
        line.addWidget(badge)
        line.addWidget(thread, 1, Qt.AlignmentFlag.AlignHCenter)
        if last:
            line.addStretch(1)
        words = QVBoxLayout()
        words.setContentsMargins(0, 5, 0, 4)
        words.setSpacing(1)
        words.addWidget(label(title, "strong", wrap=True))
        if text:
            words.addWidget(label(text, wrap=True))
        words.addStretch(1)
        whole.addWidget(moment, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(line)
        whole.addLayout(words, 1)
        if action is not None:
            whole.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
