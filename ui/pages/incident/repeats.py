"""Accounts that may describe the same person or vehicle as this incident: linked, never joined."""

from PySide6.QtCore import Signal

from outreach_app.matching import matches_page
from outreach_app.matching.matches_page import Matches
from outreach_app.words import say
from ui.forms.match_list import MatchList
from ui.page import Context
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.status import CountChip

_SHOWN = 5


class RepeatsCard(Card):
    """Signal: `wanted` carries the key of another incident to be opened."""

    wanted = Signal(str)

    def __init__(self, name: str, context: Context) -> None:
        super().__init__(say("matching.incident.title"), name=f"{name}.repeats")
        self._context = context
        self._id = ""
        self._chip = CountChip(" ")
        self.add_to_head(self._chip)
        self.add(label(say("matching.nothing_joined"), "small", wrap=True))
        self._list = MatchList(f"{name}.repeats.list", context, page_size=_SHOWN)
        self._list.wanted.connect(self.wanted)
        self.add(self._list)
        self.hide()

    def load(self, incident_id: str) -> None:
        """Read the pairs of an incident; the card stays away when there are none."""
        if incident_id != self._id:
            self._id = incident_id
            self._list.start_anew()
            self.hide()
        self._context.ask(matches_page.of_incident, incident_id, then=self._show)

    def _show(self, matches: Matches) -> None:
        found = (*matches.linked, *matches.firm, *matches.possible)
        if any(each.one is not None and each.one.id != self._id for each in found):
            return
        self.setVisible(bool(found))
        words = say("matching.incident.linked", linked=len(matches.linked), count=len(found))
        self._chip.set_words(words)
        self._list.show_found(found, matches, self._id)
