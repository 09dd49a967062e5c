"""The same form for somebody under 18, or thought to be: nothing in it speaks of work."""

from PySide6.QtCore import QObject

from outreach_app.casework import young
from ui.page import Context
from ui.pages.log_incident.motive import MotiveBox


class ForChild(QObject):
    """Asks once for everybody the form comes to be about."""

    def __init__(self, parent: QObject, context: Context, motive: MotiveBox) -> None:
        super().__init__(parent)
        self._context = context
        self._motive = motive
        self._about: str | None = None

    def about(self, person_id: str | None) -> None:
        """Suit the form to a person, or to nobody named."""
        if person_id == self._about:
            return
        self._about = person_id
        if person_id is None:
            self._motive.suit(child=False)
        else:
            self._context.ask(young.may_be_shown_outside, person_id, then=self._suit)

    def _suit(self, grown: bool) -> None:
        self._motive.suit(child=not grown)
