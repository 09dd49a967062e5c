"""The last writing before a lock: every form's typing into the file, then the file closed."""

from collections.abc import Callable, Iterable, Sequence

from outreach_app.errors import KnownError
from ui.page import Desk, DraftDoor, Page, Unkept


def typing_of(pages: Iterable[Page], bug: Callable[[object], object]) -> tuple[Unkept, ...]:
    """Return what is typed on pages and not known to be in the file.

    One page that cannot say it costs the others nothing: `bug` hears why.
    """
    found: list[Unkept] = []
    for page in pages:
        try:
            one = page.unkept()
        except Exception as error:  # noqa: BLE001 - see above
            bug(error)
        else:
            found += [one] if one is not None else []
    return tuple(found)


class Keeper:
    """A job for the worker. What could not be written stands in `failed` and must not be let go.

    It never raises: what nobody foresaw stands in `bug`, and everything else is done all the same.
    """

    def __init__(
        self, desk: Desk, drafts: DraftDoor, unkept: Sequence[Unkept], *, closes: bool = True
    ) -> None:
        self.who = str(getattr(desk.me, "code", ""))
        self.unkept = tuple(unkept)
        self.failed: list[Unkept] = []
        self.bug: Exception | None = None
        self._desk = desk
        self._drafts = drafts
        self._closes = closes

    def __call__(self) -> None:
        """Keep one after the other; whatever happens, close the file at the end."""
        for one in self.unkept:
            self._keep(one)
        if self._closes:
            try:
                self._desk.close()
            except Exception as error:  # noqa: BLE001 - the file is left as it is, and it is said
                self.bug = error

    def _keep(self, one: Unkept) -> None:
        try:
            if one.needed():
                self._desk.do(self._drafts.keep, one.kind, one.about, one.state)
        except Exception as error:  # noqa: BLE001 - typing is held, whatever it was
            self.failed.append(one)
            if not isinstance(error, KnownError):
                self.bug = error
