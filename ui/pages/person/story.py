"""The story so far: month by month, accounts of harm closed until somebody asks to see one."""

from collections import deque
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from outreach_app.casework import incidents
from outreach_app.casework.folder import Folder
from outreach_app.casework.timeline import KINDS, StoryRow
from outreach_app.words import say
from ui import when
from ui.page import Context
from ui.theme import role
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.timeline import TimelineRow

_ICONS: Final = {
    "contact": ("message-text-outline", "neutral"),
    "incident": ("lock", "private"),
    "consent": ("check_file", "neutral"),
    "need": ("needs", "neutral"),
    "referral": ("needs", "info"),
    "case": ("folder-open-outline", "info"),
    "life": ("calendar", "neutral"),
}


class StoryCard(Card):
    """Signals: `earlier` asks for more rows, `incident` carries the key of one to open."""

    earlier = Signal()
    incident = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(say("person.story.title"), name="person.story")
        self._context = context
        self._folder: Folder | None = None
        self._kind = ""
        self._opened: dict[str, incidents.Account] = {}
        self._asked: deque[str] = deque()
        self._kinds = button(
            say("person.story.kinds"), "person.story.kinds", icon="filter", small=True
        )
        menu = QMenu(self._kinds)
        menu.setObjectName("person.story.kinds.menu")
        for kind in ("", *KINDS):
            act = menu.addAction(say(f"person.story.kind.{kind or 'all'}"))
            act.setObjectName(f"person.story.kind.{kind or 'all'}")
            act.triggered.connect(self._choosing(kind))
        self._kinds.setMenu(menu)
        self.add_to_head(self._kinds)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.add(self._rows)
        self._more = button(say("person.story.earlier"), "person.story.earlier", small=True)
        self._more.clicked.connect(self.earlier)
        self.add(self._more)
        self.body.addStretch(1)

    def show_folder(self, folder: Folder) -> None:
        """Show the story of a folder; another person's accounts are closed again."""
        if self._folder is None or self._folder.card.id != folder.card.id:
            self._opened = {}
            self._kind = ""
        self._folder = folder
        self._draw()

    def forget(self) -> None:
        """Close every account and let the story go, because another page is shown."""
        self._opened = {}
        self._folder = None
        clear(self._column)

    def choose(self, kind: str) -> None:
        """Show one kind only, or all with ""."""
        self._kind = kind
        words = say(f"person.story.kind.{kind or 'all'}")
        self._kinds.setText(words)
        self._kinds.setAccessibleName(say("person.story.kinds_name", kind=words))
        self._draw()

    def _draw(self) -> None:
        folder = self._folder
        if folder is None:
            return
        clear(self._column)
        rows = [each for each in folder.story if self._kind in ("", each.kind)]
        month = ""
        for place, each in enumerate(rows):
            this = when.month(each.day)
            if this != month:
                month = this
                self._column.addWidget(label(this, "small_strong"))
            after = rows[place + 1] if place + 1 < len(rows) else None
            last = after is None or when.month(after.day) != this
            self._column.addWidget(self._row(each, last=last))
            if each.ref in self._opened:
                self._column.addWidget(self._account(each, self._opened[each.ref]))
        if not rows:
            key = "person.story.empty_kind" if self._kind else "person.story.empty"
            self._column.addWidget(label(say(key), "muted", wrap=True))
        self._more.setVisible(folder.more)

    def _row(self, each: StoryRow, *, last: bool) -> TimelineRow:
        icon, tone = _ICONS[each.kind]
        zone = self._context.desk.zone
        show = None
        if each.closed and each.ref and each.ref not in self._opened:
            name = f"person.story.show.{each.ref}"
            show = button(say("person.story.show"), name, icon="would_go", small=True)
            show.setAccessibleName(say("person.story.show_name", reference=each.title))
            show.clicked.connect(self._showing(each.ref))
        return TimelineRow(
            when.in_month(each.day, each.at, zone),
            each.title,
            "" if each.ref in self._opened and each.closed else each.body,
            icon=icon,
            tone=tone,
            action=show,
            last=last,
        )

    def _account(self, each: StoryRow, account: incidents.Account) -> QWidget:
        made = Card(name=f"person.story.account.{each.ref}")
        role(made, "well")
        made.add(label(say("person.story.own_words"), "small_strong"))
        made.add(label(account.own_words or say("person.story.no_words"), wrap=True))
        if account.place_exact:
            made.add(label(say("person.story.place", place=account.place_exact), wrap=True))
        words = say("person.story.open", reference=account.reference)
        opening = link(words, f"person.story.open.{each.ref}", icon="incidents")
        opening.clicked.connect(self._opening(each.ref or ""))
        closing = link(say("person.story.close"), f"person.story.close.{each.ref}", icon="hide")
        closing.clicked.connect(self._closing(each.ref or ""))
        made.add(opening)
        made.add(closing)
        return made

    def _choosing(self, kind: str) -> Callable[[], None]:
        def choose() -> None:
            self.choose(kind)

        return choose

    def _showing(self, key: str) -> Callable[[], None]:
        def show() -> None:
            self._asked.append(key)
            self._context.do(incidents.read_account, key, then=self._keep)

        return show

    def _keep(self, done: Any) -> None:
        # Answers come in the order of the questions: the worker is one.
        self._opened[self._asked.popleft()] = done.value
        self._draw()

    def _opening(self, key: str) -> Callable[[], None]:
        def opening() -> None:
            self.incident.emit(key)

        return opening

    def _closing(self, key: str) -> Callable[[], None]:
        def close() -> None:
            self._opened.pop(key, None)
            self._draw()

        return close
