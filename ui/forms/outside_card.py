"""The card of Settings with figures of others: the list, and the way to type one in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework import outside_figures
from outreach_app.casework.outside_figures import OutsideRow
from outreach_app.words import say
from ui.dialogs.ask import Answer, ask
from ui.dialogs.outside_form import OutsideForm
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import label


class OutsideCard(Card):
    """Shown to the lead, who alone types them in."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(say("outside.title"), name="settings.outside")
        self._page, self._context = page, context
        self.add(label(say("outside.text"), wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.add(self._rows)
        more = button(say("outside.add"), "settings.outside.add", icon="add")
        more.clicked.connect(self._add)
        self.add(row(more, 1))

    def load(self) -> None:
        """Read the figures."""
        self._context.ask(outside_figures.listing, then=self._show)

    def _show(self, found: Sequence[OutsideRow]) -> None:
        clear(self._rows)
        if not found:
            self._rows.addWidget(label(say("outside.none"), "small", wrap=True))
        for number, each in enumerate(found):
            words = label(_words(each), wrap=True, name=f"settings.outside.{number}")
            out = button(say("outside.take_out"), f"settings.outside.{number}.out", small=True)
            out.setAccessibleName(say("outside.take_out_name", what=each.what))
            out.clicked.connect(partial(self._ask_out, each))
            line = row(words, out, gap=9)
            line.setStretch(0, 1)
            self._rows.addLayout(line)

    def _add(self) -> None:
        form = OutsideForm(self._page, self._context)
        form.saved.connect(lambda _: self.load())
        form.ask()

    def _ask_out(self, figure: OutsideRow) -> None:
        def answered(key: str) -> None:
            if key == "out":
                self._context.do(outside_figures.take_out, figure.id, then=lambda _: self.load())

        ask(
            self._page,
            say("outside.out.title"),
            _words(figure),
            (Answer("keep", say("outside.out.keep")), Answer("out", say("outside.out.do"))),
            answered,
            safe="keep",
        )


def _words(figure: OutsideRow) -> str:
    return say(
        "trends.outside.row",
        value=figure.value,
        what=figure.what,
        year=figure.year,
        source=figure.source,
    )
