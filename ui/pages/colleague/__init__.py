"""One colleague: role, passphrase, leaving; what they look after and what they did lately."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import caseload, colleague_page, leavers
from outreach_app.casework.caseload import Handed, HandOver
from outreach_app.casework.colleague_page import OneColleague
from outreach_app.casework.staff import StaffRow
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui import when
from ui.colleagues import load_words, role_words, shown_name, sign_in_words
from ui.dialogs.new_sheet import NewSheet
from ui.dialogs.small_form import SmallForm
from ui.dialogs.staff_forms import AddColleague, ChangeRole, Leaving, LetIn, OwnPassphrase
from ui.forms.new_key_card import NewKeyCard
from ui.page import Context, Page
from ui.pages.colleague.after import AfterCard
from ui.pages.colleague.load import LoadCard
from ui.pages.colleague.tracks import LookedCard, TookCard
from ui.theme import current
from ui.widgets.buttons import Kind, button
from ui.widgets.notice import Kind as Tone
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order
from ui.widgets.scroll import scrolled

_BUTTONS: Final[dict[str, tuple[str, Kind]]] = {
    "own": ("colleagues.own_button", ""),
    "role": ("colleagues.one.role", ""),
    "give": ("colleagues.one.give", ""),
    "call_off": ("colleagues.one.call_off", ""),
    "leave": ("colleagues.one.leave", "danger"),
    "let_in": ("colleagues.one.let_in", "primary"),
    "let_code": ("colleagues.one.let_code", "primary"),
}


class ColleaguePage(Page):
    """Arrives with `code`, a staff code."""

    name = "colleague"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._code = ""
        self._width = "wide"
        self._found: OneColleague | None = None
        self.head = PageHead(self.name, " ", " ")
        back = button(say("colleagues.back"), "colleague.back", icon="previous")
        back.clicked.connect(lambda: self.go.emit("colleagues", {}))
        self.head.add_action(back)
        self._buttons = self._make_buttons()
        self.told = Notice("ok", " ", closable=True, name="colleague.told")
        self.told.hide()
        self._self = Notice("info", say("colleagues.one.self"), name="colleague.self")
        self._self.hide()
        self.after = AfterCard()
        self.after.sheet.connect(self._new_sheet)
        self.key = NewKeyCard(context, self.name)
        self.key.hide()
        self.load = LoadCard()
        self.load.wanted.connect(self._hand_over)
        self.load.drafts_wanted.connect(self._take_drafts)
        self.took = TookCard()
        self.looked = LookedCard(context)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        space = current().space
        self._column.setContentsMargins(
            space("page_left"), space("page_top"), space("page_left"), 10
        )
        self._column.setSpacing(10)
        after = (self.key, self.load, self.after, self.took, self.looked)
        parts = (self.head, self.told, self._self, *after)
        for part in parts:
            self._column.addWidget(part)
        self._cards = parts[2:]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "colleague.scroll"))

    def _make_buttons(self) -> dict[str, QPushButton]:
        made = {}
        for key, (words, kind) in _BUTTONS.items():
            made[key] = button(say(words), f"colleague.{key}", kind=kind)
            made[key].clicked.connect(partial(self._press, key))
            made[key].hide()
            self.head.add_action(made[key])
        return made

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        code = str(where.get("code", self._code))
        if code != self._code:
            self._forget()
        self._code = code
        self.told.hide()
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("staff", "cases", "tasks", "people", "drafts"):
            self._load()

    @override
    def leave(self) -> None:
        # Who may read this may not be the next to sit down here.
        self._forget()

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact("narrow" if width_class == "middle" else width_class)
        self.load.compact(width_class)
        self.looked.compact(width_class)

    def _forget(self) -> None:
        self._found = None
        self.key.forget()
        self.load.forget()
        self.took.forget()
        self.looked.forget()

    def _load(self) -> None:
        self.context.ask(colleague_page.one, self._code, then=self._show, failed=self._not_shown)

    def _show(self, found: OneColleague) -> None:
        if found.row.code != self._code:
            return
        self._found = found
        row = found.row
        mine = row.code == self.context.desk.me.code
        name = shown_name(row.name)
        self.head.set_title(name, self._line(found))
        self.titled.emit(name)
        for key, shown in _offered(row, mine=mine).items():
            self._buttons[key].setVisible(shown)
        self.compact(self._width)
        self._self.setVisible(mine)
        self.after.setVisible(row.left or row.leaves_on is not None)
        self.key.setVisible(row.left)
        if row.left:
            self.key.load()
        zone, today = self.context.desk.zone, found.today
        self.load.show_load(found)
        self.took.show_tracks(found.tracks.took, zone, today)
        self.looked.show_tracks(found.tracks)
        in_reading_order(self)

    def _line(self, found: OneColleague) -> str:
        row = found.row
        parts = [role_words(found.lists, row.role)] if row.sign_in_name else []
        parts.append(sign_in_words(row, found.today))
        if row.last_in_at is not None:
            seen = when.local_day(row.last_in_at, self.context.desk.zone)
            day = when.near_day(seen, found.today)
            lately = abs((seen - found.today).days) <= 1
            parts.append(say("colleagues.one.last", day=day.lower() if lately else day))
        elif row.can_sign_in:
            parts.append(say("colleagues.one.never"))
        return " · ".join(parts)

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._tell("private", worded(error))
        for part in self._cards:
            part.hide()

    # what can be done here

    def _press(self, key: str) -> None:
        found = self._found
        if found is None:
            return
        row, context = found.row, self.context
        if key == "call_off":
            context.do(leavers.call_off, row.code, then=self._stays)
            return
        forms: dict[str, tuple[Callable[[], SmallForm], Callable[[Any], None]]] = {
            "own": (lambda: OwnPassphrase(self, context), self._own_done),
            "role": (lambda: ChangeRole(self, context, found.lists, row), self._role_done),
            "give": (lambda: LetIn(self, context, row), self._given),
            "let_in": (lambda: LetIn(self, context, row), self._again),
            "let_code": (lambda: AddColleague(self, context, found.lists, row), self._added),
            "leave": (lambda: Leaving(self, context, row), self._ended),
        }
        make, then = forms[key]
        form = make()
        form.saved.connect(then)
        form.ask()

    def _new_sheet(self) -> None:
        form = NewSheet(self, self.context)
        form.saved.connect(self._sheet_done)
        form.ask()

    def _hand_over(self, draft: HandOver) -> None:
        self.context.do(caseload.hand_over, draft, then=self._handed, failed=self._not_done)

    def _take_drafts(self) -> None:
        self.context.do(
            caseload.take_drafts, self._code, then=self._drafts_taken, failed=self._not_done
        )

    def _handed(self, done: Any) -> None:
        handed: Handed = done.value
        what = load_words(handed.cases, handed.tasks)
        self._tell("ok", say("colleagues.load.done", name=self.load.taker(), what=what))

    def _drafts_taken(self, done: Any) -> None:
        key = "drafts_done" if done.value else "drafts_stay"
        self._tell("ok" if done.value else "caution", say(f"colleagues.load.{key}"))

    def _ended(self, done: Any) -> None:
        row: StaffRow = done.value.row
        name = shown_name(row.name)
        if row.leaves_on is not None:
            day = when.full_day(row.leaves_on)
            self._tell("ok", say("colleagues.one.told_later", name=name, day=day))
            return
        if done.value.key_gone:
            self._tell("ok", say("colleagues.one.told_off", name=name))
        else:
            self._tell("caution", say("colleagues.key_stays"))
        # What they may have kept is to open nothing from now on: nobody needs to think of it.
        self.key.show()
        self.key.begin()

    def _stays(self, done: Any) -> None:
        self._tell("ok", say("colleagues.one.told_stays", name=shown_name(done.value.name)))

    def _role_done(self, _: object) -> None:
        self._tell("ok", say("colleagues.one.told_role"))

    def _given(self, _: object) -> None:
        self._tell("ok", say("colleagues.one.told_given"))

    def _again(self, done: Any) -> None:
        self._tell("ok", say("colleagues.one.told_again", name=shown_name(done.value.name)))

    def _added(self, done: Any) -> None:
        self._tell("ok", say("colleagues.added", name=shown_name(done.value.name)))

    def _own_done(self, _: object) -> None:
        self._tell("ok", say("colleagues.own_done"))

    def _sheet_done(self, _: object) -> None:
        self._tell("ok", say("colleagues.sheet_done"))

    def _not_done(self, error: Exception) -> None:
        if isinstance(error, CheckFailed):
            self._tell("stop", " ".join(sentence(each) for each in error.problems))
        elif isinstance(error, KnownError):
            self._tell("stop", worded(error))
        else:
            self.context.background.trouble.emit(error)

    def _tell(self, kind: Tone, words: str) -> None:
        self.told.become(kind)
        self.told.say(words)
        self.told.show()
        # What was pressed may be gone: Tab goes on from here.
        self.told.setFocus(Qt.FocusReason.OtherFocusReason)


def _offered(row: StaffRow, *, mine: bool) -> dict[str, bool]:
    here = row.can_sign_in and not mine
    return {
        "own": mine,
        "role": here,
        "give": here,
        "call_off": here and row.leaves_on is not None,
        "leave": here,
        "let_in": row.left,
        "let_code": row.sign_in_name is None,
    }
