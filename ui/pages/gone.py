"""What has left the project: about somebody, about an incident, or everything, for the lead."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.sharing import telling
from outreach_app.sharing.register import Gone
from outreach_app.sharing.telling import GoneView
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.print_pages import Printed
from ui.letting_go import print_noted
from ui.page import Context, Page
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_WIDTHS: Final = (110, 190, 150, 175, 160, 150, 130)


class GonePage(Page):
    """Arrives with `person_id`, `incident_id` or neither, perhaps `scope`, and `told` to say."""

    name = "gone"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._where: dict[str, str | None] = {}
        self._view: GoneView | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._answering = ""
        self.head = PageHead(self.name, say("sharing.gone.title"), say("sharing.gone.line"))
        self._tell = button(
            say("sharing.gone.tell"), "gone.tell", kind="primary", icon="cannot_share"
        )
        self._tell.clicked.connect(self._tell_ticked)
        self.head.add_action(self._tell)
        self._notice = Notice("ok", " ", closable=True, name="gone.notice")
        self._notice.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._alerts = Card(say("sharing.gone.alerts"), name="gone.alerts")
        self._alert_lines = QVBoxLayout()
        self._alerts.add(label(say("sharing.gone.alerts_note"), "small", wrap=True))
        self._alerts.add(self._alert_lines)
        self.list: Listing[Gone] = Listing(
            self.name,
            say("sharing.gone.table"),
            self._columns(),
            _WIDTHS,
            hint=say("sharing.gone.filter"),
            foot=say("sharing.gone.foot"),
        )
        self.list.opened.connect(self._open_row)
        some = QWidget()
        inner = QVBoxLayout(some)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(self._column)
        inner.addWidget(self._alerts)
        inner.addStretch(1)
        self._some = scrolled(some, "gone.scroll")
        content = QWidget()
        whole = QVBoxLayout(content)
        space = current().space
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        for part in (self.head, self._notice):
            whole.addWidget(part)
        whole.addWidget(self._some, 1)
        whole.addWidget(self.list, 1)
        self.gate = Gate(self, self.context, content)
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._refused)

    @override
    def open(self, **where: Any) -> None:
        self._where = {key: where.get(key) for key in ("person_id", "incident_id", "scope")}
        told = where.get("told")
        self._notice.setVisible(bool(told))
        if told:
            self._say(str(told))
        person, incident = self._where.get("person_id"), self._where.get("incident_id")
        self.gate.ask(
            self._read, person_id=person, incident_id=incident, given=bool(where.get(GIVEN))
        )

    @override
    def refresh(self, changes: Any) -> None:
        if self.gate.is_open and changes.concern("disclosures", "alerts", "consents", "people"):
            self._read()

    @override
    def leave(self) -> None:
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or super().heading()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _read(self) -> None:
        self.context.ask(
            telling.read,
            self._where.get("person_id"),
            self._where.get("incident_id"),
            self._where.get("scope"),
            then=self._show,
            failed=self._refused,
        )

    def _show(self, view: GoneView) -> None:
        self._view = view
        everything = not view.about
        title = say("sharing.gone.title")
        if view.about:
            about = saying.name(view.about, None) if self._where.get("person_id") else view.about
            title = say("sharing.gone.title_about", about=about)
        shown = not self.head.line.isHidden()
        self.head.set_title(title, say(f"sharing.gone.line{'_all' if everything else ''}"))
        self.head.line.setVisible(shown)
        self.titled.emit(title)
        self.list.setVisible(everything)
        self._some.setVisible(not everything)
        self._tell.setVisible(not everything and any(not row.told_at for row in view.rows))
        if everything:
            empty = (say("sharing.gone.empty"), say("sharing.gone.empty_text"))
            self.list.show_rows(view.rows, empty=empty)
        else:
            self._show_some(view)
        self.gate.enter()

    def _show_some(self, view: GoneView) -> None:
        clear(self._column)
        self._boxes = {}
        for each in view.rows:
            self._column.addWidget(self._card(view, each))
        if not view.rows:
            self._column.addWidget(label(say("sharing.gone.empty"), "muted", wrap=True))
        clear(self._alert_lines)
        for alert_id, reference in view.alerts:
            made = link(say("sharing.gone.alert", reference=reference), f"gone.alert.{reference}")
            made.clicked.connect(self._to_alert(alert_id))
            self._alert_lines.addLayout(row(made, 1))
        self._alerts.setVisible(bool(view.alerts))

    def _card(self, view: GoneView, each: Gone) -> Card:
        card = Card(name=f"gone.row.{each.id}")
        day, what, who = self._day(each), self._what(each), self._who(each)
        words = label(say("sharing.gone.row", day=day, what=what, who=who), "strong", wrap=True)
        line = row(words, gap=8)
        line.setStretch(0, 1)
        if each.told_at is None:
            box = QCheckBox()
            box.setObjectName(f"gone.tick.{each.id}")
            box.setAccessibleName(say("sharing.gone.tick", who=who, day=day))
            line.insertWidget(0, box)
            self._boxes[each.id] = box
        else:
            self._add_answer(line, view, each)
        card.add(line)
        card.add(label(self._rests(view, each), "small", wrap=True))
        return card

    def _add_answer(self, line: Any, view: GoneView, each: Gone) -> None:
        zone, key = self.context.desk.zone, "was_told"
        moment = each.told_at
        if each.answered_at is not None:
            key, moment = "was_answered", each.answered_at
        if moment is not None:
            day = when.plain_day(when.local_day(moment, zone), view.today)
            line.addWidget(label(say(f"sharing.gone.{key}", day=day), "small"))
        paper = button(
            say("sharing.gone.letter"), f"gone.letter.{each.id}", icon="print", small=True
        )
        paper.clicked.connect(self._printing(each.id))
        line.addWidget(paper)
        if each.answered_at is None:
            said = button(say("sharing.gone.answer"), f"gone.answer.{each.id}", small=True)
            said.clicked.connect(self._asking(each.id))
            line.addWidget(said)

    def _rests(self, view: GoneView, each: Gone) -> str:
        basis = view.lists["share_basis"].label(each.basis)
        if each.scope:
            basis = f"{basis} ({say(f'consent.short.{each.scope}')})"
        content = say(f"sharing.gone.content.{each.content}")
        parts = [say("sharing.gone.rests", basis=basis, content=content) + "."]
        if each.reference:
            reference = say("sharing.gone.reference", reference=each.reference, entry=each.number)
            parts.append(f"{reference}.")
        if each.fields:
            fields = ", ".join(say(f"sharing.field.{code}").lower() for code in each.fields)
            parts.append(say("sharing.gone.fields", fields=fields) + ".")
        else:
            parts.append(say("sharing.gone.no_fields"))
        if each.outcome != "gone":
            parts.append(say(f"sharing.outcome.{each.outcome}") + ".")
        return " ".join(parts)

    # what is pressed

    def _tell_ticked(self) -> None:
        ticked = [key for key, box in self._boxes.items() if box.isChecked()]
        if not ticked:
            self._say(say("sharing.gone.told_none"), ok=False)
            return
        self.context.do(telling.tell, ticked, then=self._told, failed=self._refused)

    def _told(self, _: Any) -> None:
        self._say(say("sharing.gone.told"))

    def _asking(self, entry: str) -> Callable[[], None]:
        def begin() -> None:
            self._answering = entry
            answers = [Answer(code, say(f"sharing.told.{code}")) for code in telling.ANSWERS]
            back = Answer("back", say("dialogs.cancel"))
            ask(self, say("sharing.gone.answer"), "", (*answers, back), self._answered)

        return begin

    def _answered(self, code: str) -> None:
        if code in telling.ANSWERS:
            self.context.do(telling.answered, self._answering, code, failed=self._refused)

    def _printing(self, entry: str) -> Callable[[], None]:
        def begin() -> None:
            print_noted(self, self.context, lambda work: telling.letter(work, entry), self._printed)

        return begin

    def _printed(self, how: Printed) -> None:
        if how.pages:
            self._say(say("sharing.gone.printed"))
        elif how.trouble:
            self._say(how.trouble, ok=False)

    def _to_alert(self, alert_id: str) -> Callable[[], None]:
        def go() -> None:
            self.go.emit("alert_sent", {"alert_id": alert_id})

        return go

    def _open_row(self, each: Gone) -> None:
        where = {"incident_id": each.incident_id} if each.incident_id else {}
        if not where and self._view is not None and each.person_id:
            where = {"person_id": each.person_id}
        if where:
            self.go.emit("gone", where)

    def _turn_back(self) -> None:
        self.go.emit("safekeeping", {})

    def _say(self, words: str, *, ok: bool = True) -> None:
        self._notice.become("ok" if ok else "stop")
        self._notice.say(words)
        self._notice.show()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        for part in (self.list, self._some, self._tell):
            part.hide()
        self._say(worded(error), ok=False)
        self.gate.enter()

    # how a row is said

    def _day(self, each: Gone) -> str:
        today = self._view.today if self._view is not None else when.local_day(each.at, self._zone)
        return when.plain_day(when.local_day(each.at, self._zone), today)

    @property
    def _zone(self) -> Any:
        return self.context.desk.zone

    def _what(self, each: Gone) -> str:
        return say(f"sharing.output.{each.output or 'none'}")

    def _who(self, each: Gone) -> str:
        return each.named_recipient or say(f"consent.recipient.{each.recipient}")

    def _about(self, each: Gone) -> str:
        name = self._view.people.get(each.id, "") if self._view is not None else ""
        shown = saying.name(name, None) if name else ""
        return ", ".join(part for part in (shown, each.incident or "") if part)

    def _columns(self) -> tuple[Column[Gone], ...]:
        def title(name: str) -> str:
            return say(f"sharing.gone.column.{name}")

        def basis(each: Gone) -> str:
            if self._view is None:
                return ""
            return self._view.lists["share_basis"].label(each.basis)

        def who(each: Gone) -> str:
            words = self._who(each)
            return words[:1].upper() + words[1:]

        def state(each: Gone) -> str:
            return say(f"sharing.outcome.{each.outcome}")

        return (
            Column(title("day"), self._day, sort=lambda each: each.at),
            Column(title("what"), self._what, strong=True),
            Column(title("who"), who),
            Column(title("about"), self._about),
            Column(title("basis"), basis),
            Column(title("reference"), lambda each: each.reference or ""),
            Column(title("state"), state),
        )
