"""The line over the form that says what was saved; made once, and said again for the next."""

from typing import TYPE_CHECKING

from outreach_app.casework.contact_entry import Logged
from ui.widgets.contact_saved import ContactSaved
from ui.widgets.reading_order import in_reading_order

if TYPE_CHECKING:
    from ui.pages.log_contact.page import LogContactPage


class SavedLine:
    """Shown while the next contact is written; a form opened anew has none."""

    def __init__(self, page: "LogContactPage") -> None:
        self._page = page
        self._notice: ContactSaved | None = None

    def say(self, logged: Logged, *, new: bool) -> None:
        """Say what was saved; `new` when somebody's name was written down with it."""
        if self._notice is not None:
            self._notice.renew(logged, new=new)
            return
        page = self._page
        self._notice = ContactSaved(page.context, logged, f"{page.name}.saved", new=new)
        page.cards.notices.insertWidget(0, self._notice)
        in_reading_order(page)

    def put_away(self) -> None:
        """Say nothing any more."""
        if self._notice is not None:
            self._notice.put_away()
