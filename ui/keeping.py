"""The last writing before a lock: every form's typing into the file, then the file closed."""

from collections.abc import Sequence

from outreach_app.errors import KnownError
from ui.page import Desk, DraftDoor, Unkept


class Keeper:
    """A job for the worker. What could not be written stands in `failed` and must not be let go."""

    def __init__(
        self, desk: Desk, drafts: DraftDoor, unkept: Sequence[Unkept], *, closes: bool = True
    ) -> None:
        self.who = str(getattr(desk.me, "code", ""))
        self.failed: list[Unkept] = []
        self._desk = desk
        self._drafts = drafts
        self._unkept = tuple(unkept)
        self._closes = closes

    def __call__(self) -> None:
        """Keep one after the other; whatever happens, close the file at the end."""
        try:
            for one in self._unkept:
                self._keep(one)
        finally:
            if self._closes:
                self._desk.close()

    def _keep(self, one: Unkept) -> None:
        if not one.needed():
            return
        try:
            self._desk.do(self._drafts.keep, one.kind, one.about, one.state)
        except KnownError:
            self.failed.append(one)
        except Exception:
            self.failed.append(one)
            raise
