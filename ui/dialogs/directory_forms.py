"""A service of the directory, a police force, and a local policy of one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from outreach_app.casework import agencies, forces
from outreach_app.casework.agencies import AgencyDraft, AgencyRow
from outreach_app.casework.forces import ForceDraft, ForceRow, PolicyDraft, PolicyRow
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.dialogs.combos import Combo
from ui.dialogs.list_forms import Command, line
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.any_day import AnyDay
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field

_PARTS = ("phone", "email", "address", "hours")


def _box(name: str, text: str | None, lines: int) -> QPlainTextEdit:
    made = QPlainTextEdit(text or "")
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(made.fontMetrics().lineSpacing() * lines + 14)
    return made


def _tick(name: str, words: str, *, on: bool) -> QCheckBox:
    made = QCheckBox(words)
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setChecked(on)
    return made


class ServiceForm(SmallForm):
    """A service as it stands in the directory; only its kind and name are needed."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, row: AgencyRow | None
    ) -> None:
        title = say("lists.service.change", label=row.name) if row else say("lists.service.add")
        super().__init__(parent, context, "service", title, save=say("lists.form.save"))
        self._lists, self._row = lists, row
        words = say("lists.service.type")
        kinds = [(entry.code, entry.label) for entry in lists["agency_type"].choices()]
        self._type = Combo("service.type", words, kinds, chosen=row.type if row else "")
        self.add("type", Field(words, self._type))
        self._name = line("service.name", row.name if row else "")
        self.add("name", Field(say("lists.form.name"), self._name))
        optional = say("lists.form.optional")
        self._lines = {part: line(f"service.{part}", getattr(row, part, None)) for part in _PARTS}
        for part, widget in self._lines.items():
            self.add(part, Field(say(f"lists.service.{part}"), widget, hint=optional))
        self._note = _box("service.note", row.note if row else "", 3)
        hint = say("lists.service.note_hint")
        self.add("note", Field(say("lists.service.note"), self._note, hint=hint))
        self.check = self._check
        self.command = self._command

    def _draft(self) -> AgencyDraft:
        parts = {part: widget.text() for part, widget in self._lines.items()}
        note = self._note.toPlainText()
        return AgencyDraft(self._type.value(), self._name.text(), note=note, **parts)

    def _check(self) -> tuple[Problem, ...]:
        missing = () if self._type.value() else (Problem("type", "required"),)
        found = agencies.check(self._draft(), self._lists)
        return (*missing, *(each for each in found if each.field != "type"))

    def _command(self) -> Command:
        draft, key = self._draft(), self._row.id if self._row else None
        return lambda work: agencies.keep(work, draft, key)


class ForceForm(SmallForm):
    """A police force, and whether it treats harm to sex workers as hate crime."""

    def __init__(
        self, parent: QWidget, context: Context, today: date, row: ForceRow | None
    ) -> None:
        title = say("lists.force.change", label=row.name) if row else say("lists.force.add")
        super().__init__(parent, context, "force", title, save=say("lists.form.save"))
        self._row = row
        self._name = line("force.name", row.name if row else "")
        self.add("name", Field(say("lists.form.name"), self._name))
        words = say("lists.force.jurisdiction")
        laws = [(code, say(f"lists.jurisdiction.{code}")) for code in forces.JURISDICTIONS]
        self._law = ChipGroup("force.jurisdiction", words, laws)
        self._law.set_value(row.jurisdiction if row else forces.JURISDICTIONS[0])
        self.add("jurisdiction", Field(words, self._law))
        words = say("lists.force.hate_strand")
        answers = [(code, say(f"lists.strand.{code}")) for code in forces.STRAND]
        self._strand = ChipGroup("force.hate_strand", words, answers)
        self._strand.set_value(row.hate_strand if row else "not_known")
        self._strand.chosen.connect(self._asked)
        self.add("hate_strand", Field(words, self._strand))
        since = row.hate_strand_since if row else None
        self._known = _tick("force.since_known", say("lists.force.since_known"), on=bool(since))
        self._known.toggled.connect(self._asked)
        self.add_widget(self._known)
        self._since = AnyDay("force.since", say("lists.force.since"), since or today)
        self._field = self.add("hate_strand_since", Field(say("lists.force.since"), self._since))
        self._note = _box("force.note", row.note if row else "", 3)
        hint = say("lists.form.optional")
        self.add("note", Field(say("lists.force.note"), self._note, hint=hint))
        self._asked()
        self.check = self._check
        self.command = self._command

    def _asked(self, *_: object) -> None:
        self._known.setEnabled(self._strand.value() == "yes")
        self._field.setVisible(self._known.isEnabled() and self._known.isChecked())

    def _draft(self) -> ForceDraft:
        known = self._known.isEnabled() and self._known.isChecked()
        return ForceDraft(
            self._name.text(),
            self._law.value(),
            self._strand.value(),
            self._since.day() if known else None,
            self._note.toPlainText(),
        )

    def _check(self) -> tuple[Problem, ...]:
        return forces.check(self._draft())

    def _command(self) -> Command:
        draft, key = self._draft(), self._row.id if self._row else None
        return lambda work: forces.keep(work, draft, key)


