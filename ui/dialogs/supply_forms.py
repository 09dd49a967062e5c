"""A supply with its letter, a pack of several, and the letters that stand for no supply."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import bundles, letters, supply_list
from outreach_app.casework.bundles import BundleDraft, BundleRow
from outreach_app.casework.letters import LettersDraft
from outreach_app.casework.supply_list import FAMILIES, SupplyDraft, SupplyRow
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.dialogs.item_numbers import ItemNumbers
from ui.dialogs.list_forms import Command, line
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.sized import hold_width


def _letter(name: str, sign: str | None) -> QLineEdit:
    made = line(name, sign)
    made.setMaxLength(1)
    hold_width(made, 60)
    return made


class SupplyForm(SmallForm):
    """A supply: what it is called, and its letter. What one of it is, is said once, when new."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, row: SupplyRow | None
    ) -> None:
        title = say("lists.supply.change", label=row.label) if row else say("lists.supply.add")
        super().__init__(parent, context, "supply", title, save=say("lists.form.save"))
        self._lists, self._row = lists, row
        self._label = line("supply.label", row.label if row else "")
        self.add("label", Field(say("lists.form.name"), self._label))
        self._letter = _letter("supply.letter", row.letter if row else "")
        hint = say("lists.supply.letter_hint")
        self.add("letter", Field(say("lists.supply.letter"), self._letter, hint=hint))
        self._unit = line("supply.unit", "item")
        words = say("lists.supply.family")
        kinds = [(code, say(f"lists.family.{code}")) for code in FAMILIES]
        self._family = ChipGroup("supply.family", words, kinds)
        self._family.set_value("other")
        if row is None:
            hint = say("lists.supply.unit_hint")
            self.add("unit", Field(say("lists.supply.unit"), self._unit, hint=hint))
            self.add("family", Field(words, self._family))
        self.check = self._check
        self.command = self._command

    def _draft(self) -> SupplyDraft:
        return SupplyDraft(
            self._label.text(),
            self._letter.text().strip() or None,
            self._unit.text(),
            self._family.value(),
        )

    def _check(self) -> tuple[Problem, ...]:
        if self._row is None:
            return supply_list.check(self._draft(), self._lists)
        return supply_list.check_letter(self._draft().letter)

    def _command(self) -> Command:
        draft, row = self._draft(), self._row
        if row is None:
            return lambda work: supply_list.add(work, draft)
        return lambda work: supply_list.change(work, row.code, draft)


class PackForm(SmallForm):
    """A pack: its name, its letter, and what is in it."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, row: BundleRow | None
    ) -> None:
        title = say("lists.pack.change", label=row.label) if row else say("lists.pack.add")
        text = say("lists.pack.text")
        super().__init__(parent, context, "pack", title, text, save=say("lists.form.save"))
        self._lists, self._row = lists, row
        self._label = line("pack.label", row.label if row else "")
        self.add("label", Field(say("lists.form.name"), self._label))
        self._letter = _letter("pack.letter", row.letter if row else "")
        hint = say("lists.supply.letter_hint")
        self.add("letter", Field(say("lists.pack.letter"), self._letter, hint=hint))
        self._items = ItemNumbers("pack.items", lists, row.items if row else {})
        self.add("items", Field(say("lists.pack.items"), self._items))
        self.check = self._check
        self.command = self._command

    def _draft(self) -> BundleDraft:
        return BundleDraft(
            self._label.text(),
            self._items.value(),
            self._letter.text().strip() or None,
            self._row.code if self._row else None,
        )

    def _check(self) -> tuple[Problem, ...]:
        return bundles.check(self._draft(), self._lists)

    def _command(self) -> Command:
        draft = self._draft()
        return lambda work: bundles.keep(work, draft)


class OtherLetters(SmallForm):
    """The letters for what was brought back, and for a brief hello."""

    def __init__(self, parent: QWidget, context: Context, now: LettersDraft) -> None:
        title, text = say("lists.letters.title"), say("lists.letters.text")
        super().__init__(parent, context, "letters", title, text, save=say("lists.form.save"))
        self._now = now
        self._returned = _letter("letters.returned", now.returned)
        self._brief = _letter("letters.brief", now.brief)
        self.add("returned", Field(say("lists.letters.returned"), self._returned))
        self.add("brief", Field(say("lists.letters.brief"), self._brief))
        self.check = self._check
        self.command = self._command

    def _draft(self) -> LettersDraft:
        return replace(
            self._now, returned=self._returned.text().strip(), brief=self._brief.text().strip()
        )

    def _check(self) -> tuple[Problem, ...]:
        lines = {"returned": self._returned, "brief": self._brief}
        return tuple(
            Problem(name, "one_letter")
            for name, widget in lines.items()
            if not letters.is_letter(widget.text().strip())
        )

    def _command(self) -> Command:
        draft = self._draft()
        return lambda work: letters.keep(work, draft)
