"""Makes the pages of the shell: at once to be opened, in pieces when they are made ahead."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QStackedWidget

from ui.page import Context, InPieces, Page, at_once
from ui.pages_later import LaterPage
from ui.registry import page_class


class PageMaker:
    """Makes pages where they will stand, in `stack`; `wire` is called with each that is whole."""

    def __init__(
        self, context: Context, stack: QStackedWidget, wire: Callable[[Page], object]
    ) -> None:
        self._context = context
        self._stack = stack
        self._wire = wire
        # Made ahead and never opened yet: they hear of nothing.
        self.ready: dict[str, Page] = {}
        # Of which some pieces are there.
        self._begun: dict[str, Iterator[None]] = {}

    def make(self, name: str) -> Page:
        """Return a page whole, and leave it to whoever asks."""
        if name not in self.ready:
            at_once(self._taken_up(name))
        return self.ready.pop(name)

    def make_piece(self, name: str) -> bool:
        """Make the next piece of a page; tell whether it is whole, or cannot be made."""
        if name in self.ready:
            return True
        # Out of the list first: one that cannot be made is not tried again and again.
        pieces = self._taken_up(name)
        if next(pieces, self) is self:
            return True
        self._begun[name] = pieces
        return False

    def finish(self) -> None:
        """Make whole what is begun, before the program ends.

        At its end Qt's bindings destroy one by one what stands in no window yet, and fall over what
        goes with it.
        """
        for name in tuple(self._begun):
            self.ready[name] = self.make(name)

    def _taken_up(self, name: str) -> Iterator[None]:
        if name in self._begun:
            return self._begun.pop(name)
        return self._pieces(name)

    def _pieces(self, name: str) -> Iterator[None]:
        found = page_class(name)
        page: Page
        # Made where it will stand: a whole page that changes its place is dressed once more.
        if found is None:
            page = LaterPage(self._context, name)
        elif issubclass(found, InPieces):
            page = found.__new__(found)
            yield from page.pieces(self._context, self._stack)
        else:
            page = found(self._context, self._stack)
        self._wire(page)
        self._stack.addWidget(page)
        self.ready[name] = page
