"""Which figures are hidden, and why: for the eyes of the project, in a sheet over the page."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from outreach_app.reports.withheld import Withheld
from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.scroll import scrolled


class HiddenList(QDialog):
    """The list, section by section. Esc closes it."""

    def __init__(self, parent: QWidget, withheld: tuple[Withheld, ...]) -> None:
        super().__init__(parent.window())
        self.setObjectName("reports.list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(say("reports.hidden.list"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.setSpacing(8)
        whole.addWidget(label(say("reports.hidden.list"), "h2", wrap=True))
        whole.addWidget(label(say("reports.hidden.list_text"), "muted", wrap=True))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for where, some in groupby(withheld, key=lambda each: each.where):
            below = grid.rowCount()
            grid.addWidget(label(where, "label", wrap=True), below, 0, 1, 2)
            for number, each in enumerate(some, start=below + 1):
                grid.addWidget(label(each.row, wrap=True), number, 0, Qt.AlignmentFlag.AlignTop)
                why = label(say(f"reports.why.{each.why}"), "muted", wrap=True)
                grid.addWidget(why, number, 1, Qt.AlignmentFlag.AlignTop)
        area = scrolled(inner, "reports.list.scroll")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(say("reports.hidden.list"))
        whole.addWidget(area, 1)
        close = button(say("reports.hidden.close"), "reports.list.close", kind="primary")
        close.clicked.connect(self.accept)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
        window = parent.window()
        self.resize(
            min(current().size("dialog_width"), window.width() - 40),
            min(current().px(520), window.height() - 30),
        )
