"""Care flags, and ways to reach somebody: what is looked at before any contact."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework import care
from outreach_app.casework.care import Route
from outreach_app.casework.people import PersonCard, RouteRow
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field


class CareFlags(SmallForm):
    """All care flags, those that hold ticked."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, card: PersonCard
    ) -> None:
        super().__init__(
            parent,
            context,
            "care",
            say("person.care.flags_title", alias=saying.name(card.alias, card.code)),
            say("person.care.flags_text"),
            save=say("person.care.flags_save"),
        )
        self._person_id = card.id
        self._boxes: dict[str, QCheckBox] = {}
        holder = QWidget()
        holder.setObjectName("care.flags")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for entry in lists["risk_flag"].choices():
            box = QCheckBox(entry.label.replace("&", "&&"))
            box.setObjectName(f"care.flags.{entry.code}")
            box.setAccessibleName(entry.label)
            box.setChecked(entry.code in card.flags)
            self._boxes[entry.code] = box
            column.addWidget(box)
        self.add("flags", Field(say("person.care.flags"), holder))
        self.command = self._command

    def _command(self) -> Callable[[Any], Any]:
        flags = tuple(code for code, box in self._boxes.items() if box.isChecked())
        key = self._person_id
        return lambda work: care.set_flags(work, key, flags)


class AddRoute(SmallForm):
    """One way to reach a person, and whether it is safe; `instead` is the one it replaces."""

    def __init__(
        self, parent: QWidget, context: Context, card: PersonCard, instead: Route | None = None
    ) -> None:
        super().__init__(
            parent,
            context,
            "care",
            say("person.care.route_title", alias=saying.name(card.alias, card.code)),
            say("person.care.route_text"),
            save=say("person.care.route_save"),
        )
        self._person_id = card.id
        self._instead = instead
        ways = [(code, say(f"person.route.{code}")) for code in care.ROUTES]
        self._route = ChipGroup("care.route", say("person.care.route"), ways)
        self.add("route", Field(say("person.care.route"), self._route))
        safe = [(code, say(f"person.care.safety.{code}")) for code in care.SAFE]
        self._safe = ChipGroup("care.safe", say("person.care.safe"), safe)
        self.add("safe", Field(say("person.care.safe"), self._safe))
        self._value = QLineEdit()
        self._value.setObjectName("care.value")
        self.add("value", Field(say("person.care.value"), self._value))
        self._rule = QLineEdit()
        self._rule.setObjectName("care.rule")
        hint = say("person.care.rule_hint")
        self.add("rule", Field(say("person.care.rule"), self._rule, hint=hint))
        if instead is not None:
            self._route.set_value(instead.row.route)
            self._safe.set_value(instead.row.safe)
            self._value.setText(instead.row.value or "")
            self._rule.setText(instead.row.rule or "")
        self.check = self._check
        self.command = self._command

    def _row(self) -> RouteRow:
        return RouteRow(
            self._route.value(), self._value.text(), self._safe.value(), self._rule.text()
        )

    def _check(self) -> tuple[Problem, ...]:
        return care.check_route(self._row())

    def _command(self) -> Callable[[Any], Any]:
        key, row, old = self._person_id, self._row(), self._instead
        if old is not None:
            return lambda work: care.change_route(work, old.id, row)
        return lambda work: care.add_route(work, key, row)
