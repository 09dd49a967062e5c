"""The parts of the builder and where they stand; the page gives them their meaning."""

from collections.abc import Iterator

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.pages.alert.before import BeforeCard
from ui.pages.alert.facts import FactsCard
from ui.pages.alert.look import LookPanel
from ui.pages.alert.wording import WordingCard
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import WithPanel
from ui.widgets.reading_order import in_reading_order
from ui.widgets.savebar import SaveBar
from ui.widgets.scroll import scrolled
from ui.widgets.status import StatusChip


class Bench(QWidget):
    """Facts at the left, words and what is missing in the middle, the look at the right."""

    def put_together(self) -> Iterator[None]:
        """Make the parts where they stand, piece by piece, as `InPieces.pieces`."""
        self.head = PageHead("alert", say("alert.heading_none"), " ")
        self.chip = StatusChip("alert_draft")
        self.head.add_chip(self.chip)
        self.ask_consent = button(
            say("alert.ask_consent"), "alert.ask_consent", icon="check_file", small=True
        )
        self.ask_consent.hide()
        self.notice = Notice("stop", " ", name="alert.notice")
        self.notice.hide()
        actions = (("leave_out", say("alert.leave_out")),)
        self.without = Notice("private", " ", actions=actions, name="alert.without")
        self.without.hide()
        self.look = LookPanel()
        yield
        # From the outside in: what changes its place is dressed anew with all that is in it.
        self._build()
        yield
        self.facts = FactsCard()
        self._columns.insertWidget(0, self.facts)
        yield
        self.words = WordingCard()
        self._middle.insertWidget(0, self.words)
        yield
        self.before = BeforeCard()
        self._middle.insertWidget(1, self.before)
        in_reading_order(self)
        yield

    def show_without(self, without: tuple[tuple[str, str], ...]) -> None:
        """Say which of several incidents may not go, each with its reason."""
        lines = [
            say("alert.without", reference=reference, why=say(f"sharing.denied.{why}"))
            for reference, why in without
        ]
        self.without.say(say("alert.without_title", count=len(lines)), " ".join(lines))
        self.without.setVisible(bool(lines))

    def compact(self, width_class: str) -> None:
        """Put the columns one below the other where there is little room."""
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self._beside.compact(width_class)
        self.savebar.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.facts.setMaximumWidth(16777215 if upright else current().px(270))

    def _build(self) -> None:
        self._middle = QVBoxLayout()
        self._middle.setSpacing(10)
        self._middle.addStretch(1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(10)
        self._columns.addLayout(self._middle, 1)
        inner = QWidget()
        self._beside = WithPanel(
            scrolled(inner, "alert.scroll"), self.look, say("alert.look_title")
        )
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._beside, 1)
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(row(self.ask_consent, 1))
        column.addWidget(self.notice)
        column.addWidget(self.without)
        column.addLayout(self._columns, 1)
        self.savebar = SaveBar("alert.savebar")
        self.savebar.state("kept", say("alert.keeps"))
        self.drop = button(say("alert.delete"), "alert.delete", kind="danger")
        self.second = button(say("alert.ask_check"), "alert.ask_check", icon="second_check")
        self.send = button(say("alert.send"), "alert.send", kind="primary")
        self.send.setEnabled(False)
        for each in (self.drop, self.second, self.send):
            self.savebar.add(each)
        page.addWidget(self.savebar)
