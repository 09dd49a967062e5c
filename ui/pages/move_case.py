"""A case moves to another project: to which, which parts, exactly what goes, then sealed."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import paths
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.neighbours import move_page, sending
from outreach_app.neighbours.move_page import MovePage
from outreach_app.neighbours.moving import PARTS, Choice
from outreach_app.neighbours.sending import MoveDraft, Preview, Stopped
from outreach_app.sharing import handing
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui import neighbour_words, saying, when
from ui.dialogs.files import save_file
from ui.page import Context, Page
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.choices import ChipGroup
from ui.widgets.labels import label
from ui.widgets.many import ManyChips
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.savebar import SaveBar
from ui.widgets.scroll import scrolled
from ui.widgets.sections import Sections

# Reasons after which somebody asks, and writes down whom the yes is for.
_ABOUT_THE_NAME: Final = frozenset(("not_asked", "nobody_named", "named_only", "expired"))


class MoveCasePage(Page):
    """Arrives with `person_id`. Nothing is chosen beforehand but the project a yes names."""

    name = "move_case"
    nav = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._person_id = ""
        self._found: MovePage | None = None
        self._preview: Preview | None = None
        self._asked = 0
        self._busy = False
        self.head = PageHead(
            self.name, say("neighbours.move.title_new"), say("neighbours.move.line")
        )
        self.trouble = Notice("stop", " ", loud=True, name="move_case.trouble")
        self.against = Notice("stop", " ", name="move_case.against")
        self._ask = link(say("neighbours.move.ask"), "move_case.ask")
        self._ask.clicked.connect(self._ask_consent)
        self.against.add_below(self._ask)
        self._way = link(say("neighbours.move.way"), "move_case.way")
        self._way.clicked.connect(self._open_way)
        self.against.add_below(self._way)
        self._build_choices()
        self.sections = Sections("move_case.sections")
        self._goes = Card(say("neighbours.move.goes"), name="move_case.goes")
        self._goes.add(self.sections)
        self._goes.add(label(say("neighbours.move.never"), "small", wrap=True))
        self._goes.body.addStretch(1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for each in (self.head, self.trouble):
            column.addWidget(each)
        # Beside the choices, not above them: it comes with a press and would move the next one.
        beside = QVBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(self.against)
        beside.addWidget(self._goes, 1)
        self._columns = row(self._choices, beside, gap=10)
        self._columns.setStretch(0, 5)
        self._columns.setStretch(1, 4)
        column.addLayout(self._columns)
        column.addStretch(1)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner, "move_case.scroll"), 1)
        whole.addWidget(self._build_savebar())
        for each in (self.trouble, self.against):
            each.hide()
        self.gate = Gate(self, context, content)
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._not_opened)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.seal)

    def _build_choices(self) -> None:
        self._choices = Card(name="move_case.choices")
        self._choices.add(label(say("neighbours.move.to"), "label"))
        self.project = ChipGroup("move_case.project", say("neighbours.move.to"))
        self.project.chosen.connect(self._changed)
        self._nobody = label(say("neighbours.move.nobody"), "muted", wrap=True)
        self._cards = link(say("neighbours.move.cards"), "move_case.cards")
        self._cards.clicked.connect(self._open_cards)
        self._choices.add(self.project)
        self._choices.add(self._nobody)
        self._choices.add(row(self._cards, 1))
        self._choices.add(label(say("neighbours.move.parts"), "label"))
        self._choices.add(label(say("neighbours.move.parts_hint"), "small", wrap=True))
        named = [(part, say(f"neighbours.part.{part}")) for part in PARTS]
        self.parts = ManyChips("move_case.parts", say("neighbours.move.parts"), named)
        self.parts.changed.connect(self._changed)
        self._choices.add(self.parts)
        self._told = label(say("neighbours.move.incidents"), "label")
        self.incidents = ManyChips("move_case.incidents", say("neighbours.move.incidents"))
        self.incidents.changed.connect(self._changed)
        self._choices.add(self._told)
        self._choices.add(self.incidents)
        self._choices.add(label(say("neighbours.move.not_words"), "small", wrap=True))
        self._choices.body.addStretch(1)

    def _build_savebar(self) -> SaveBar:
        self.savebar = SaveBar("move_case.savebar")
        cancel = link(say("dialogs.cancel"), "move_case.cancel")
        cancel.clicked.connect(self._turn_back)
        self._seal = button(
            say("neighbours.move.seal"), "move_case.seal", kind="primary", icon="lock"
        )
        self._seal.clicked.connect(self.seal)
        self.savebar.add(cancel)
        self.savebar.add(self._seal)
        return self.savebar

    # a page's verbs

    @override
    def open(self, **where: Any) -> None:
        person_id = where.get("person_id", self._person_id)
        if person_id != self._person_id:
            self.parts.set_value(())
            self.incidents.set_value(())
            self.project.set_value("")
        self._person_id = person_id
        self.trouble.hide()
        self.gate.ask(self._load, person_id=person_id, given=bool(where.get(GIVEN)))

    @override
    def refresh(self, changes: Any) -> None:
        if self._found is not None and changes.concern(
            "people", "incidents", "needs", "consents", "neighbours", "cases", "lists"
        ):
            self._load()

    @override
    def leave(self) -> None:
        self._found = self._preview = None
        self.sections.forget()
        self.head.set_title(say("neighbours.move.title_new"))
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.head.heading

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.savebar.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    # what is shown

    def _load(self) -> None:
        self.context.ask(move_page.read, self._person_id, then=self._show, failed=self._not_opened)

    def _show(self, found: MovePage) -> None:
        self._found = found
        name = saying.name(found.alias, found.code)
        self.head.set_title(say("neighbours.move.title", alias=name), say("neighbours.move.line"))
        self.project.set_choices([(each.id, each.name) for each in found.neighbours])
        if not self.project.value() and found.named is not None:
            self.project.set_value(found.named)
        self._nobody.setVisible(not found.neighbours)
        self._cards.setVisible(not found.neighbours or found.unchecked > 0)
        self.incidents.set_choices([(each.id, self._incident(each)) for each in found.incidents])
        self._told.setVisible(bool(found.incidents))
        self.gate.enter()
        self._changed()

    def _incident(self, told: Any) -> str:
        found = self._found
        kind = found.lists["incident_type"].label(told.type) if found else told.type
        return f"{told.reference}: {kind}"

    def _choice(self) -> Choice:
        return Choice(self._person_id, frozenset(self.parts.value()), tuple(self.incidents.value()))

    def _changed(self) -> None:
        self.trouble.hide()
        # What was shown before is no longer what would go.
        self._preview = None
        self._asked += 1
        asked = self._asked

        def show(found: Preview) -> None:
            if asked == self._asked and self._found is not None:
                self._show_preview(found)

        project = self.project.value() or None
        self.context.background.run(
            lambda: self.context.desk.ask(sending.preview, self._choice(), project),
            show,
            self._failed,
            owner=self,
        )

    def _show_preview(self, found: Preview) -> None:
        self._preview = found
        self.sections.show_sections(found.sections)
        words = neighbour_words.why(found)
        self.against.setVisible(bool(words))
        if words:
            if _ABOUT_THE_NAME & set(found.against):
                words += " " + say("neighbours.move.name_it", project=self.project.words())
            self.against.say(say("neighbours.move.against"), words)
        # Sealing stays possible to press: what is refused then is written down as refused.
        on_its_way = "on_its_way" in found.against
        self._ask.setVisible(not on_its_way)
        self._way.setVisible(on_its_way)

    # sealing

    def seal(self) -> None:
        """Let a place be chosen, then seal, write the register, and write the file."""
        if self._busy or self._found is None or self._preview is None:
            return
        if not self.project.value():
            self._say(say("neighbours.move.which"))
            self.project.setFocus()
            return
        draft = MoveDraft(self._choice(), self.project.value(), self._preview.digest)
        if self._preview.against:
            self._run(draft, None)
            return

        def chosen(path: Path) -> None:
            self._run(draft, path)

        suggested = paths.documents_folder() / say("neighbours.file_name", name=_day_name(self))
        save_file(self, say("neighbours.move.where"), say("neighbours.kinds"), suggested, chosen)

    def _run(self, draft: MoveDraft, path: Path | None) -> None:
        self._busy = True
        self._seal.setEnabled(False)
        desk = self.context.desk

        def job() -> Any:
            done = desk.do(sending.seal_case, draft)
            made = done.value
            if isinstance(made, Stopped) or path is None:
                return done
            try:
                handing.save(path, made.released)
            except BaseException:
                desk.do(sending.did_not_go, made.id, made.released.id)
                raise
            desk.do(sending.handed, made.id)
            return done

        self.context.background.run(job, self._sealed, self._failed, owner=self)

    def _sealed(self, done: Any) -> None:
        self._free()
        made = done.value
        if isinstance(made, Stopped):
            self.context.announce(done)
            self._say(say("neighbours.move.stopped"), neighbour_words.against(made.reasons))
            return
        self.parts.set_value(())
        self.incidents.set_value(())
        self._found = None
        self.context.announce(done)
        self.go.emit("neighbours", {"section": "sent", "sent_id": made.id})

    def _failed(self, error: Exception) -> None:
        self._free()
        if isinstance(error, CheckFailed):
            self._say(" ".join(sentence(each) for each in error.problems))
            self._load()
        elif isinstance(error, KnownError):
            self._say(worded(error), say("sharing.nothing_gone"))
        else:
            self.context.background.trouble.emit(error)

    def _free(self) -> None:
        self._busy = False
        self._seal.setEnabled(True)

    def _say(self, title: str, text: str = "") -> None:
        self.trouble.say(title, text)
        self.trouble.show()
        self.trouble.setFocus()

    # elsewhere

    def _ask_consent(self) -> None:
        where = {"person_id": self._person_id, "scope": "transfer"}
        self.go.emit("consent", {**where, **self.gate.handed_on()})

    def _open_way(self) -> None:
        if self._found is not None and self._found.sent_id is not None:
            self.go.emit("neighbours", {"section": "sent", "sent_id": self._found.sent_id})

    def _open_cards(self) -> None:
        self.go.emit("neighbours", {"section": "projects"})

    def _turn_back(self) -> None:
        self.go.emit("person", {"person_id": self._person_id, **self.gate.handed_on()})

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._choices.hide()
        self._goes.hide()
        self.savebar.hide()
        self._say(worded(error))
        self.gate.enter()


def _day_name(page: Page) -> str:
    return when.local_day(page.context.desk.clock.now(), page.context.desk.zone).isoformat()
