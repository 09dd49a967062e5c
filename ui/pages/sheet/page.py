"""One paper on its way out: which, as it will be printed, what was found in it, and its yes."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.reports.outgoing_page import Made
from outreach_app.sharing import releasing, sheet_offers, sheets
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.releasing import NotAsShown, Released
from outreach_app.sharing.sheet_offers import CARD, Offer, Offers
from outreach_app.sharing.sheets import Prepared
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying
from ui.dialogs.print_pages import Printed, print_pages
from ui.letting_go import LettingGo
from ui.page import Context, Page
from ui.pages.sheet.after import AfterBar
from ui.pages.sheet.checks import ChecksCard
from ui.pages.sheet.choosing import ChoosingCard, key_of
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import column as stacked
from ui.widgets.card import row
from ui.widgets.notice import Kind, Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.savebar import SaveBar
from ui.widgets.scroll import scrolled

_LEFT: Final = 330
_PAPER_HEIGHT: Final = 360


class SheetPage(Page):
    """Arrives with `incident_id`, `person_id` or neither, perhaps `paper` and `named`.

    `paper` is the key of the one to be shown first: "num_sheet", "agency_letter.housing".
    """

    name = "sheet"
    nav = "incidents"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._where: dict[str, str] = {}
        self._paper = ""
        self._named = ""
        self._offers: Offers | None = None
        self._prepared: Prepared | None = None
        self._card: Made | None = None
        self._released: Released | None = None
        self._said = ""
        self.going = LettingGo(self, context)
        self.going.went.connect(self._went)
        self.going.failed.connect(self._broke)
        self.going.called_off.connect(self._called_off)
        self.head = PageHead(self.name, say("sheet.title"), say("sheet.line"))
        self._notice = Notice("ok", " ", name="sheet.notice")
        self._notice.hide()
        self.choosing = ChoosingCard(self.name)
        self.choosing.chosen.connect(self._choose)
        self.checks = ChecksCard(self.name)
        self.checks.mend.connect(self._mend)
        self.choosing.named.connect(self._named_other)
        self.pages = PdfPages(self.name)
        self.pages.setMinimumHeight(current().px(_PAPER_HEIGHT))
        self._after = AfterBar(self.name)
        self._after.another.connect(self._begin_again)
        self._after.register.connect(self._show_gone)
        self._after.did_not.connect(self._say_it_did_not)
        self._build_bar()
        self._build_page()
        self._show_state()

    # arriving

    @override
    def open(self, **where: Any) -> None:
        self._where = {
            key: str(where[key]) for key in ("incident_id", "person_id") if where.get(key)
        }
        self._paper = str(where.get("paper") or "")
        self._named = str(where.get("named") or "")
        self._forget()
        self.gate.ask(
            self._ask,
            person_id=self._where.get("person_id"),
            incident_id=self._where.get("incident_id"),
            given=bool(where.get(GIVEN)),
        )

    @override
    def refresh(self, changes: Any) -> None:
        concerned = changes.concern("incidents", "consents", "people", "matches", "needs", "lists")
        if self.gate.is_open and self._released is None and concerned:
            self._ask()

    @override
    def leave(self) -> None:
        self._forget()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or super().heading()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.savebar.compact(width_class)
        self.pages.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._left.setMinimumWidth(0 if upright else current().px(_LEFT))
        self._left.setMaximumWidth(16777215 if upright else current().px(_LEFT))

    @override
    def print_sheet(self) -> None:
        if self._print.isEnabled() and not self._print.isHidden():
            self._print_pressed()

    # what is shown

    def _ask(self) -> None:
        scope = self._paper.partition(".")[2]
        self.context.ask(
            sheet_offers.offers,
            self._where.get("incident_id"),
            self._where.get("person_id"),
            scope,
            then=self._show,
            failed=self._refused,
        )

    def _show(self, offers: Offers) -> None:
        self._offers = offers
        title = say("sheet.title")
        if offers.about:
            about = offers.about
            if offers.incident_id is None:
                about = saying.name(about, None)
            title = say("sheet.title_about", about=about)
        shown = not self.head.line.isHidden()
        self.head.set_title(title, say("sheet.line" if offers.about else "sheet.line_none"))
        self.head.line.setVisible(shown)
        self.titled.emit(title)
        keys = {key_of(each) for each in offers.papers}
        if self._paper not in keys and self._paper != CARD:
            possible = [key_of(each) for each in offers.papers if not each.reasons]
            self._paper = possible[0] if possible else "" if offers.papers else CARD
        self.choosing.show_offers(offers.papers, self._paper)
        self.gate.enter()
        self._prepare()

    def _offer(self) -> Offer | None:
        papers = self._offers.papers if self._offers is not None else ()
        return next((each for each in papers if key_of(each) == self._paper), None)

    def _prepare(self) -> None:
        self._prepared = self._card = None
        self._wait()
        offer = self._offer()
        self.choosing.offer_reader(offer, self._named)
        if self._paper == CARD:
            self.context.ask(sheet_offers.referral_card, then=self._card_made, failed=self._refused)
        elif offer is None:
            self._show_state()
            if self._offers is not None:
                self._say("info", say("sheet.none"), say("sheet.none_text"))
        else:
            wanted = replace(offer.wanted, named=self.choosing.reader())
            self.context.ask(sheets.prepare, wanted, then=self._show_paper, failed=self._refused)

    def _show_paper(self, prepared: Prepared) -> None:
        offer = self._offer()
        # Of several asked for, only the one chosen now is shown, for the reader typed now.
        reader = self.choosing.reader()
        if offer is None or prepared.wanted != replace(offer.wanted, named=reader):
            return
        self._prepared = prepared
        if prepared.preview is not None:
            parcel = prepared.preview.parcel
            self.pages.show_pages(parcel.data, parcel.text)
            self.checks.show_prepared(prepared, may_mend="incident_id" in self._where)
        self._show_state()
        if prepared.reasons:
            why = " ".join(say(f"sharing.denied.{each}") for each in prepared.reasons)
            self._say("private", say("sheet.no_now"), why)
        elif self._said:
            self._say("stop", self._said)
        else:
            self._notice.hide()
        self._said = ""

    def _card_made(self, made: Made) -> None:
        if self._paper == CARD:
            self._card = made
            self.pages.show_pages(made.data, made.text)
            self._notice.hide()
            self._show_state()

    def _show_state(self) -> None:
        """Show what belongs to where one is: choosing, looking at pages, or done."""
        prepared, done = self._prepared, self._released is not None
        pages = prepared is not None and prepared.preview is not None
        fine = prepared is not None and prepared.may_leave
        self._left.setVisible(not done)
        self.pages.setVisible((pages or self._card is not None) and not done)
        self.checks.setVisible(pages and not done)
        self._after.setVisible(done)
        self._print.setVisible(not done)
        self._save.setVisible(not done and self._paper != CARD)
        self._print.setEnabled(fine or self._card is not None)
        self._save.setEnabled(fine)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._prepared = self._card = None
        self._show_state()
        self._left.setVisible(self._offers is not None)
        self._say("private", worded(error))
        self.gate.enter()

    def _say(self, kind: Kind, title: str, text: str = "") -> None:
        self._notice.become(kind)
        self._notice.say(title, text)
        self._notice.show()

    def _forget(self) -> None:
        self._offers = self._prepared = self._card = self._released = None
        self._said = ""
        self.choosing.forget_reader()
        self.pages.forget()
        self._notice.hide()
        self._show_state()

    # what is pressed

    def _choose(self, key: str) -> None:
        self._paper = key
        self._named = ""
        self.choosing.forget_reader()
        self._notice.hide()
        self._prepare()

    def _named_other(self) -> None:
        prepared = self._prepared
        if prepared is not None and prepared.wanted.named != self.choosing.reader():
            self._prepare()

    def _print_pressed(self) -> None:
        if self._card is not None:
            print_pages(self, self.context.background, self._card.data, self._card_printed)
        elif (prepared := self._ready()) is not None:
            self._wait()
            self.going.print(prepared)

    def _save_pressed(self) -> None:
        if (prepared := self._ready()) is not None:
            self.going.save(prepared)

    def _ready(self) -> Prepared | None:
        """Return what may be let go of, for the reader that stands there; made anew it waits."""
        self._named_other()
        found = self._prepared
        return found if found is not None and found.may_leave else None

    def _wait(self) -> None:
        """Take no second yes while one is on its way."""
        self._print.setEnabled(False)
        self._save.setEnabled(False)

    def _called_off(self, why: str) -> None:
        self._show_state()
        if why:
            self._say("stop", why)

    def _card_printed(self, how: Printed) -> None:
        if how.pages:
            self._say("ok", say("sheet.card_printed"))
        elif how.trouble:
            self._say("stop", how.trouble)

    def _went(self, answer: object) -> None:
        if isinstance(answer, Denied):
            why = " ".join(say(f"sharing.denied.{each}") for each in answer.reasons)
            self._prepared = None
            self._show_state()
            self._ask()
            self._say("stop", say("sheet.refused", why=why))
        elif isinstance(answer, Released):
            self._released = answer
            self._show_state()
            way = self.going.way
            words = say(f"sheet.{way}", entry=answer.number, reference=answer.reference)
            self._say("ok", words, say("sheet.keep_safe" if way == "saved" else "sheet.hand_over"))
            self._after.went(way)
            self._notice.setFocus()

    def _broke(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            self._ask()
            return
        if isinstance(error, NotAsShown):
            self._said = say("sheet.changed")
        else:
            self._said = say("sheet.stayed", why=worded(error))
        self._prepare()

    def _say_it_did_not(self) -> None:
        if self._released is not None:
            key = self._released.id
            self.context.do(releasing.did_not_go, key, then=self._marked, failed=self._refused)

    def _marked(self, done: Any) -> None:
        self._after.marked()
        self._say("info", say("sheet.marked", entry=done.value))

    def _begin_again(self) -> None:
        self._released = None
        self._notice.hide()
        self.choosing.forget_reader()
        self._show_state()
        self._ask()
        self.choosing.take_focus()

    def _show_gone(self) -> None:
        self.go.emit("gone", {**self._where, **self.gate.handed_on()})

    def _ask_them(self) -> None:
        if self._where:
            self.go.emit("consent", {**self._where, **self.gate.handed_on()})
        else:
            self.go.emit("people", {})

    def _mend(self) -> None:
        self.go.emit("amend_incident", {**self._where, **self.gate.handed_on()})

    def _turn_back(self) -> None:
        for key, page in (("incident_id", "incident"), ("person_id", "person")):
            if key in self._where:
                self.go.emit(page, {key: self._where[key], **self.gate.handed_on()})
                return
        self.go.emit("incidents", {})

    # building

    def _build_bar(self) -> None:
        back = link(say("sheet.back"), "sheet.back", icon="previous")
        back.clicked.connect(self._turn_back)
        self._save = button(say("sheet.save"), "sheet.save", icon="pdf")
        self._save.clicked.connect(self._save_pressed)
        self._print = button(say("sheet.print"), "sheet.print", kind="primary", icon="print")
        self._print.clicked.connect(self._print_pressed)
        self.savebar = SaveBar("sheet.savebar")
        for each in (back, self._save, self._print):
            self.savebar.add(each)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.print_sheet)

    def _build_page(self) -> None:
        space = current().space
        ask = button(say("sheet.ask_them"), "sheet.ask", icon="check_file")
        ask.clicked.connect(self._ask_them)
        self.head.add_action(ask)
        self._left = QWidget()
        self._left.setLayout(stacked(self.choosing, self.checks, 1, gap=10))
        # Keeps its place when there are no pages, so that the choice stays where it was.
        table = QWidget()
        table.setLayout(stacked(self.pages))
        self._columns = row(self._left, table, gap=12)
        self._columns.setStretch(1, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for part in (self.head, self._notice, self._after):
            column.addWidget(part)
        column.addLayout(self._columns, 1)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner, "sheet.scroll"), 1)
        whole.addWidget(self.savebar)
        self.gate = Gate(self, self.context, content)
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._refused)
