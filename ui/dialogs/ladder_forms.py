"""What happened with police and in court, each with its day; nothing is overwritten."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import incident_police, ladder_entries, police_warnings
from outreach_app.casework.incident_police import PoliceDraft
from outreach_app.casework.ladder import Ladder
from outreach_app.casework.ladder_entries import EntryDraft
from outreach_app.casework.police_warnings import WarningDraft, WarningRow
from outreach_app.errors import Problem
from outreach_app.words import say
from outreach_app.work import Changes, Done
from ui import ladder_words
from ui.dialogs.combos import Combo
from ui.dialogs.days import DayField
from ui.dialogs.kept_form import KeptForm
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.day_known import DayChosen
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText
from ui.widgets.many import ManyChips

# What is half typed belongs to the incident before the point in `about`.
DRAFT: Final = "ladder"
_FORM: Final = "ladder.form."
# Lists that are chosen from a list that opens; the others fit as chips.
_LONG: Final = {"path": "police_path", "court": "court_event"}
_SHORT: Final = {"charge": "cps_stage", "measure": "special_measure"}
_NOTED: Final = ("response", "charge", "release")
_ANSWER_DAYS: Final = 3


class LadderEntry(KeptForm):
    """One entry of a kind (`ladder_entries.KINDS`) about one incident."""

    def __init__(
        self, parent: QWidget, context: Context, kind: str, incident_id: str, ladder: Ladder
    ) -> None:
        title, text = say(f"{_FORM}{kind}"), say(f"{_FORM}{kind}_text")
        super().__init__(parent, context, "entry", title, text, save=say(f"{_FORM}save"))
        self._sort, self._incident_id, self._ladder = kind, incident_id, ladder
        # The title asks already: the field only names what it holds.
        named = say(f"ladder.kind.{kind}")
        self._code: Combo | ChipGroup | None = self._make_code(named)
        if self._code is not None:
            self.add("code", Field(named, self._code))
        self._more: ManyChips | ChipGroup | None = self._make_more(named)
        self._day = DayField("entry.on_day", say(f"{_FORM}day"), ladder.today)
        self.add("on_day", Field(say(f"{_FORM}day"), self._day))
        self._note: GrowingText | None = None
        if kind in _NOTED:
            words = say(f"{_FORM}note")
            self._note = GrowingText("entry.note", words)
            self.add("note", Field(words, self._note, hint=say(f"{_FORM}note_hint")))
        self.check = self._check
        self.command = self._command
        self.keep_typing(DRAFT, f"{incident_id}.{kind}")

    def _make_code(self, title: str) -> Combo | ChipGroup | None:
        kind, lists = self._sort, self._ladder.lists
        if kind == "outcome":
            here = ladder_entries.outcomes(lists, self._ladder.police.jurisdiction)
            words = [(e.code, ladder_words.code(lists, "police_outcome", e.code)) for e in here]
            return Combo("entry.code", title, words)
        if kind in _LONG:
            made = Combo("entry.code", title, ladder_words.choices(lists, _LONG[kind]))
            made.currentIndexChanged.connect(self._chosen)
            return made
        if kind == "release":
            news = [(code, say(f"ladder.news.{code}")) for code in ladder_entries.NEWS]
            return ChipGroup("entry.code", title, news)
        if kind in _SHORT:
            return ChipGroup("entry.code", title, ladder_words.choices(lists, _SHORT[kind]))
        return None

    def _make_more(self, title: str) -> ManyChips | ChipGroup | None:
        lists = self._ladder.lists
        if self._sort == "response":
            made = ManyChips("entry.more", title, ladder_words.choices(lists, "police_response"))
            self.add("more", Field(title, made))
            return made
        if self._sort == "measure":
            words = say(f"{_FORM}measure_state")
            states = [(code, say(f"ladder.state.{code}")) for code in ladder_entries.STATES]
            one = ChipGroup("entry.more", words, states)
            self.add("more", Field(words, one))
            return one
        if self._sort == "court":
            words = say(f"{_FORM}sentence")
            made = ManyChips("entry.more", words, ladder_words.choices(lists, "sentence"))
            self.add("more", Field(words, made)).hide()
            return made
        return None

    def _chosen(self, *_: object) -> None:
        if self._sort == "court" and self._code is not None:
            self._fields["more"].setVisible(self._code.value() == ladder_entries.SENTENCED)
            self.fit()

    def _draft(self) -> EntryDraft:
        code = (self._code.value() or None) if self._code is not None else None
        more: Sequence[str] = ()
        if isinstance(self._more, ManyChips):
            more = self._more.value()
        elif self._more is not None and self._more.value():
            more = (self._more.value(),)
        if self._sort == "court" and code != ladder_entries.SENTENCED:
            more = ()
        note = self._note.toPlainText() if self._note is not None else None
        return EntryDraft(self._incident_id, self._sort, self._day.day(), code, tuple(more), note)

    def _check(self) -> Sequence[Problem]:
        law = self._ladder.police.jurisdiction
        return ladder_entries.check(self._draft(), self._ladder.lists, self._ladder.today, law)

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: ladder_entries.write(work, draft)


class WarnPolice(KeptForm):
    """That police were warned: when, whom, about what; reminds until they answer."""

    def __init__(self, parent: QWidget, context: Context, incident_id: str, today: date) -> None:
        title, text = say(f"{_FORM}warning"), say(f"{_FORM}warning_text")
        super().__init__(parent, context, "warning", title, text, save=say(f"{_FORM}save"))
        self._incident_id, self._today = incident_id, today
        words = say("ladder.kind.warning")
        self._what = GrowingText("warning.what", words)
        self.add("what", Field(words, self._what))
        self._to = _line("warning.given_to")
        self.add("given_to", Field(say(f"{_FORM}warning_to"), self._to))
        self._reference = _line("warning.reference")
        self.add("reference", Field(say(f"{_FORM}warning_reference"), self._reference))
        words = say(f"{_FORM}warning_day")
        self._day = DayField("warning.given_on", words, today)
        self.add("given_on", Field(words, self._day))
        words = say(f"{_FORM}warning_by")
        self._by = DayChosen("warning.answer_by", words, today + timedelta(days=_ANSWER_DAYS))
        self.add("answer_by", Field(words, self._by))
        self.check = self._check
        self.command = self._command
        self.keep_typing(DRAFT, f"{incident_id}.warning")

    def _draft(self) -> WarningDraft:
        return WarningDraft(
            self._incident_id,
            self._day.day(),
            self._what.toPlainText(),
            self._to.text(),
            self._reference.text(),
            self._by.day(),
        )

    def _check(self) -> Sequence[Problem]:
        return police_warnings.check(self._draft(), self._today)

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: police_warnings.give(work, draft)


class WarningAnswer(KeptForm):
    """What police answered to a warning."""

    def __init__(
        self, parent: QWidget, context: Context, incident_id: str, row: WarningRow, today: date
    ) -> None:
        title, text = say(f"{_FORM}answer"), say(f"{_FORM}answer_text")
        super().__init__(parent, context, "answered", title, text, save=say(f"{_FORM}answer_save"))
        self._row = row
        codes = [(code, say(f"ladder.answer.{code}")) for code in police_warnings.ANSWERS]
        words = say("ladder.kind.answer")
        self._answer = ChipGroup("answered.answer", words, codes)
        self.add("answer", Field(words, self._answer))
        words = say(f"{_FORM}day")
        self._day = DayField("answered.on_day", words, today, row.given_on)
        self.add("on_day", Field(words, self._day))
        words = say(f"{_FORM}note")
        self._note = GrowingText("answered.note", words)
        self.add("note", Field(words, self._note))
        self.check = self._check
        self.command = self._command
        self.keep_typing(DRAFT, f"{incident_id}.{row.id}")

    def _check(self) -> Sequence[Problem]:
        return () if self._answer.value() else (Problem("answer", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        key, answer, day = self._row.id, self._answer.value(), self._day.day()
        note = self._note.toPlainText()
        return lambda work: police_warnings.answered(work, key, answer, day, note)


class PoliceFacts(SmallForm):
    """Whose law, which force, the crime reference, the flag, and their reasons not to report."""

    def __init__(self, parent: QWidget, context: Context, incident_id: str, ladder: Ladder) -> None:
        title, text = say(f"{_FORM}facts"), say(f"{_FORM}facts_text")
        super().__init__(parent, context, "facts", title, text, save=say(f"{_FORM}save"))
        self._incident_id, self._ladder = incident_id, ladder
        held, lists = ladder.police, ladder.lists
        self._reference = _line("facts.crime_reference", held.crime_reference)
        self.add("crime_reference", Field(say("ladder.reference"), self._reference))
        self._officer = _line("facts.officer", held.officer)
        self.add("officer", Field(say("ladder.officer"), self._officer))
        words = say("ladder.force")
        forces = [(each.id, each.name) for each in ladder.forces]
        self._force = Combo("facts.force_id", words, forces, chosen=held.force_id or "")
        self.add("force_id", Field(words, self._force))
        words = say("ladder.law_of")
        laws = [(code, say(f"ladder.law.{code}")) for code in incident_police.JURISDICTIONS]
        self._law = ChipGroup("facts.jurisdiction", words, laws)
        self._law.set_value(held.jurisdiction)
        self.add("jurisdiction", Field(words, self._law))
        self._force.currentIndexChanged.connect(self._law_of_force)
        words = say("ladder.hate_flag")
        flags = ladder_words.choices(lists, "hate_flag_status")
        self._flag = Combo("facts.hate_flag", words, flags, empty=False, chosen=ladder.hate_flag)
        self.add("hate_flag", Field(words, self._flag))
        words = say("ladder.not_reported")
        reasons = ladder_words.choices(lists, "not_reported_reason")
        self._reasons = ManyChips("facts.not_reported", words, reasons)
        self._reasons.set_value(held.not_reported)
        self.add("not_reported", Field(words, self._reasons))
        self.check = self._check
        self.command = self._command

    def _law_of_force(self, *_: object) -> None:
        chosen = self._force.value()
        law = next((f.jurisdiction for f in self._ladder.forces if f.id == chosen), None)
        if law is not None:
            self._law.set_value(law)

    def _draft(self) -> PoliceDraft:
        return PoliceDraft(
            self._law.value() or self._ladder.police.jurisdiction,
            self._force.value() or None,
            self._reference.text(),
            self._officer.text(),
            tuple(self._reasons.value()),
        )

    def _check(self) -> Sequence[Problem]:
        return incident_police.check(self._draft(), self._ladder.lists)

    def _command(self) -> Callable[[Any], Any]:
        key, draft, flag = self._incident_id, self._draft(), self._flag.value()
        flagged = flag != self._ladder.hate_flag

        def keep(work: Any) -> Done[str]:
            done = incident_police.keep(work, key, draft)
            if not flagged:
                return done
            both = ladder_entries.flag(work, key, flag).changes.subjects | done.changes.subjects
            return Done(key, Changes(both, done.changes.person_id))

        return keep


def _line(name: str, text: str | None = None) -> QLineEdit:
    made = QLineEdit(text or "")
    made.setObjectName(name)
    made.setMaxLength(120)
    return made
