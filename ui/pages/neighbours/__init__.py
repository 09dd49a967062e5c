"""Neighbouring projects: their cards, sealed files that came, and those that went."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import paths
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.neighbours import address_book, inbox, keys, knowing, sealing, sending, sent
from outreach_app.neighbours.address_book import NeighbourRow
from outreach_app.neighbours.cards import LIMIT as CARD_LIMIT
from outreach_app.neighbours.files import read_small, write_card
from outreach_app.neighbours.inbox import ReceivedRow
from outreach_app.neighbours.knowing import Known
from outreach_app.neighbours.sent import Overview, SentRow
from outreach_app.sharing import handing
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import neighbour_words, when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.files import open_file, save_file
from ui.dialogs.neighbour_forms import CheckCard, OpenWith, Receipt
from ui.page import Context, Page
from ui.pages.neighbours import tables
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.choices import ChipGroup
from ui.widgets.labels import label
from ui.widgets.listing import Listing
from ui.widgets.notice import Kind, Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_LEAST: Final = 200


class NeighboursPage(Page):
    """Arrives with `section`, and with `sent_id` to go on with a file just written."""

    name = "neighbours"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Overview | None = None
        self._sent_id: str | None = None
        self._width = "wide"
        self.head = PageHead(self.name, say("neighbours.title"), say("neighbours.line"))
        for key, kind, icon, act in (
            ("open_file", "primary", "lock", self.choose_file),
            ("add_card", "", "add", self.choose_card),
            ("our_card", "", "attachment", self.our_card),
        ):
            made = button(say(f"neighbours.{key}"), f"neighbours.{key}", kind=kind, icon=icon)  # type: ignore[arg-type]  # a literal
            made.clicked.connect(act)
            self.head.add_action(made)
        named = [(each, say(f"neighbours.section.{each}")) for each in tables.SECTIONS]
        self.choice = ChipGroup("neighbours.section", say("neighbours.choose"), named)
        self.choice.set_value("projects")
        self.choice.chosen.connect(self.show_section)
        self.notice = Notice("info", " ", closable=True, name="neighbours.notice")
        self._note = label(" ", "muted", wrap=True, name="neighbours.note")
        today = when.local_day(context.desk.clock.now(), context.desk.zone)
        # From the outside in: what changes its place is dressed anew with all that is in it.
        inner = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "neighbours.scroll"))
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self.notice, self.choice, self._note):
            column.addWidget(part)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.lists: dict[str, Listing[Any]] = {}
        for each in tables.SECTIONS:
            self.lists[each] = self._list(each, today)
            self._stack.addWidget(self.lists[each])
        self.notice.hide()

    def _list(self, name: str, today: Any) -> Listing[Any]:
        made: Listing[Any] = Listing(
            f"neighbours.{name}",
            say(f"neighbours.section.{name}"),
            tables.columns(name, today, self.context.desk.zone),
            tables.WIDTHS[name],
            hint=say("neighbours.filter"),
            foot=say(f"neighbours.foot.{name}"),
        )
        made.setMinimumHeight(current().px(_LEAST))
        opening: dict[str, Callable[[Any], None]] = {
            "projects": self._open_project,
            "received": self._open_received,
            "sent": self._open_sent,
        }
        made.opened.connect(opening[name])
        return made

    # a page's verbs

    @override
    def open(self, **where: Any) -> None:
        self.notice.hide()
        self._sent_id = where.get("sent_id")
        section = where.get("section")
        self.show_section(section if section in tables.SECTIONS else self.choice.value())
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("neighbours", "people"):
            self._load()

    @override
    def leave(self) -> None:
        self._found = None
        for made in self.lists.values():
            made.show_rows((), empty=("", ""))

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self._note.setVisible(width_class != "tiny")
        for made in self.lists.values():
            made.compact(width_class)

    def show_section(self, name: str) -> None:
        """Show one of the three lists."""
        self.choice.set_value(name)
        self._stack.setCurrentWidget(self.lists[name])
        self._note.setText(say(f"neighbours.note.{name}"))

    def _load(self) -> None:
        self.context.ask(sent.overview, then=self._show, failed=self._failed)

    def _show(self, found: Overview) -> None:
        self._found = found
        every: dict[str, Any] = {
            "projects": found.neighbours,
            "received": found.received,
            "sent": found.sent,
        }
        for name, made in self.lists.items():
            empty = (say(f"neighbours.empty.{name}.title"), say(f"neighbours.empty.{name}.text"))
            made.show_rows(every[name], empty=empty)
        key, self._sent_id = self._sent_id, None
        row = next((each for each in found.sent if each.id == key), None)
        if row is not None:
            self._open_sent(row)

    # cards

    def our_card(self) -> None:
        """Let a place be chosen for our card, then write it and say its words."""
        name = paths.documents_folder() / say("neighbours.card_name")
        save_file(
            self, say("neighbours.card_where"), say("neighbours.card_kinds"), name, self._write
        )

    def _write(self, path: Path) -> None:
        desk = self.context.desk

        def job() -> Any:
            card = desk.do(keys.our_card).value
            write_card(path, card)
            return card

        self.context.background.run(job, self._card_written, self._failed, owner=self)

    def _card_written(self, card: Any) -> None:
        text = say("neighbours.card_words", words=" ".join(card.words))
        self._say("ok", say("neighbours.card_written"), text)

    def choose_card(self) -> None:
        """Let the card of another project be chosen, and take it in."""
        open_file(self, say("neighbours.add_card"), say("neighbours.card_kinds"), self._take_card)

    def _take_card(self, path: Path) -> None:
        desk = self.context.desk

        def job() -> Any:
            data = read_small(path, CARD_LIMIT)
            seen = desk.ask(address_book.look_at, data)
            return desk.do(address_book.add, data), seen

        self.context.background.run(job, self._card_taken, self._failed, owner=self)

    def _card_taken(self, found: Any) -> None:
        done, seen = found
        self.context.announce(done)
        self.show_section("projects")
        if seen.other_keys:
            self._say("caution", say("neighbours.other_keys"), say("neighbours.other_keys_text"))
        self._open_project(done.value)

    def _open_project(self, row: NeighbourRow) -> None:
        if row.usable:
            self.go.emit("neighbour", {"neighbour_id": row.id})
        else:
            CheckCard(self, self.context, row).ask()

    # files that come

    def choose_file(self) -> None:
        """Let a sealed file be chosen, and open it."""
        open_file(self, say("neighbours.open_file"), say("neighbours.kinds"), self._take_file)

    def _take_file(self, path: Path) -> None:
        def job() -> Any:
            data = read_small(path, sealing.LIMIT)
            return data, sealing.needs_words(data)

        self.context.background.run(job, self._file_read, self._failed, owner=self)

    def _file_read(self, found: tuple[bytes, bool]) -> None:
        data, needs_words = found

        def take_in(words: str) -> Callable[[Any], Any]:
            return lambda work: inbox.take_in(work, data, words)

        if not needs_words:
            self.context.do(take_in(""), then=self._file_opened, failed=self._failed)
            return
        dialog = OpenWith(self, self.context, take_in)
        came: list[Any] = []
        dialog.saved.connect(came.append)
        # Once the dialog is gone, so that the keyboard is where the next page wants it.
        dialog.accepted.connect(lambda: self._file_opened(came[0]))
        dialog.ask()

    def _file_opened(self, done: Any) -> None:
        self._open_received(done.value)

    def _open_received(self, row: ReceivedRow) -> None:
        self.go.emit("sealed_file", {"received_id": row.id})

    # files that went

    def _open_sent(self, row: SentRow) -> None:
        self.show_section("sent")
        if row.kind == "query":
            self.context.ask(knowing.results, row.id, then=self._told, failed=self._failed)
            return
        if row.kind != "case" or row.state != sent.WAITING or row.words is None:
            return
        dialog = Receipt(self, self.context, row)
        dialog.saved.connect(self._moved)
        dialog.again.connect(self._writing_again(row))
        dialog.call_off.connect(self._calling_off(row))
        dialog.ask()

    def _told(self, found: Known | None) -> None:
        if found is not None:
            self._say("info", *neighbour_words.known(found))

    def _moved(self, _: Any) -> None:
        self._say("ok", say("neighbours.moved"), say("neighbours.moved_text"))

    def _writing_again(self, row: SentRow) -> Callable[[], None]:
        def choose() -> None:
            day = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)
            name = paths.documents_folder() / say("neighbours.file_name", name=day.isoformat())
            save_file(self, say("neighbours.move.where"), say("neighbours.kinds"), name, write)

        def write(path: Path) -> None:
            desk = self.context.desk

            def job() -> Any:
                handing.save(path, desk.do(sent.again, row.id).value)
                return desk.do(sending.handed, row.id)

            self.context.background.run(job, self._written_again, self._failed, owner=self)

        return choose

    def _written_again(self, done: Any) -> None:
        self.context.announce(done)
        self._say("ok", say("neighbours.written_again"))

    def _calling_off(self, row: SentRow) -> Callable[[], None]:
        def answered(key: str) -> None:
            if key == "call_off":
                self.context.do(sending.call_off, row.id, failed=self._failed)

        def question() -> None:
            ask(
                self,
                say("neighbours.call_off.title"),
                say("neighbours.call_off.text", project=row.project),
                (
                    Answer("keep", say("neighbours.call_off.keep")),
                    Answer("call_off", say("neighbours.call_off.do"), "danger"),
                ),
                answered,
                safe="keep",
            )

        return question

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotAllowed):
            self.choice.hide()
            self._stack.hide()
        if isinstance(error, KnownError):
            self._say("stop", worded(error))
        else:
            self.context.background.trouble.emit(error)

    def _say(self, kind: Kind, title: str, text: str = "") -> None:
        self.notice.become(kind)
        self.notice.say(title, text)
        self.notice.show()
        self.notice.setFocus()
