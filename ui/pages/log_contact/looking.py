"""Looking for people while a name is typed: somebody known, or a name like a new one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from outreach_app.casework import names, people
from outreach_app.casework.names import Like
from outreach_app.casework.people import PersonHit
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import when
from ui.page import Context
from ui.widgets.picker import Found, Suggestion

_FLAGS_SHOWN = 2


class Looking(QObject):
    """Asks on the worker thread. `lists` gives the words for care flags, None before they came."""

    def __init__(
        self, context: Context, lists: Callable[[], Vocabulary | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._lists = lists

    def search(self, text: str, found: Found) -> None:
        """Look for somebody whose name is being typed."""

        def show(hits: Sequence[PersonHit]) -> None:
            found([Suggestion(hit.id, hit.alias, self._note(hit), hit.code) for hit in hits])

        def failed(error: Exception) -> None:
            # Whoever waits for an answer to save gets one; the window says what went wrong.
            found(())
            background.trouble.emit(error)

        desk, background = self._context.desk, self._context.background
        background.run(lambda: desk.ask(people.find, text), show, failed, owner=self)

    def look_alike(self, text: str, found: Callable[[Sequence[Like]], object]) -> None:
        """Look for people of a name like the one being given to somebody new."""
        desk = self._context.desk
        self._context.background.run(lambda: desk.ask(names.similar, text), found, owner=self)

    def _note(self, hit: PersonHit) -> str:
        """Say in a few words who that is: code, last seen, what to heed."""
        parts = [hit.code]
        desk, lists = self._context.desk, self._lists()
        if hit.died:
            parts.append(say("people.died"))
        if hit.seen_on:
            parts.append(when.lately(hit.seen_on, when.local_day(desk.clock.now(), desk.zone)))
        if lists is not None:
            parts += [lists["risk_flag"].label(code) for code in hit.care[:_FLAGS_SHOWN]]
        return " · ".join(parts)
