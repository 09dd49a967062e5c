"""Someone we know: found by typing, then shown as a chosen person until it is changed."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.casework.people import PersonHit
from outreach_app.words import say
from ui import saying, when
from ui.covering import cover
from ui.theme import put_icon, role
from ui.widgets.buttons import link
from ui.widgets.card import column, row
from ui.widgets.labels import icon_label, label
from ui.widgets.picker import PersonPicker, Search, Suggestion


class KnownPerson(QWidget):
    """The field for a known person. Its value is {} or {"id", "alias", "code", "seen"}.

    Signals: `changed` when somebody was chosen or let go by hand; `add_new` carries the name typed
    when there is nobody of that name.
    """

    changed = Signal()
    add_new = Signal(str)

    def __init__(self, name: str, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._person: dict[str, Any] = {}
        self.picker = PersonPicker(f"{name}.find", say("contact.page.find"), search)
        self.picker.setPlaceholderText(say("contact.page.find"))
        self.picker.setMinimumWidth(170)
        self.picker.picked.connect(self._picked)
        self.picker.looked.connect(self._looked)
        self.picker.textChanged.connect(self._emptied)
        self._nobody = label(say("contact.page.find_nobody"), "small", wrap=True)
        self._add = link(say("contact.page.add_them"), f"{name}.add", icon="person_new")
        self._add.clicked.connect(self._add_wanted)
        self._none = QWidget()
        self._none.setLayout(row(self._nobody, self._add))
        self._none.hide()
        self.well = QFrame()
        self.well.setObjectName(f"{name}.chosen")
        self.well.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        role(self.well, "well")
        self._build_well()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.picker)
        whole.addWidget(self._none)
        whole.addWidget(self.well)
        cover().changed.connect(self._show)
        self._show()

    def _build_well(self) -> None:
        self._alias = label("", "strong", elides=True)
        self._code = label("", "muted")
        self._seen = label("", "small")
        self._care = label("", "caution")
        self._care_icon = icon_label("no_voicemail", "caution", 16)
        self.change = link(say("contact.page.change"), f"{self.objectName()}.change")
        self.change.clicked.connect(self.let_go)
        line = QHBoxLayout(self.well)
        line.setContentsMargins(11, 3, 9, 3)
        line.setSpacing(10)
        line.addWidget(icon_label("person", "accent", 18))
        name = row(self._alias, self._code, 1)
        care = row(self._care_icon, self._care, self._seen, 1, gap=5)
        line.addLayout(column(name, care, gap=0), 1)
        line.addWidget(self.change)

    # the value

    def value(self) -> dict[str, Any]:
        """Return the person chosen, or {}."""
        return dict(self._person)

    def set_value(self, person: dict[str, Any]) -> None:
        """Choose a person, or nobody with {}, without telling anyone."""
        self._person = dict(person or {})
        self._show()

    def choose(self, person_id: str, alias: str, code: str = "", seen: str = "") -> None:
        """Choose a person as if by hand."""
        self.set_value({"id": person_id, "alias": alias, "code": code, "seen": seen})
        self.well.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def let_go(self) -> None:
        """Take the choice back and type again."""
        self.set_value({})
        self.picker.clear()
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def know(self, hit: PersonHit, care: str, today: date) -> None:
        """Show what has been read about the person chosen; `care` is what comes first."""
        if hit.id != self._person.get("id"):
            return
        self._person |= {"alias": hit.alias, "code": hit.code}
        day = say("contact.page.not_seen")
        if hit.seen_on:
            day = say("contact.page.last_seen", day=when.lately(hit.seen_on, today))
        self._person["seen"] = day
        self._care.setText(care)
        self._show()

    def take_focus(self) -> None:
        """Focus the line, or the person chosen."""
        target = self.well if self._person else self.picker
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def compact(self, width_class: str) -> None:
        """Show the first care flag here where the side panel is under a button."""
        self._narrow = width_class in {"narrow", "tiny"}
        self._show()

    _narrow = False

    def _show(self) -> None:
        chosen = bool(self._person)
        comes, goes = (self.well, self.picker) if chosen else (self.picker, self.well)
        comes.setVisible(True)
        focused = QApplication.focusWidget()
        if focused is not None and (focused is goes or goes.isAncestorOf(focused)):
            # Else the keyboard falls to something far below, and the form scrolls there.
            comes.setFocus(Qt.FocusReason.OtherFocusReason)
        goes.hide()
        if chosen:
            self._none.hide()
        alias, code = str(self._person.get("alias", "")), str(self._person.get("code", ""))
        seen, care = str(self._person.get("seen", "")), self._care.text()
        alias = saying.name(alias, code or None)
        code = "" if alias == code else code
        self._alias.setText(alias)
        self._code.setText(code)
        self._seen.setText(seen)
        with_care = chosen and self._narrow and bool(care)
        self._care.setVisible(with_care)
        self._care_icon.setVisible(with_care)
        self._seen.setVisible(bool(seen) and not with_care)
        put_icon(self._care_icon, "no_voicemail", "caution", 16)
        self.well.setAccessibleName(", ".join(part for part in (alias, code, seen) if part))
        self.well.setAccessibleDescription(care)
        self.change.setAccessibleName(f"{say('contact.page.change')} {alias}".strip())

    def forget_care(self) -> None:
        """Forget what was read about somebody else."""
        self._care.setText("")

    def _picked(self, one: Suggestion) -> None:
        self.forget_care()
        self.choose(one.id, one.title, one.code, "")

    def _looked(self, count: int) -> None:
        self._none.setVisible(not count and not self._person and bool(self.picker.text().strip()))

    def _emptied(self, text: str) -> None:
        # "Nobody of that name" is an answer to a name; without one it says nothing.
        if not text.strip():
            self._none.hide()

    def _add_wanted(self) -> None:
        self.add_new.emit(self.picker.text().strip())
