"""Possible repeats: pairs of accounts that may describe one person, for somebody to decide."""

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.roles import LEAD
from outreach_app.errors import KnownError
from outreach_app.matching import matches_page
from outreach_app.matching.matches_page import Matches
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.forms.match_list import MatchList
from ui.forms.safe_plates_card import SafePlatesCard
from ui.page import Context, Page
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.choices import ChipGroup
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order
from ui.widgets.scroll import scrolled

_CHIPS: Final = ("firm", "possible", "linked", "refused")
_SAFE: Final = "safe"


class MatchesPage(Page):
    """Pairs to look at, the strongest first; what was linked and what was refused besides."""

    name = "matches"
    nav = "incidents"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Matches | None = None
        self.head = PageHead(self.name, say("matching.title"), " ")
        back = button(say("matching.back"), "matches.back", icon="previous")
        back.clicked.connect(self._back)
        self.head.add_action(back)
        lead = context.desk.me.role == LEAD
        self._codes = (*_CHIPS, _SAFE) if lead else _CHIPS
        chips = [(code, say(f"matching.chip.{code}")) for code in self._codes]
        self.chips = ChipGroup("matches.chips", say("matching.title"), chips)
        self.chips.set_value("firm")
        self.chips.chosen.connect(self._chosen)
        self.refused = Notice("private", " ", name="matches.refused")
        self.refused.hide()
        self.none = label("", wrap=True, name="matches.none")
        self.list = MatchList("matches.list", context)
        self.list.wanted.connect(self._open_one)
        self.safe = SafePlatesCard(self.name, context)
        self.safe.hide()
        inner = QWidget()
        whole = QVBoxLayout(inner)
        space = current().space
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        note = label(say("matching.nothing_joined"), "small", wrap=True)
        for part in (self.head, self.chips, note, self.refused, self.none, self.list, self.safe):
            whole.addWidget(part)
        whole.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner, "matches.scroll"))

    @override
    def open(self, **where: Any) -> None:
        if where.get("chip") in self._codes:
            self.chips.set_value(where["chip"])
        self.list.start_anew()
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("matches", "incidents", "people", "lists"):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")

    def _load(self) -> None:
        self.context.ask(matches_page.listed, then=self._arrived, failed=self._refused)

    def _arrived(self, found: Matches) -> None:
        self._found = found
        self.refused.hide()
        count = len(found.firm)
        line = say("matching.line", count=count) if count else say("matching.line_none")
        self.head.set_title(say("matching.title"), line)
        self._show()

    def _chosen(self, code: str) -> None:
        if not code:
            self.chips.set_value("firm")
        self.list.start_anew()
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        safe = self.chips.value() == _SAFE
        self.safe.setVisible(safe)
        self.list.setHidden(safe)
        if safe:
            self.none.hide()
            self.safe.load()
            return
        found = getattr(self._found, str(self.chips.value() or "firm"))
        self.none.setText("" if found else say("matching.none"))
        self.none.setHidden(bool(found))
        self.list.show_found(found, self._found)
        in_reading_order(self)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self.list.hide()
        self.none.hide()
        self.refused.say(worded(error))
        self.refused.show()

    def _open_one(self, incident_id: str) -> None:
        self.go.emit("incident", {"incident_id": incident_id})

    def _back(self) -> None:
        self.go.emit("incidents", {})
