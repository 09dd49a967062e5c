"""Whom a contact is about: what is known of them, asked for when they are chosen.

Of a restricted record nothing is shown before a reason was given, and leaving the page forgets it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework import contact_entry, contacts
from outreach_app.casework.contact_entry import GoodToKnow
from outreach_app.casework.contacts import KNOWN, NEW, NOT_NAMED, ContactDraft
from outreach_app.words import say
from ui import saying, when

if TYPE_CHECKING:
    from ui.pages.log_contact.page import LogContactPage

_ONLY = {NOT_NAMED: "only_counted", NEW: "only_name"}


class AboutThem(QObject):
    """Fills the side panel and the chosen person's line; puts what they were given last time.

    `given` is the key of somebody for whom the page this one was reached from has the reason.
    """

    def __init__(self, page: "LogContactPage") -> None:
        super().__init__(page)
        self._page = page
        self._asked = ""
        self.given = ""
        page.gate.back.connect(self._let_go)
        page.gate.refused.connect(self._refused)

    def forget(self) -> None:
        """Take what was read out of sight; it is asked for anew when it is to be shown again."""
        self._asked = ""
        self._page.cards.who.known.forget_care()
        self._page.cards.panel.say_only(say("contact.know.pick"))
        self._page.cards.with_panel.set_more(say("contact.know.more"))

    def leave(self) -> None:
        """Another page is shown: coming back to somebody restricted asks why again."""
        self.given = ""
        self.forget()
        self._page.gate.shut()

    def show(self, draft: ContactDraft) -> None:
        """Ask about whoever stands in the form now, once."""
        cards = self._page.cards
        if draft.person_id and draft.person_id != self._asked:
            self.forget()
            self._asked = draft.person_id
            given = draft.person_id == self.given
            self._page.gate.ask(self._read, person_id=draft.person_id, given=given, stays=True)
        elif not draft.person_id:
            if self._asked:
                self._asked = ""
                self._page.gate.admit()
            cards.panel.say_only(say(f"contact.know.{_ONLY.get(draft.who, 'pick')}"))
            cards.with_panel.set_more(say("contact.know.more"))
        cards.given.same.setEnabled(
            draft.who != NEW and (draft.who != KNOWN or bool(draft.person_id))
        )

    def again(self) -> None:
        """Read it again, because something of it was changed."""
        if self._asked and self._page.gate.is_open:
            self._read()

    def _read(self) -> None:
        self._page.context.ask(
            contact_entry.good_to_know, self._asked, then=self._know, failed=self._not_known
        )

    def _know(self, about: GoodToKnow) -> None:
        page = self._page
        lists = page.words()
        if lists is None or page.draft().person_id != self._asked or not page.gate.is_open:
            return
        today = when.local_day(page.context.desk.clock.now(), page.context.desk.zone)
        clean = not page.is_dirty()
        name = saying.name(about.hit.alias, about.hit.code)
        page.cards.panel.show_person(about, lists, today)
        page.cards.with_panel.set_more(say("contact.know.more_about", name=name))
        page.cards.who.known.know(about.hit, page.cards.panel.first_care(about, lists), today)
        if clean:
            # Reading a name into the form is not typing.
            page.begin()
        # What will be saved is said with the name now.
        page.changed()

    def _refused(self, error: Exception) -> None:
        self._not_known(error)

    def _not_known(self, _error: Exception) -> None:
        self._page.set_value("person_id", {})
        self._asked = ""
        self._page.cards.panel.say_only(say("contact.know.restricted"))

    def _let_go(self) -> None:
        """No reason was given: the contact is about nobody yet, and everything else stands."""
        self._page.gate.admit()
        self._page.cards.who.known.let_go()

    # what they were given last time

    def same_as_last_time(self) -> None:
        """Put what this person, or the last unnamed one, was given."""
        draft = self._page.draft()
        if draft.person_id:
            self._page.context.ask(contacts.same_again, draft.person_id, then=self._put_same)
        else:
            self._page.context.ask(contacts.latest, 1, then=self._put_latest)

    def _put_same(self, given: Mapping[str, int]) -> None:
        card = self._page.cards.given
        card.supplies.put(given)
        card.set_note(say("contact.page.given_note" if given else "contact.page.nothing_last_time"))

    def _put_latest(self, rows: Sequence[contacts.ContactRow]) -> None:
        self._put_same(dict(rows[0].supplies) if rows else {})
