"""One warning from several incidents: whose yes is there goes in, and who is left out is said."""

from typing import Any, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import CheckFailed, KnownError
from outreach_app.sharing import alert_combined
from outreach_app.sharing.alert_combined import Candidate, Combining
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.page import Context, Page
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order
from ui.widgets.savebar import SaveBar
from ui.widgets.scroll import scrolled

# Reasons of this page's own; the others are those of the gate.
_APART: Final = (alert_combined.APART, alert_combined.HELD_DIFFERENT, alert_combined.COLLEAGUES)


class CombineAlertPage(Page):
    """Arrives with `incident_id`: the one the warning begins from."""

    name = "combine_alert"
    nav = "alerts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id = ""
        self._found: Combining | None = None
        self._off: set[str] = set()
        self._boxes: dict[str, QCheckBox] = {}
        self.head = PageHead(self.name, say("alert.combine.title"), say("alert.combine.line"))
        self._notice = Notice("stop", " ", loud=True, name=f"{self.name}.notice")
        self._notice.hide()
        self._in = Card(say("alert.combine.in_title"), name=f"{self.name}.in")
        self._in_rows = self._rows_of(self._in)
        self._out = Card(say("alert.combine.out_title"), name=f"{self.name}.out")
        self._out.add(label(say("alert.combine.out_note"), "small", wrap=True))
        self._out_rows = self._rows_of(self._out)
        self._why_not = label("", "strong", wrap=True, name=f"{self.name}.why_not")
        self._reports = label("", "small", wrap=True, name=f"{self.name}.reports")
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for part in (
            self.head,
            self._notice,
            self._in,
            self._why_not,
            self._out,
            self._reports,
        ):
            column.addWidget(part)
        column.addStretch(1)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner, f"{self.name}.scroll"), 1)
        whole.addWidget(self._build_bar())
        self.gate = Gate(self, self.context, content)
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._refused)

    def _build_bar(self) -> SaveBar:
        self.savebar = SaveBar(f"{self.name}.savebar")
        back = link(say("alert.combine.back"), f"{self.name}.back", icon="previous")
        back.clicked.connect(self._turn_back)
        self._write = button(" ", f"{self.name}.write", kind="primary", icon="alerts")
        self._write.clicked.connect(self._begin)
        self.savebar.add(back)
        self.savebar.add(self._write)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._write.click)
        return self.savebar

    def _rows_of(self, card: Card) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(7)
        card.add(made)
        return made

    @override
    def open(self, **where: Any) -> None:
        wanted = str(where.get("incident_id") or self._id)
        if wanted != self._id:
            self._off = set()
        self._id = wanted
        self._notice.hide()
        if not self._id:
            self.gate.ask(self._turn_back)
            return
        self.gate.ask(self._ask, incident_id=self._id, given=bool(where.get(GIVEN)))

    @override
    def refresh(self, changes: Any) -> None:
        if self.gate.is_open and changes.concern("matches", "consents", "incidents", "people"):
            self._ask()

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
        self.savebar.compact(width_class)

    def _ask(self) -> None:
        self.context.ask(alert_combined.offered, self._id, then=self._show, failed=self._refused)

    def _show(self, found: Combining) -> None:
        if found.incident_id != self._id:
            return
        self._found = found
        self.head.set_title(
            say("alert.combine.title_for", reference=found.reference), say("alert.combine.line")
        )
        self.titled.emit(say("alert.combine.title_for", reference=found.reference))
        clear(self._in_rows)
        clear(self._out_rows)
        self._boxes = {}
        for each in found.may_go:
            self._in_rows.addWidget(self._may_go(each))
        out = [each for each in found.candidates if each.reasons]
        for each in out:
            self._out_rows.addWidget(self._left_out(each))
        if not found.may_go:
            self._in_rows.addWidget(label(say("alert.combine.none"), wrap=True))
        self._out.setVisible(bool(out))
        self._reports.setText(say("alert.combine.reports", count=found.reports))
        self._reports.setVisible(found.reports > 0)
        self._ticked()
        in_reading_order(self)
        self.gate.enter()

    def _may_go(self, each: Candidate) -> QWidget:
        words = self._words(each)
        box = QCheckBox(words.replace("&", "&&"))
        box.setObjectName(f"{self.name}.with.{each.reference}")
        box.setAccessibleName(words)
        box.setChecked(each.incident_id not in self._off)
        first = each.incident_id == self._id
        box.setEnabled(not first)
        box.toggled.connect(self._ticked)
        self._boxes[each.incident_id] = box
        key = "partners" if each.for_partners else "here_only"
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(box)
        more = say("alert.combine.first") if first else ""
        column.addWidget(label(f"{say(f'alert.combine.{key}')} {more}".strip(), "small", wrap=True))
        return made

    def _left_out(self, each: Candidate) -> QWidget:
        why = f"alert.combine.why.{each.reasons[0]}"
        apart = each.reasons[0] in _APART
        words = say(why if apart else f"sharing.denied.{each.reasons[0]}")
        title = self._words(each) if each.told_at is not None else each.reference
        title = title or say("matching.card.apart")
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(title, "strong", wrap=True))
        column.addWidget(label(words, wrap=True, name=f"{self.name}.why.{each.reference}"))
        if each.reasons[0] == "not_asked":
            ask = link(say("alert.combine.ask"), f"{self.name}.ask.{each.reference}")
            ask.setAccessibleName(f"{each.reference}: {say('alert.combine.ask')}")
            ask.clicked.connect(self._asking(each.incident_id))
            column.addLayout(row(ask, 1))
        made = QWidget()
        line = row(icon_label("cannot_share", "stop", 16), column, gap=8)
        line.setStretch(1, 1)
        made.setLayout(line)
        return made

    def _words(self, each: Candidate) -> str:
        day = ""
        if each.told_at is not None:
            day = when.full_day(when.local_day(each.told_at, self.context.desk.zone))
        parts = (each.reference, each.kind, each.plate, day and say("alert.combine.told", day=day))
        return ", ".join(part for part in parts if part)

    def _asking(self, incident_id: str) -> Any:
        def ask() -> None:
            where = self.gate.handed_on() if incident_id == self._id else {}
            self.go.emit("consent", {"incident_id": incident_id, **where})

        return ask

    def _chosen(self) -> tuple[str, ...]:
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def _ticked(self, *_: object) -> None:
        self._off = {key for key, box in self._boxes.items() if not box.isChecked()}
        chosen = self._chosen()
        may = self._id in chosen and len(chosen) > 1
        self._write.setEnabled(may)
        self._write.setText(say("alert.combine.write", count=len(chosen)))
        self._write.setAccessibleName(say("alert.combine.write", count=len(chosen)))
        key = "first_no" if self._id not in chosen else "one_only"
        self._why_not.setText("" if may else say(f"alert.combine.{key}"))
        self._why_not.setHidden(may)

    def _begin(self) -> None:
        chosen = sorted(self._chosen(), key=lambda key: key != self._id)
        self.context.do(alert_combined.begin, chosen, then=self._begun, failed=self._refused)

    def _begun(self, done: Any) -> None:
        self.go.emit("alert", {"draft_id": done.value, **self.gate.handed_on()})

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        gone_on = isinstance(error, CheckFailed)
        self._notice.say(say("alert.combine.gone_on") if gone_on else worded(error))
        self._notice.show()
        if gone_on:
            self._ask()
            return
        for part in (self._in, self._out, self._reports):
            part.hide()
        self._write.setEnabled(False)
        self.gate.enter()

    def _turn_back(self) -> None:
        if self._id:
            self.go.emit("incident", {"incident_id": self._id, **self.gate.handed_on()})
        else:
            self.go.emit("matches", {})
