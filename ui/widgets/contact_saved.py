"""The notice after a contact was saved, with the way to take it back."""

from PySide6.QtWidgets import QWidget

from outreach_app.casework import contact_entry
from outreach_app.casework.contact_entry import Logged
from outreach_app.words import say
from ui import saying
from ui.covering import cover
from ui.dialogs.ask import Answer, ask
from ui.page import Context
from ui.theme import role
from ui.widgets.notice import Notice


def words_for(logged: Logged, *, new: bool) -> str:
    """Say what was saved."""
    contact = logged.contact
    if contact.alias is None:
        return say("contact.saved.not_named", count=1 + len(contact.with_it))
    return say(
        "contact.saved.new" if new else "contact.saved.known", name=saying.name(contact.alias, None)
    )


class ContactSaved(Notice):
    """Says what was saved, and takes it back when asked to, with a reason."""

    def __init__(
        self,
        context: Context,
        logged: Logged,
        name: str,
        *,
        new: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "ok",
            words_for(logged, new=new),
            actions=(("undo", say("contact.saved.undo")),),
            closable=True,
            name=name,
            parent=parent,
        )
        self._context = context
        self._logged = logged
        self._new = new
        self._gone = False
        # What was saved should stand: taking it back is never the loudest button of a page.
        role(self.button("undo"), "")
        self.pressed.connect(self._ask)
        cover().changed.connect(self._say)

    def _ask(self, _key: str) -> None:
        ask(
            self,
            say("contact.saved.ask"),
            say("contact.saved.ask_text"),
            (
                Answer("keep", say("contact.saved.ask_keep")),
                Answer("test", say("contact.saved.ask_test")),
                Answer("not_happened", say("contact.saved.ask_not_happened")),
            ),
            self._answered,
            safe="keep",
        )

    def _answered(self, key: str) -> None:
        if key in {"test", "not_happened"}:
            self._context.do(contact_entry.take_back, self._logged, key, then=self._taken_back)

    def _taken_back(self, _done: object) -> None:
        self.button("undo").hide()
        self._gone = True
        self._say()
        self.setFocus()

    def _say(self) -> None:
        """Say it again, with names covered or not."""
        if not self._gone:
            self.say(words_for(self._logged, new=self._new))
            return
        alias = self._logged.contact.alias
        key = "taken_back_new" if self._new and alias else "taken_back_text"
        self.say(
            say("contact.saved.taken_back"),
            say(f"contact.saved.{key}", name=saying.name(alias or "", None)),
        )