class PolicyForm(SmallForm):
    """A local policy word for word; with `before` a new version of that one."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        every: Sequence[ForceRow],
        today: date,
        before: PolicyRow | None,
    ) -> None:
        title = say("lists.policy.add")
        if before is not None:
            title = say("lists.policy.version", label=before.title)
        text = say("lists.policy.text")
        super().__init__(parent, context, "policy", title, text, save=say("lists.form.save"))
        words = say("lists.policy.force")
        names = [(row.id, row.name) for row in every if row.active]
        self._force = Combo(
            "policy.force_id", words, names, chosen=before.force_id if before else ""
        )
        self.add("force_id", Field(words, self._force))
        self._title = line("policy.title", before.title if before else "")
        self.add("title", Field(say("lists.policy.title"), self._title))
        self._version = line("policy.version")
        self.add("version", Field(say("lists.policy.number"), self._version))
        self._words = _box("policy.text", before.text if before else "", 6)
        self.add("text", Field(say("lists.policy.body"), self._words))
        self._known = _tick("policy.from_known", say("lists.policy.from_known"), on=True)
        self.add_widget(self._known)
        self._from = AnyDay("policy.from_on", say("lists.policy.from"), today)
        begins = self.add("from_on", Field(say("lists.policy.from"), self._from))
        self._known.toggled.connect(begins.setVisible)
        words = say("lists.policy.covers")
        answers = [(code, say(f"lists.covers.{code}")) for code in ("yes", "no", "unknown")]
        self._covers = ChipGroup("policy.covers", words, answers)
        self.add("covers_witnesses", Field(words, self._covers))
        self._made = line("policy.made_with", before.made_with if before else "")
        hint = say("lists.policy.made_with_hint")
        self.add("made_with", Field(say("lists.policy.made_with"), self._made, hint=hint))
        self.check = self._check
        self.command = self._command

    def _draft(self) -> PolicyDraft:
        covers = {"yes": True, "no": False}.get(self._covers.value())
        return PolicyDraft(
            self._force.value(),
            self._title.text(),
            self._version.text(),
            self._words.toPlainText(),
            self._from.day() if self._known.isChecked() else None,
            covers_witnesses=covers,
            made_with=self._made.text(),
        )

    def _check(self) -> tuple[Problem, ...]:
        missing = () if self._force.value() else (Problem("force_id", "required"),)
        return (*missing, *forces.check_policy(self._draft()))

    def _command(self) -> Command:
        draft = self._draft()
        return lambda work: forces.add_policy(work, draft)


class EndPolicy(SmallForm):
    """The last day on which a policy holds."""

    def __init__(self, parent: QWidget, context: Context, today: date, row: PolicyRow) -> None:
        super().__init__(
            parent,
            context,
            "policy_end",
            say("lists.policy.end", label=row.title),
            say("lists.policy.end_text"),
            save=say("lists.policy.end_save"),
        )
        self._row = row
        words = say("lists.policy.end_day")
        self._day = AnyDay("policy_end.to_on", words, row.to_on or today)
        self.add("to_on", Field(words, self._day))
        self.command = self._command

    def _command(self) -> Command:
        key, day = self._row.id, self._day.day()
        return lambda work: forces.end_policy(work, key, day)
