"""Packs: those that come with the program, and those the project made for its own readers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.reports import pack_keeping, pack_page
from outreach_app.reports.pack_page import PackList
from outreach_app.statistics.known_packs import OwnPackRow
from outreach_app.statistics.packs import Pack
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.page import Context, Page
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_WIDTHS: Final = (230, 220, 260, 90, 150)
_LEAST: Final = 220
_KINDS: Final = ("month", "quarter", "year", "span")


@dataclass(frozen=True, slots=True)
class _Line:
    """A pack as one line of the list."""

    pack: Pack
    own: OwnPackRow | None

    @property
    def code(self) -> str:
        return self.pack.name

    @property
    def words(self) -> str:
        own = self.own is not None
        return self.pack.label if own else say(f"reports.audience.{self.pack.name}.name")


class PacksPage(Page):
    """The list of packs. Enter opens one of the project's, or begins a copy of another."""

    name = "packs"
    nav = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: PackList | None = None
        self.head = PageHead(self.name, say("packs.title"), say("packs.line"))
        self._use = button(say("packs.list.retire"), "packs.use")
        self._remove = button(say("packs.list.remove"), "packs.remove")
        self._copy = button(say("packs.list.copy"), "packs.copy", kind="primary", icon="add")
        self._stories = button(say("packs.list.stories"), "packs.stories")
        for each, act in (
            (self._stories, self._to_stories),
            (self._use, self._change_use),
            (self._remove, self._take_away),
            (self._copy, self._begin_copy),
        ):
            each.clicked.connect(act)
            self.head.add_action(each)
        self.told = Notice("ok", " ", closable=True, name="packs.told")
        self.told.hide()
        self.list: Listing[_Line] = Listing(
            "packs",
            say("packs.title"),
            _columns(lambda: self._found, partial(when.local_day, zone=context.desk.zone)),
            _WIDTHS,
            hint=say("packs.list.filter"),
            chips=[(each, say(f"packs.list.{each}")) for each in ("own", "shipped", "retired")],
            keep=_keep,
            foot=say("packs.list.foot"),
        )
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._open_line)
        self.list.table.selectionModel().currentChanged.connect(self._offer)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        # From the outside in: what changes its place is dressed anew with all that is in it.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "packs.scroll"))
        column.addWidget(self.head)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)

    @override
    def open(self, **where: Any) -> None:
        self.told.hide()
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("packs", "reports"):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _load(self) -> None:
        self.context.ask(pack_page.every, then=self._show)

    def _show(self, found: PackList) -> None:
        self._found = found
        own = sorted(found.own, key=lambda row: (row.retired, row.pack.label.casefold()))
        lines = [_Line(row.pack, row) for row in own]
        lines += [_Line(pack, None) for pack in found.shipped]
        self.list.show_rows(lines, empty=(say("packs.list.empty"), ""))
        self._offer()

    def _offer(self, *_: object) -> None:
        """Offer what can be done with the pack the cursor is on."""
        line, may = self.list.current_row(), bool(self._found and self._found.may_change)
        own = line.own if line is not None else None
        self._copy.setVisible(may)
        self._copy.setEnabled(line is not None)
        self._use.setVisible(may)
        self._use.setEnabled(own is not None)
        retired = own is not None and own.retired
        words = say(f"packs.list.{'restore' if retired else 'retire'}")
        self._use.setText(words)
        self._use.setAccessibleName(words)
        self._remove.setVisible(may and own is not None and not own.used)

    def _open_line(self, line: _Line) -> None:
        if line.own is not None:
            self.go.emit("pack", {"pack": line.pack.name})
        elif self._found is not None and self._found.may_change:
            self.go.emit("pack", {"copy_of": line.pack.name})

    def _to_stories(self) -> None:
        self.go.emit("stories", {})

    def _begin_copy(self) -> None:
        line = self.list.current_row()
        if line is not None:
            self.go.emit("pack", {"copy_of": line.pack.name})

    def _change_use(self) -> None:
        line = self.list.current_row()
        if line is None or line.own is None:
            return
        back = line.own.retired
        words = say(f"packs.list.{'restored' if back else 'retired_now'}", name=line.words)
        self._do(partial(pack_keeping.retire, name=line.pack.name, active=back), words)

    def _take_away(self) -> None:
        line = self.list.current_row()
        if line is not None and line.own is not None:
            words = say("packs.list.removed", name=line.words)
            self._do(partial(pack_keeping.remove, name=line.pack.name), words)

    def _do(self, command: Callable[[Any], Any], words: str) -> None:
        def done(_: object) -> None:
            self._tell("ok", words)

        self.context.do(command, then=done, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._tell("stop", worded(error))
        else:
            self.context.background.trouble.emit(error)

    def _tell(self, kind: Any, words: str) -> None:
        self.told.become(kind)
        self.told.show()
        self.told.say(words)


def _keep(chip: str, line: _Line) -> bool:
    match chip:
        case "own":
            return line.own is not None and not line.own.retired
        case "retired":
            return line.own is not None and line.own.retired
        case _:
            return line.own is None


def _columns(
    found: Callable[[], PackList | None], local_day: Callable[..., Any]
) -> tuple[Column[_Line], ...]:
    def title(name: str) -> str:
        return say(f"packs.column.{name}")

    def kinds(line: _Line) -> str:
        return ", ".join(say(f"packs.kind.{kind}") for kind in _KINDS if kind in line.pack.kinds)

    def changed(line: _Line) -> str:
        everyone = found()
        if line.own is None or everyone is None:
            return say("packs.list.with_program")
        who = everyone.names.get(line.own.changed_by, line.own.changed_by)
        day = local_day(line.own.changed_at)
        return say("packs.list.changed", day=when.plain_day(day, day), who=who)

    def used(line: _Line) -> str:
        if line.own is None:
            return ""
        if line.own.retired:
            return say("packs.list.out_of_use")
        return say("packs.list.used", count=line.own.used) if line.own.used else ""

    return (
        Column(title("name"), lambda line: line.words, strong=True),
        Column(title("reader"), lambda line: say(f"packs.reader.{line.pack.reader}.name")),
        Column(title("kinds"), kinds),
        Column(title("used"), used),
        Column(title("changed"), changed),
    )
