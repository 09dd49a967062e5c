"""Words and places of the project: an area, a place, a word of a list, and joining two."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import areas, list_editing, stock
from outreach_app.casework.areas import AreaRow
from outreach_app.casework.list_editing import CodeDraft, CodeRow
from outreach_app.casework.stock import PlaceRow
from outreach_app.errors import Problem
from outreach_app.words import say
from ui.dialogs.combos import Combo
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.field import Field

Command = Callable[[Any], Any]


def line(name: str, text: str | None = None) -> QLineEdit:
    """Make a line with what stands there already."""
    made = QLineEdit(text or "")
    made.setObjectName(name)
    return made


class AreaForm(SmallForm):
    """A new area, or another name and police area for one."""

    def __init__(self, parent: QWidget, context: Context, row: AreaRow | None) -> None:
        title = say("lists.area.change", label=row.label) if row else say("lists.area.add")
        super().__init__(
            parent, context, "area", title, say("lists.area.text"), save=say("lists.form.save")
        )
        self._row = row
        self._label = line("area.label", row.label if row else "")
        self._police = line("area.police_area", row.police_area if row else "")
        self.add("label", Field(say("lists.form.name"), self._label))
        hint = say("lists.area.police_area_hint")
        self.add("police_area", Field(say("lists.area.police_area"), self._police, hint=hint))
        self.command = self._command

    def _command(self) -> Command:
        row, label, police = self._row, self._label.text(), self._police.text()
        if row is None:
            return lambda work: areas.add(work, label, police)
        return lambda work: areas.rename(work, row.code, label, police)


class PlaceForm(SmallForm):
    """A new shelf or van, or another name for one."""

    def __init__(self, parent: QWidget, context: Context, row: PlaceRow | None) -> None:
        title = say("lists.place.change", label=row.label) if row else say("lists.place.add")
        super().__init__(parent, context, "place", title, save=say("lists.form.save"))
        self._row = row
        self._label = line("place.label", row.label if row else "")
        self.add("label", Field(say("lists.form.name"), self._label))
        self.command = self._command

    def _command(self) -> Command:
        code, label = self._row.code if self._row else None, self._label.text()
        return lambda work: stock.keep_place(work, label, code)


class WordForm(SmallForm):
    """A new word of a list that a project may add to, or another wording for a code."""

    def __init__(
        self, parent: QWidget, context: Context, list_name: str, title: str, row: CodeRow | None
    ) -> None:
        text = say("lists.word.text", code=row.code) if row else ""
        super().__init__(parent, context, "word", title, text, save=say("lists.form.save"))
        self._list, self._row = list_name, row
        self._label = line("word.label", row.label if row else "")
        self._meaning = line("word.definition", row.definition if row else "")
        self.add("label", Field(say("lists.form.name"), self._label))
        optional = say("lists.form.optional")
        self.add("definition", Field(say("lists.word.definition"), self._meaning, hint=optional))
        self.command = self._command

    def _command(self) -> Command:
        name, row = self._list, self._row
        label, meaning = self._label.text(), self._meaning.text()
        if row is None:
            return lambda work: list_editing.add(work, CodeDraft(name, label, meaning))
        return lambda work: list_editing.rename(work, name, row.code, label, meaning)


class JoinForm(SmallForm):
    """Another word stands for this one from now on; `command_of` gets the code chosen."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        label: str,
        others: Sequence[tuple[str, str]],
        command_of: Callable[[str], Command],
    ) -> None:
        super().__init__(
            parent,
            context,
            "join",
            say("lists.join.title", label=label),
            say("lists.join.text"),
            save=say("lists.join.save"),
        )
        words = say("lists.join.into")
        self._into = Combo("join.into", words, others)
        self._command_of = command_of
        self.add("into", Field(words, self._into))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._into.value() else (Problem("into", "required"),)

    def _command(self) -> Command:
        return self._command_of(self._into.value())
