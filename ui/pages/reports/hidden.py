"""Which figures are hidden, and why: for the eyes of the project, in a sheet over the page."""

from functools import partial
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from outreach_app.reports import bettering, days
from outreach_app.reports.bettering import Better, Way
from outreach_app.reports.showing import Shown
from outreach_app.words import say
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.labels import label
from ui.widgets.scroll import scrolled

_MOST: Final = 4


class HiddenList(QDialog):
    """The list, section by section, and what would show more. Esc closes it.

    Signal: `longer_wanted` carries the name of a longer period that is to be shown.
    """

    longer_wanted = Signal(str)

    def __init__(self, parent: QWidget, context: Context, shown: Shown) -> None:
        super().__init__(parent.window())
        self._context = context
        self._shown = shown
        self._ways: tuple[Way, ...] = ()
        self._found = 0
        withheld = shown.withheld
        self.setObjectName("reports.list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(say("reports.hidden.list"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.setSpacing(8)
        whole.addWidget(label(say("reports.hidden.list"), "h2", wrap=True))
        whole.addWidget(label(say("reports.hidden.list_text"), "muted", wrap=True))
        self._better = QVBoxLayout()
        whole.addLayout(self._better)
        self._offer()
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

    def _offer(self) -> None:
        """Offer to look for better tables where more than a third of a draft is withheld."""
        count = bettering.counted(self._shown.figures)
        if self._shown.issued is not None or not count.much_hidden:
            return
        words = say("reports.better.title", shown=count.shown, figures=count.figures)
        self._better.addWidget(label(words, wrap=True))
        self._look = link(say("reports.better.look"), "reports.better.look")
        self._look.clicked.connect(self._search)
        self._better.addWidget(self._look, 0, Qt.AlignmentFlag.AlignLeft)

    def _search(self) -> None:
        self._look.setEnabled(False)
        self._look.setText(say("reports.better.looking"))
        wanted = self._shown.wanted
        self._context.ask(bettering.ways, wanted.pack, wanted.period, then=self._try)

    def _try(self, ways: tuple[Way, ...]) -> None:
        """Try one way after another, so that whatever else is asked for comes in between."""
        if not ways:
            self._look.hide()
            if not self._found:
                self._better.addWidget(label(say("reports.better.none"), "muted", wrap=True))
            return
        self._ways = ways[1:]
        self._context.ask(bettering.tried, ways[0], self._shown.as_at, then=self._tried)

    def _tried(self, better: Better | None) -> None:
        now = bettering.counted(self._shown.figures)
        if better is not None and better.count.shown > now.shown and self._found < _MOST:
            self._found += 1
            self._add(better)
        self._try(self._ways)

    def _add(self, better: Better) -> None:
        words, period = bettering.words(better), better.way.period
        if better.way.without:
            self._better.addWidget(label(words, wrap=True))
            return
        name = days.period_name(period)
        self._better.addWidget(label(f"{name}: {words}", wrap=True))
        show = link(say("reports.better.show"), f"reports.better.{period.name}")
        show.setAccessibleName(f"{say('reports.better.show')}: {name}")
        show.clicked.connect(partial(self._show, period.name))
        self._better.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, name: str) -> None:
        self.longer_wanted.emit(name)
        self.accept()
