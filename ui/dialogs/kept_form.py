"""A few fields over the window in which much may be written: what is typed is kept, like a page."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.casework.drafts import DraftRow
from ui.dialogs.small_form import SmallForm
from ui.drafting import Drafting
from ui.forms import values
from ui.page import Unkept


class KeptForm(SmallForm):
    """Call `keep_typing` when the fields and `command` stand.

    What was typed before about the same thing comes back when it is opened; closing keeps it, and
    saving lets the draft go in the same transaction.
    """

    drafting: Drafting | None = None

    def keep_typing(self, kind: str, about: str) -> None:
        """Keep what is typed every two seconds, as a draft of `kind` about `about`."""
        self._kind, self._about = kind, about
        self._clean = self._state()
        inner = self.command
        if inner is not None:
            self.command = self._letting_go(inner)
        self.drafting = Drafting(self.context, self, kind, about)
        self.drafting.start()
        self.finished.connect(self._stop)
        self.context.ask(self.context.drafts.waiting, then=self._come_back)

    def draft_state(self) -> dict[str, Any] | None:
        """Return what stands in the fields, or None while nothing was typed."""
        state = self._state()
        return None if state == self._clean else state

    def unkept(self) -> Unkept | None:
        """Return typing not known to be in the file."""
        return self.drafting.unkept() if self.drafting is not None else None

    def _state(self) -> dict[str, Any]:
        return {name: values.read(field.widget) for name, field in self._fields.items()}

    def _come_back(self, waiting: tuple[DraftRow, ...]) -> None:
        mine = (row for row in waiting if (row.kind, row.about) == (self._kind, self._about))
        found = next(mine, None)
        if found is None or self.draft_state() is not None:
            return
        for name, value in json.loads(found.state).items():
            if name in self._fields:
                values.write(self._fields[name].widget, value)

    def _letting_go(self, inner: Callable[[], Callable[[Any], Any]]) -> Callable[[], Any]:
        discard, kind, about = self.context.drafts.discard, self._kind, self._about

        def command() -> Callable[[Any], Any]:
            made = inner()

            def both(work: Any) -> Any:
                done = made(work)
                discard(work, kind, about)
                return done

            return both

        return command

    def _was_saved(self, done: Any) -> None:
        if self.drafting is not None:
            self.drafting.stop()
            self.drafting = None
        self.context.say_saved()
        super()._was_saved(done)

    def _stop(self) -> None:
        if self.drafting is not None:
            self.drafting.keep_now()
            self.drafting.stop()


def unkept_in(page: QWidget) -> Unkept | None:
    """Return what is typed over a page and not known to be in the file."""
    for each in page.window().findChildren(KeptForm):
        found = each.unkept() if each.isVisible() else None
        if found is not None:
            return found
    return None
