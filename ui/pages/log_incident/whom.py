"""Whom it is about: somebody known, found while typing, or not named."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from outreach_app.casework import people
from outreach_app.casework.incident_card import ForWhom
from outreach_app.words import say
from ui import saying, when
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.field import Field
from ui.widgets.picker import PersonPicker, Suggestion
from ui.widgets.sized import hold_width


class _Beside(Field):
    """A label at the left, as high as the line beside it."""

    def __init__(self, title: str, widget: QWidget) -> None:
        super().__init__(title, widget, side=True, side_width=24)
        self._label.setMinimumHeight(current().size("field_height"))


class Whom(QWidget):
    """Holds the person chosen; `field` and `not_named` go into the head of the page.

    Signal: `changed`.
    """

    changed = Signal()

    def __init__(self, name: str, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._chosen: ForWhom | None = None
        self._none = False
        self.picker = PersonPicker(f"{name}.person_id", say("incident.whom.name"), self._search)
        self.picker.setPlaceholderText(say("incident.whom.hint"))
        hold_width(self.picker, 210)
        self.picker.picked.connect(self._picked)
        self.picker.textEdited.connect(self._typed)
        self.picker.looked.connect(self._looked)
        self.field = _Beside(say("incident.whom.label"), self.picker)
        self.picker.setAccessibleName(say("incident.whom.name"))
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.not_named: QPushButton = button(
            say("incident.not_named"), f"{name}.not_named", icon="person_not_named", small=True
        )
        self.not_named.setCheckable(True)
        self.not_named.clicked.connect(self._clear)
        self._show()

    @property
    def chosen(self) -> ForWhom | None:
        """Whom it is about, or None when nobody is named."""
        return self._chosen

    @property
    def half_typed(self) -> bool:
        """Whether something stands in the line that is nobody's name yet."""
        text = self.picker.text().strip()
        return bool(text) and (self._chosen is None or text != _suggested(self._chosen).shown)

    def words(self) -> str:
        """Say whom it is about; while names are covered the code stands for the name, once."""
        whom = self._chosen
        if whom is None and self.half_typed:
            return say("incident.whom.nobody_found" if self._none else "incident.whom.choose")
        if whom is None:
            return say("incident.for_nobody")
        name = saying.name(whom.alias, whom.code or None)
        if not whom.code or name == whom.code:
            return say("incident.for_alias", alias=name)
        return say("incident.for_whom", alias=name, code=whom.code)

    def choose(self, person: ForWhom | None) -> None:
        """Say whom it is about, without telling anyone."""
        self._chosen, self._none = person, False
        self.picker.stand_for(_suggested(person) if person else None)
        self._show()

    def state(self) -> dict[str, Any]:
        """Return the choice for a draft."""
        kept = self._chosen
        who = {"id": kept.id, "alias": kept.alias, "code": kept.code} if kept else None
        return {"who": who, "typed": self.picker.text() if self.half_typed else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        who = state.get("who")
        self.choose(ForWhom(**who) if who else None)
        typed = state.get("typed", "")
        # Drafts of before hold the name of whoever was chosen here too.
        if typed and (who is None or typed != who["alias"]):
            self.picker.setText(typed)
        self._show()

    def _search(self, text: str, found: Callable[[Sequence[Suggestion]], None]) -> None:
        desk = self._context.desk
        self._context.background.run(
            lambda: desk.ask(people.find, text), partial(self._found, found), owner=self
        )

    def _found(
        self, found: Callable[[Sequence[Suggestion]], None], hits: Sequence[people.PersonHit]
    ) -> None:
        today = when.local_day(self._context.desk.clock.now(), self._context.desk.zone)
        found([Suggestion(hit.id, hit.alias, self._note(hit, today), hit.code) for hit in hits])

    def _note(self, hit: people.PersonHit, today: Any) -> str:
        seen = f", {when.near_day(hit.seen_on, today)}" if hit.seen_on else ""
        return f"{hit.code}{seen}"

    def _picked(self, one: Suggestion) -> None:
        self._chosen = ForWhom(one.id, one.title, one.code)
        self._show()
        self.changed.emit()

    def _typed(self, text: str) -> None:
        if self._chosen is not None and text.strip() != _suggested(self._chosen).shown:
            self._chosen = None
        self._show()
        self.changed.emit()

    def _looked(self, count: int) -> None:
        if self._none != (count == 0):
            self._none = count == 0
            self.changed.emit()

    def _clear(self) -> None:
        self.choose(None)
        self.changed.emit()

    def _show(self) -> None:
        self.not_named.setChecked(self._chosen is None and not self.half_typed)


def _suggested(person: ForWhom) -> Suggestion:
    return Suggestion(person.id, person.alias, code=person.code)
