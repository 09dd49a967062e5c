"""Everything that exists only while a casebook is open: navigation, top bar and the pages."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from outreach_app import guides
from outreach_app.casework.clock_check import Behind
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Done, changed
from ui import allowed, keys, regions, when
from ui.covering import cover
from ui.dialogs.help import open_help
from ui.dialogs.typed_before import typed_over
from ui.findbox import FindBox
from ui.finding import noting, search_in
from ui.keeping import typing_of
from ui.navigation import Navigation
from ui.page import Context, Page, Unkept
from ui.page_maker import PageMaker
from ui.registry import DRAFT_PAGES, NAVIGATION
from ui.restricted import GIVEN
from ui.theme import SCHEMES, TEXT_SIZES, role
from ui.topbar import TopBar
from ui.widgets.card import Card
from ui.widgets.clearing import drop
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.still import StillBar

_HISTORY: Final = 20


class Shell(QWidget):
    """The window round the pages. Signals: `lock_wanted`; `hide_wanted`; `bug` carries an error."""

    lock_wanted = Signal()
    hide_wanted = Signal()
    bug = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        role(self, "canvas")
        self.context = context
        self._role = context.desk.me.role
        self._pages: dict[str, Page] = {}
        self._name = ""
        self._visits: list[tuple[str, dict[str, Any]]] = []
        self._find: FindBox | None = None
        self._before_find: QWidget | None = None
        self._width_class = "wide"
        self._build()
        self._wire()
        self._bind_keys()

    # going from page to page

    def go(self, name: str, where: dict[str, Any] | None = None) -> None:
        """Show a page; "!lock" and the like are actions. A page that may not be left stays."""
        if name.startswith("!"):
            self._act(name[1:])
            return
        here = self.page()
        if here is not None:
            if not here.may_leave():
                return
            here.leave()
        # A page opened by its key would lie under it, and take what is typed.
        self.put_away()
        page = self._pages.get(name) or self.maker.make(name)
        self._pages[name] = page
        if name != self._name or where:
            # A form that stands here already and goes on is one visit.
            self._visits = [*self._visits, (name, dict(where or {}))][-_HISTORY:]
        self._name = name
        self._notice_place(None)
        self._stack.setCurrentWidget(page)
        self.navigation.light(page.nav)
        page.compact(self._width_class)
        page.open(**(where or {}))
        self._arrive(page)

    def carry_on(self, kind: str, draft: dict[str, Any]) -> None:
        """Show the form that carries on with a waiting draft."""
        if kind in DRAFT_PAGES:
            self.go(DRAFT_PAGES[kind], {"draft": draft})

    def back(self) -> None:
        """Go to the page before this one."""
        if len(self._visits) > 1:
            self._visits.pop()
            name, where = self._visits.pop()
            for once in ("draft", "ended", "add", GIVEN):
                where.pop(once, None)
            self.go(name, where)

    def page(self) -> Page | None:
        """Return the page shown."""
        return self._pages.get(self._name)

    def page_name(self) -> str:
        """Return the name of the page shown."""
        return self._name

    def make_ahead(self, name: str) -> bool:
        """Make the next piece of a page that will be wanted, out of sight; tell if it is whole."""
        return name in self._pages or self.maker.make_piece(name)

    def unkept(self) -> tuple[Unkept, ...]:
        """Return all typing not known to be in the file."""
        _, where = self._visits[-1] if self._visits else ("", {})
        over = typed_over(self.window(), where, self.bug.emit)
        return (*typing_of(self._pages.values(), self.bug.emit), *over)

    def put_away(self) -> None:
        """Close what lies over the pages and is no part of them, before a lock or another page."""
        if self._find is not None:
            self._find.close_box()

    def open_find(self) -> FindBox:
        """Open "Find anything"."""
        if self._find is not None:
            self._find.line.setFocus()
            return self._find
        self._before_find = self.window().focusWidget()
        self._find = box = FindBox(search_in(self.context), self.window())
        box.chosen.connect(self._found)
        box.closed.connect(self._find_closed)
        box.looked.connect(noting(self.context))
        box.open()
        return box

    def tell(self, notice: Notice) -> None:
        """Show a notice above the page until it is closed or another page is shown."""
        self._notice_place(notice)

    def tell_of_bug(self) -> None:
        """Say that something went wrong in the program and that the typing was kept."""
        title, text = say("shell.crash.title"), say("shell.crash.text")
        self.tell(Notice("stop", title, text, loud=True, closable=True, name="shell.notice"))

    def tell_of_clock(self, done: Done[Behind | None]) -> None:
        """Say that the clock stands before the last entry, if it does."""
        found, zone = done.value, self.context.desk.zone
        if found is not None:
            now, latest = when.full(found.now, zone), when.full(found.latest, zone)
            title = say("shell.clock.behind")
            text = say("shell.clock.behind_text", now=now, latest=latest)
            self.tell(Notice("caution", title, text, closable=True, name="shell.notice"))

    def tell_of_keys(self, said: Sequence[str]) -> None:
        """Say what was found about the key files when the casebook was opened, if anything was."""
        if said:
            title, text = say("shell.key_files.title"), " ".join(said)
            self.tell(Notice("caution", title, text, closable=True, name="shell.notice"))

    # building

    def _build(self) -> None:
        self.navigation = Navigation()
        self.topbar = TopBar()
        for part in (self.navigation, self.topbar):
            part.offer(self._role)
        self._still = StillBar("shell.still")
        self._place = QVBoxLayout()
        self._place.setContentsMargins(20, 8, 20, 0)
        self._place.addWidget(self._still)
        self._notice: Notice | None = None
        self._stack = QStackedWidget()
        self._stack.setObjectName("shell.pages")
        self.maker = PageMaker(self.context, self._stack, self._wire_page)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addLayout(self._place)
        right.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)
        self._settle_place()

    def _wire(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.navigation.help_wanted.connect(partial(self._act, "help"))
        self.topbar.wanted.connect(self._log)
        self.topbar.find_wanted.connect(self.open_find)
        for part in (self.navigation, self.topbar):
            part.hide_wanted.connect(self.hide_wanted)
            part.lock_wanted.connect(self.lock_wanted)
        relay = self.context.relay
        relay.changed.connect(self._changed)
        relay.session.connect(self.topbar.set_session)
        relay.kept.connect(self.topbar.set_kept)
        relay.wanted.connect(self.go)
        relay.lock_wanted.connect(self.lock_wanted)
        self.context.background.busy.connect(self._busy)
        self.context.background.trouble.connect(self._trouble)
        self.context.theme.changed.connect(self._compact)
        cover().changed.connect(self._covered)

    def _bind_keys(self) -> None:
        actions: dict[str, Callable[[], object]] = {
            "find": self.open_find,
            "log_contact": partial(self._log, "log_contact"),
            "walk_in": partial(self._log, "walk_in"),
            "log_incident": partial(self._log, "log_incident"),
            "table": partial(self._go_by_key, "session"),
            "settings": partial(self.go, "settings"),
            "lock": self.lock_wanted.emit,
            "hide": self.hide_wanted.emit,
            "cover": cover().toggle,
            "print": self._print,
            "next_region": partial(self._region, 1),
            "previous_region": partial(self._region, -1),
            "help": partial(self._act, "help"),
            "back": self.back,
        }
        for number, name in enumerate(NAVIGATION, start=1):
            actions[f"page_{number}"] = partial(self._go_by_key, name)
        for number in range(1, 10):
            actions[f"section_{number}"] = partial(self._section, number)
        keys.bind(self, {name: partial(self._by_key, act) for name, act in actions.items()})

    def _by_key(self, act: Callable[[], object]) -> None:
        # The key may have been pressed in the help beside: what is typed next belongs here.
        self.window().activateWindow()
        act()

    def _wire_page(self, page: Page) -> None:
        page.go.connect(self._page_goes)
        page.titled.connect(self._titled)
        # Many a heading is known only when its record was read, after the page is there.
        for head in page.findChildren(PageHead):
            head.titled.connect(page.titled)
        allowed.withhold(page, self._role)

    # what happens

    def _go_by_key(self, name: str) -> None:
        if allowed.page(self._role, name):
            self.go(name)

    def _log(self, form: str) -> None:
        page, door = self.page(), form == "walk_in"
        if not allowed.page(self._role, "log_contact" if door else form):
            return
        if page is None or not page.logs(form):
            self.go("log_contact" if door else form, {"walk_in": True} if door else None)

    def _arrive(self, page: Page) -> None:
        heading = page.heading()
        self.topbar.set_page(heading.text() if isinstance(heading, QLabel) else "")
        focused = self.window().focusWidget()
        if heading is not None and (focused is None or not page.isAncestorOf(focused)):
            heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_goes(self, name: str, where: dict[str, Any]) -> None:
        # A form may say where to go when it is saved; whoever has left it is not called back.
        if self.sender() is self.page():
            self.go(name, where)

    def _titled(self, heading: str) -> None:
        if self.sender() is self.page():
            self.topbar.set_page(heading)

    def _changed(self, changes: object) -> None:
        for page in self._pages.values():
            page.refresh(changes)

    def _busy(self, busy: bool) -> None:
        if busy:
            self._still.wait()
        else:
            self._still.done()
        self._settle_place()

    def _trouble(self, error: object) -> None:
        if isinstance(error, KnownError):
            self.tell(Notice("stop", worded(error), loud=True, closable=True, name="shell.notice"))
        else:
            self.tell_of_bug()
            self.bug.emit(error)

    def _notice_place(self, notice: Notice | None) -> None:
        if self._notice is not None:
            self._place.removeWidget(self._notice)
            drop(self._notice)
        self._notice = notice
        if notice is not None:
            self._place.addWidget(notice)
            notice.closed.connect(self._settle_place)
            notice.show()
        self._settle_place()

    def _settle_place(self) -> None:
        """Take no room when there is nothing to say."""
        shown = not self._still.isHidden() or (
            self._notice is not None and not self._notice.isHidden()
        )
        self._place.setContentsMargins(20, 8 if shown else 0, 20, 0)

    def _act(self, what: str) -> None:
        theme, settings = self.context.theme, self.context.settings
        action, _, place = what.partition(":")
        match action:
            case "lock":
                self.lock_wanted.emit()
            case "hide":
                self.hide_wanted.emit()
            case "help":
                here, background = place or guides.place_of(self._name), self.context.background
                open_help(self.window(), background, here, chosen=bool(place))
            case "keys":
                keys.KeysDialog(self.window()).open()
            case "cover":
                cover().toggle()
            case "print":
                self._print()
            case "theme":
                theme.choose(SCHEMES[1] if theme.is_dark else SCHEMES[2])
                settings.choose(scheme=theme.scheme)
            case "larger" | "smaller":
                step = 1 if action == "larger" else -1
                at = TEXT_SIZES.index(theme.percent) + step
                theme.choose(percent=TEXT_SIZES[max(0, min(at, len(TEXT_SIZES) - 1))])
                settings.choose(text_size=theme.percent)

    def _print(self) -> None:
        page = self.page()
        if page is not None:
            page.print_sheet()

    def _covered(self, on: bool) -> None:
        self.topbar.show_cover(on=on)
        # Every page that shows a name listens for people.
        self.context.relay.changed.emit(changed("people"))

    def _found(self, name: str, where: dict[str, Any]) -> None:
        focused = self.window().focusWidget()
        if focused is not None and not name.startswith("!"):
            # A page that is arrived at once more says again where one is.
            focused.clearFocus()
        self.go(name, where)

    def _find_closed(self) -> None:
        """Give the focus back to where it was; a page that is opened now takes it from there."""
        self._find = None
        before, self._before_find = self._before_find, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _section(self, number: int) -> None:
        page = self.page()
        cards = page.findChildren(Card) if page is not None else []
        sections = [card for card in cards if card.has_keys and card.isVisible()]
        if number <= len(sections):
            regions.focus_first(sections[number - 1])

    def _region(self, step: int) -> None:
        regions.move(
            regions.of(self.page(), self.topbar, self.navigation),
            self.window().focusWidget(),
            step,
        )

    def _compact(self) -> None:
        self._width_class = self.context.theme.breakpoint(self.width())
        self.navigation.compact(self._width_class)
        self.topbar.compact(self._width_class)
        page = self.page()
        if page is not None:
            page.compact(self._width_class)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (
            self.context.theme.breakpoint(self.width()) != self._width_class
            or not event.oldSize().isValid()
        ):
            self._compact()
