"""One neighbouring project: suspect facts for it, and asking it about plates and numbers."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import paths
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.neighbours import address_book, facts, recalling, sending
from outreach_app.neighbours.address_book import NeighbourRow
from outreach_app.neighbours.facts import Candidate, FactsDraft
from outreach_app.neighbours.files import write_hashes
from outreach_app.neighbours.sending import Preview, Stopped
from outreach_app.sharing import handing
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui import neighbour_words, when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.files import save_file
from ui.dialogs.kept_form import unkept_in
from ui.dialogs.neighbour_forms import AgreeWords
from ui.dialogs.plates_form import AskPlates
from ui.page import Context, Page, Unkept
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.labels import label
from ui.widgets.many import ManyChips
from ui.widgets.notice import Kind, Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.sections import Sections


class NeighbourPage(Page):
    """Arrives with `neighbour_id`, or with a `draft` of a question about plates."""

    name = "neighbour"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id = ""
        self._row: NeighbourRow | None = None
        self._preview: Preview | None = None
        self._found: tuple[Candidate, ...] = ()
        self._raises = False
        self._asked = 0
        self.head = PageHead(self.name, say("neighbours.one.title"), " ")
        back = button(say("neighbours.one.back"), "neighbour.back", icon="previous")
        back.clicked.connect(self._turn_back)
        self.head.add_action(back)
        self.notice = Notice("info", " ", closable=True, name="neighbour.notice")
        self.recall = Notice(
            "caution",
            " ",
            actions=(("recall", say("neighbours.one.recall")),),
            name="neighbour.recall_notice",
        )
        self.recall.pressed.connect(self._write_recall)
        self.recall.hide()
        self._build_facts()
        self._build_plates()
        self._away = link(say("neighbours.one.end"), "neighbour.end")
        self._away.clicked.connect(self._ask_end)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self.recall)
        self._columns = row(self._facts, self._plates, gap=10)
        self._columns.setStretch(0, 3)
        self._columns.setStretch(1, 2)
        column.addLayout(self._columns)
        column.addLayout(row(self._away, 1))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "neighbour.scroll"))
        self.notice.hide()

    def _build_facts(self) -> None:
        self._facts = Card(say("neighbours.one.facts"), name="neighbour.facts")
        self._facts.add(label(say("neighbours.one.facts_text"), wrap=True))
        self.incidents = ManyChips("neighbour.incidents", say("neighbours.one.which"))
        self.incidents.changed.connect(self._changed)
        self._facts.add(self.incidents)
        self._others = label(" ", "small", wrap=True, name="neighbour.others")
        self._facts.add(self._others)
        self.sections = Sections("neighbour.sections")
        self._facts.add(self.sections)
        self.against = Notice("stop", " ", name="neighbour.against")
        self.against.hide()
        self._facts.add(self.against)
        self._seal = button(
            say("neighbours.one.seal"), "neighbour.seal", kind="primary", icon="lock"
        )
        self._seal.clicked.connect(self.seal)
        self._facts.add(row(self._seal, 1))
        self._facts.body.addStretch(1)

    def _build_plates(self) -> None:
        self._plates = Card(say("neighbours.one.plates"), name="neighbour.plates")
        self._plates.add(label(say("neighbours.one.plates_text"), wrap=True))
        self._agreed = label(" ", "muted", wrap=True, name="neighbour.agreed")
        self._plates.add(self._agreed)
        self._ask = button(say("neighbours.one.ask"), "neighbour.ask", icon="vehicle")
        self._ask.clicked.connect(self.ask_plates)
        agree = link(say("neighbours.one.agree"), "neighbour.agree")
        agree.clicked.connect(self._agree)
        self._plates.add(row(self._ask, agree, 1))
        self._plates.body.addStretch(1)

    # a page's verbs

    @override
    def open(self, **where: Any) -> None:
        draft = where.get("draft")
        self._raises = draft is not None
        key = draft["about"] if draft is not None else where.get("neighbour_id", self._id)
        if key != self._id:
            self.incidents.set_value(())
        self._id = key
        self.notice.hide()
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("neighbours", "incidents", "consents"):
            self._load()

    @override
    def leave(self) -> None:
        self._preview = None
        self.sections.forget()

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    def _load(self) -> None:
        self.context.ask(address_book.one, self._id, then=self._show, failed=self._failed)
        self.context.ask(facts.candidates, self._id, then=self._offer, failed=self._failed)
        self.context.ask(recalling.to_recall, self._id, then=self._taken_back, failed=self._failed)

    def _show(self, found: NeighbourRow) -> None:
        self._row = found
        line = say("neighbours.one.not_checked")
        if found.checked_at is not None:
            day = when.local_day(found.checked_at, self.context.desk.zone)
            line = say("neighbours.one.checked", day=when.full_day(day))
        self.head.set_title(found.name, line)
        self.titled.emit(found.name)
        agreed = "agreed" if found.agreed else "agree_first"
        self._agreed.setText(say(f"neighbours.one.{agreed}"))
        self._ask.setEnabled(found.agreed)
        self._seal.setEnabled(found.usable)
        if self._raises:
            self._raises = False
            self.ask_plates()

    def _offer(self, found: tuple[Candidate, ...]) -> None:
        self._found = found
        may = [each for each in found if not each.against]
        self.incidents.set_choices([(each.row.id, _words(each)) for each in may])
        self.incidents.setVisible(bool(may))
        others = [each for each in found if each.against]
        if not found:
            self._others.setText(say("neighbours.one.none"))
        elif others:
            parts = [
                f"{each.row.reference}: {neighbour_words.against(each.against)}" for each in others
            ]
            self._others.setText(say("neighbours.one.others") + "\n" + "\n".join(parts))
        self._others.setVisible(not found or bool(others))
        self._changed()

    def _changed(self) -> None:
        self._preview = None
        self._asked += 1
        asked, key, chosen = self._asked, self._id, tuple(self.incidents.value())

        def show(found: Preview) -> None:
            if asked == self._asked:
                self._show_preview(found)

        desk = self.context.desk
        self.context.background.run(
            lambda: desk.ask(facts.preview, key, chosen), show, self._failed, owner=self
        )

    def _show_preview(self, found: Preview) -> None:
        self._preview = found
        self.sections.show_sections(found.sections)
        words = neighbour_words.why(found)
        self.against.setVisible(bool(words))
        if words:
            self.against.say(say("neighbours.move.against"), words)

    def _taken_back(self, found: tuple[str, ...]) -> None:
        self.recall.setVisible(bool(found))
        if found:
            self.recall.put(say("neighbours.one.to_recall", count=len(found)))

    def _write_recall(self, _: str) -> None:
        key = self._id

        def write(path: Path) -> None:
            def both(work: Any) -> Any:
                done = recalling.seal_recall(work, key)
                write_hashes(path, done.value)
                return done

            self.context.do(both, then=self._recalled, failed=self._failed)

        self._choose_place(write)

    def _recalled(self, _: Any) -> None:
        self._say("ok", say("neighbours.one.recalled"))

    # suspect facts

    def seal(self) -> None:
        """Let a place be chosen, then seal what is shown and write it."""
        chosen = tuple(self.incidents.value())
        if not chosen:
            self._say("stop", say("neighbours.one.choose"))
        if not chosen or self._preview is None:
            return
        draft = FactsDraft(self._id, chosen, self._preview.digest)

        def write(path: Path) -> None:
            self._seal.setEnabled(False)
            desk = self.context.desk

            def job() -> Any:
                done = desk.do(facts.seal_facts, draft)
                made = done.value
                if not isinstance(made, Stopped):
                    try:
                        handing.save(path, made.released)
                    except BaseException:
                        desk.do(facts.did_not_go, made.id, made.released.id)
                        raise
                    desk.do(sending.handed, made.id)
                return done

            self.context.background.run(job, self._sealed, self._failed, owner=self)

        self._choose_place(write)

    def _sealed(self, done: Any) -> None:
        self._seal.setEnabled(True)
        self.context.announce(done)
        if isinstance(done.value, Stopped):
            words = neighbour_words.against(done.value.reasons)
            self._say("stop", say("neighbours.move.stopped"), words)
            return
        self.incidents.set_value(())
        self._changed()
        self._say("ok", say("neighbours.one.sealed"), say("neighbours.one.sealed_text"))

    # plates and numbers

    def ask_plates(self) -> None:
        """Let plates and numbers be typed, and make a question of them."""
        if self._row is None:
            return
        dialog = AskPlates(self, self.context, self._row)
        dialog.saved.connect(self._plates_asked)
        dialog.ask()

    def _plates_asked(self, done: Any) -> None:
        made = done.value

        def write(path: Path) -> None:
            desk = self.context.desk

            def job() -> Any:
                write_hashes(path, made)
                return desk.do(sending.handed, made.id)

            self.context.background.run(job, self._written, self._failed, owner=self)

        self._choose_place(write)

    def _written(self, done: Any) -> None:
        self.context.announce(done)
        self._say("ok", say("neighbours.one.asked"), say("neighbours.one.asked_text"))

    def _agree(self) -> None:
        if self._row is not None:
            AgreeWords(self, self.context, self._row).ask()

    # the project

    def _ask_end(self) -> None:
        def answered(key: str) -> None:
            if key == "end":
                self.context.do(address_book.end, self._id, then=self._ended, failed=self._failed)

        ask(
            self,
            say("neighbours.end.title"),
            say("neighbours.end.text"),
            (
                Answer("keep", say("neighbours.end.keep")),
                Answer("end", say("neighbours.end.do"), "danger"),
            ),
            answered,
            safe="keep",
        )

    def _ended(self, _: Any) -> None:
        self._turn_back()

    def _turn_back(self) -> None:
        self.go.emit("neighbours", {"section": "projects"})

    def _choose_place(self, write: Any) -> None:
        day = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)
        name = paths.documents_folder() / say("neighbours.file_name", name=day.isoformat())
        save_file(self, say("neighbours.move.where"), say("neighbours.kinds"), name, write)

    def _failed(self, error: Exception) -> None:
        self._seal.setEnabled(True)
        if isinstance(error, CheckFailed):
            self._say("stop", " ".join(sentence(each) for each in error.problems))
        elif isinstance(error, KnownError):
            self._say("stop", worded(error))
        else:
            self.context.background.trouble.emit(error)

    def _say(self, kind: Kind, title: str, text: str = "") -> None:
        self.notice.become(kind)
        self.notice.say(title, text)
        self.notice.show()
        self.notice.setFocus()


def _words(found: Candidate) -> str:
    again = say("neighbours.one.again") if found.sent_before else ""
    return f"{found.row.reference}: {found.kind}{again}"
