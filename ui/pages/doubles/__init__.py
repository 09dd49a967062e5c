"""Possible doubles: two records side by side, for a named person to decide. Nothing by itself."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import doubles, linking, pairs
from outreach_app.casework.doubles import Double
from outreach_app.casework.link_preview import Preview
from outreach_app.casework.linking import LinkDraft
from outreach_app.casework.pairs import Look, Pairs
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui import saying
from ui.page import Context, Page
from ui.pages.doubles.side_by_side import SideBySide
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.status import CountChip


class DoublesPage(Page):
    """Arrives with nothing, for every pair that looks alike, or with `one` and `other`."""

    name = "doubles"
    nav = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._pairs: tuple[Double, ...] = ()
        self._full = False
        self._at = 0
        self._chosen: tuple[str, str] | None = None
        self._preview: Preview | None = None
        self._undo = ""
        self._stayed = ""
        self._build_head()
        self.done = Notice(
            "ok",
            " ",
            actions=(("open", say("doubles.open_joined")), ("undo", say("linking.undo.save"))),
            name="doubles.done",
        )
        self.done.pressed.connect(self._after)
        self.refused = Notice("private", " ", name="doubles.refused")
        self.none = label(say("linking.doubles.none"), wrap=True, name="doubles.none")
        self.why = QWidget()
        self.why.setObjectName("doubles.why")
        self._reasons = FlowLayout(self.why, gap=7)
        self.both = SideBySide("doubles.both")
        self.both.swap.connect(self._swap)
        self.both.open.connect(self._open)
        self._build_changes()
        inner = QWidget()
        whole = QVBoxLayout(inner)
        space = current().space
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        for each in (self.head, self.done, self.refused, self.none):
            whole.addWidget(each)
        for part in (self.why, self.both, self.changes):
            whole.addWidget(part)
        whole.addStretch(1)
        self.gate = Gate(self, context, scrolled(inner, "doubles.scroll"))
        self.gate.back.connect(self._back)
        self.gate.refused.connect(self._not_opened)
        self._show_parts(found=False)

    def _build_head(self) -> None:
        self.head = PageHead(self.name, say("linking.doubles.title"), " ")
        back = button(say("doubles.back"), "doubles.back", icon="previous")
        back.clicked.connect(self._back)
        self._before = icon_button("chevron-left", say("doubles.previous"), "doubles.previous")
        self._before.clicked.connect(lambda: self._step(-1))
        self._next = icon_button("chevron-right", say("doubles.next"), "doubles.next")
        self._next.clicked.connect(lambda: self._step(1))
        self._place = label("", "muted", name="doubles.place")
        for each in (self._before, self._place, self._next, back):
            self.head.add_action(each)

    def _build_changes(self) -> None:
        self.changes = Card(say("doubles.changes"), name="doubles.changes")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.changes.add(self._lines)
        self.reason = QLineEdit()
        self.reason.setObjectName("doubles.reason")
        self.reason.returnPressed.connect(self.join)
        hint = say("doubles.reason_hint")
        self._reason = Field(say("linking.preview.reason"), self.reason, hint=hint)
        self.changes.add(self._reason)
        self.save = button(say("linking.preview.save"), "doubles.save", kind="primary")
        self.save.clicked.connect(self.join)
        self.two = button(say("linking.doubles.not_the_same"), "doubles.two", icon="differ")
        self.two.clicked.connect(self._two_people)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=9)
        for each in (self.save, self.two):
            flow.addWidget(each)
        self.changes.add(buttons)

    # opening

    @override
    def open(self, **where: Any) -> None:
        one, other = where.get("one"), where.get("other")
        self._chosen = (one, other) if one and other else None
        self._at = 0
        self.done.hide()
        self.gate.ask(self._first_let_in, person_id=one, given=bool(where.get(GIVEN)))

    def _first_let_in(self) -> None:
        if self._chosen is None:
            self._load()
        else:
            self.gate.ask(self._load, person_id=self._chosen[1])

    @override
    def refresh(self, changes: Any) -> None:
        if self.gate.is_open and changes.concern("people", "contacts", "cases"):
            self._load()

    @override
    def leave(self) -> None:
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.head.heading

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.both.compact(width_class)

    def _load(self) -> None:
        self.context.ask(pairs.listed, then=self._listed, failed=self._not_opened)

    def _listed(self, found: Pairs) -> None:
        self._pairs, self._full = found.pairs, found.full
        self._at = min(self._at, max(len(self._pairs) - 1, 0))
        count = len(self._pairs)
        line = say("doubles.line", count=count) if count else say("doubles.line_none")
        self.head.set_title(say("linking.doubles.title"), line)
        several = self._chosen is None and count > 1
        for each in (self._before, self._next, self._place):
            each.setVisible(several)
        self._before.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < count - 1)
        of = say("doubles.more", count=count) if self._full else count
        self._place.setText(say("doubles.place", number=self._at + 1, count=of))
        self._look()

    def _look(self) -> None:
        pair = self._pair()
        if pair is None:
            self._preview = None
            self._show_parts(found=False)
            self.none.show()
            self.gate.enter()
            return
        self.context.ask(pairs.look, *pair, then=self._show, failed=self._not_opened)

    def _pair(self) -> tuple[str, str] | None:
        if self._chosen is not None:
            return self._chosen
        if not self._pairs:
            return None
        found = self._pairs[self._at]
        return found.one.id, found.other.id

    def _show(self, look: Look) -> None:
        before, found = self._preview, look.preview
        self._preview = found
        if before is None or {before.goes.id, before.stays.id} != {found.goes.id, found.stays.id}:
            self.reason.clear()
        self._reason.clear_error()
        self._show_parts(found=True)
        self._show_reasons()
        self.both.show_preview(found, look.lists, look.today)
        self._show_changes(found)
        self.gate.enter()

    def _show_parts(self, *, found: bool) -> None:
        for each in (self.why, self.both, self.changes):
            each.setVisible(found)
        self.none.hide()
        self.refused.hide()

    def _show_reasons(self) -> None:
        clear(self._reasons)
        self._reasons.addWidget(label(say("doubles.why"), "small_strong"))
        reasons = () if self._chosen is not None else self._pairs[self._at].reasons
        words = [say(f"likeness.reason.{code}") for code in reasons] or [say("doubles.by_hand")]
        for each in words:
            self._reasons.addWidget(CountChip(each))

    def _show_changes(self, found: Preview) -> None:
        clear(self._lines)
        hindered = [sentence(each) for each in found.hindrances]
        lines: list[tuple[str, str, str]] = []
        if hindered:
            lines += [("error", "stop", each) for each in hindered]
        else:
            if found.better_swapped:
                lines.append(("note", "caution", say("linking.preview.better_swapped")))
            lines.append(("chain", "ink_muted", say("linking.preview.text")))
            lines += [
                ("reports", "ink_muted", say(f"linking.preview.fewer.{each}"))
                for each in found.fewer
            ]
            lines.append(("reports", "ink_muted", say("doubles.issued")))
            lines.append(
                ("folder-open-outline", "ink_muted", say(f"linking.preview.case.{found.case}"))
            )
            if found.repointed:
                words = say("linking.preview.repointed", count=found.repointed)
                lines.append(("note", "caution", words))
        for icon, tone, words in lines:
            line = row(icon_label(icon, tone), label(words, wrap=True), gap=9)
            line.setStretch(1, 1)
            self._lines.addLayout(line)
        self._reason.setVisible(not hindered)
        self.save.setVisible(not hindered)

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._preview = None
        self._show_parts(found=False)
        self.refused.say(worded(error))
        self.refused.show()
        self.gate.enter()

    # deciding

    def _swap(self) -> None:
        found = self._preview
        if found is not None:
            self.context.ask(
                pairs.look_as_given,
                found.stays.id,
                found.goes.id,
                then=self._show,
                failed=self._not_opened,
            )

    def join(self) -> None:
        """Join the two, with the reason typed."""
        found = self._preview
        if found is None or found.hindrances:
            return
        draft = LinkDraft(found.goes.id, found.stays.id, self.reason.text())
        problems = linking.check(draft)
        if problems:
            self._reason.set_error(sentence(problems[0]))
            self._reason.take_focus()
            return
        self.save.setEnabled(False)
        self._undo = found.goes.id
        self.context.do(linking.link, draft, then=self._joined, failed=self._not_joined)

    def _joined(self, _: Any) -> None:
        self.save.setEnabled(True)
        found = self._preview
        if found is not None:
            who = saying.who(found.stays.alias, found.stays.code)
            self._stayed = found.stays.id
            self._tell(say("doubles.joined", who=who), say("doubles.joined_text"), buttons=True)

    def _not_joined(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, CheckFailed):
            self._reason.set_error(sentence(error.problems[0]))
            self._reason.take_focus()
        else:
            self._not_opened(error)

    def _two_people(self) -> None:
        found = self._preview
        if found is not None:
            self.context.do(
                doubles.not_the_same, found.goes.id, found.stays.id, then=self._kept_apart
            )

    def _kept_apart(self, _: Any) -> None:
        self._tell(say("doubles.two"), "", buttons=False)

    def _after(self, key: str) -> None:
        if key == "undo":
            self.context.do(linking.undo, self._undo, then=self._undone, failed=self._not_opened)
        else:
            self._open(self._stayed)

    def _undone(self, _: Any) -> None:
        self._tell(say("doubles.undone"), "", buttons=False)

    def _tell(self, title: str, text: str, *, buttons: bool) -> None:
        """Say what was done; a pair chosen by hand is done with, the others go on."""
        self._chosen = None
        for key in ("open", "undo"):
            self.done.button(key).setVisible(buttons)
        self.done.say(title, text)
        self.done.show()
        self.done.setFocus()
        self._load()

    def _step(self, step: int) -> None:
        self._at = max(0, min(self._at + step, len(self._pairs) - 1))
        self.done.hide()
        self._load()

    def _open(self, person_id: str) -> None:
        self.go.emit("person", {"person_id": person_id})

    def _back(self) -> None:
        self.go.emit("people", {})
