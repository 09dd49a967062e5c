"""The people responsible as they are described: any number, nothing needed."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.casework.incidents import SuspectDraft
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.pages.log_incident.marks import MarkWords, feature
from ui.widgets.buttons import link
from ui.widgets.card import row
from ui.widgets.clearing import drop
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label, rule
from ui.widgets.many import ManyChips
from ui.widgets.reading_order import in_reading_order
from ui.widgets.select import Select
from ui.widgets.sized import hold_width

_SELECTS: Final = ("sex", "age", "height", "build", "hair", "accent")
_CHIPS: Final = {"mo": "perp_mo", "features": "perp_feature"}
_LINES: Final = {"phone_said": 40, "account_platform": 60, "account_name": 120}
_WIDTHS: Final = {"sex": 112, "age": 112, "height": 150, "build": 104, "hair": 120, "accent": 130}


class _OnePerson(QWidget):
    """One description. Signals: `changed`; `unwanted` when it is to be taken out again."""

    changed = Signal()
    unwanted = Signal()

    def __init__(self, name: str, number: int, lists: Vocabulary | None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.selects: dict[str, Select] = {}
        self.chips: dict[str, ManyChips] = {}
        self.lines: dict[str, QLineEdit] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        if number:
            whole.addWidget(rule())
            out = link(say("incident.suspect.take_out"), f"{name}.out", icon="remove")
            out.clicked.connect(self.unwanted)
            title = label(say("incident.suspect.another_title", number=number + 1), "strong")
            whole.addLayout(row(title, 1, out))
        whole.addWidget(self._make_selects(name))
        for part in _CHIPS:
            words = say(f"incident.suspect.{part}")
            chips = self.chips[part] = ManyChips(f"{name}.{part}", words)
            chips.changed.connect(self.changed)
            whole.addWidget(Field(words, chips))
        self.marks = MarkWords(f"{name}.marks")
        self.marks.changed.connect(self.changed)
        self.chips["features"].changed.connect(self._show_marks)
        whole.addWidget(self.marks)
        whole.addWidget(self._make_lines(name))
        if lists is not None:
            self.set_lists(lists)

    def set_lists(self, lists: Vocabulary) -> None:
        for part, select in self.selects.items():
            entries = lists[f"perp_{part}"].choices()
            select.set_choices([(each.code, each.label) for each in entries])
        for part, name in _CHIPS.items():
            entries = lists[name].choices()
            self.chips[part].set_choices([(each.code, each.label) for each in entries])
        self._show_marks()

    def value(self) -> dict[str, Any]:
        return {
            **{part: select.value() for part, select in self.selects.items()},
            **{part: chips.value() for part, chips in self.chips.items()},
            **{part: line.text() for part, line in self.lines.items()},
            "marks": self.marks.value(),
        }

    def set_value(self, value: dict[str, Any]) -> None:
        for part, select in self.selects.items():
            select.set_value(value.get(part, ""))
        for part, chips in self.chips.items():
            chips.set_value(value.get(part, []))
        for part, line in self.lines.items():
            line.setText(value.get(part, ""))
        self.marks.set_value(value.get("marks", {}))
        self._show_marks()

    def _show_marks(self) -> None:
        chips = self.chips["features"]
        self.marks.show_for(list(zip(chips.value(), chips.words(), strict=True)))

    def _make_selects(self, name: str) -> QWidget:
        holder, flow = _flowing()
        for part in _SELECTS:
            words = say(f"incident.suspect.{part}")
            select = Select(
                f"{name}.{part}",
                words,
                empty=say("incident.dash"),
                unanswered=say("incident.not_told"),
            )
            hold_width(select, _WIDTHS[part])
            select.currentIndexChanged.connect(self.changed)
            self.selects[part] = select
            flow.addWidget(Field(words, select))
        return holder

    def _make_lines(self, name: str) -> QWidget:
        holder, flow = _flowing()
        for part, most in _LINES.items():
            line = self.lines[part] = QLineEdit()
            line.setObjectName(f"{name}.{part}")
            line.setMaxLength(most)
            hold_width(line, 220 if part == "account_name" else 160)
            line.textEdited.connect(self.changed)
            flow.addWidget(Field(say(f"incident.suspect.{part}"), line))
        return holder


class DescribedBox(QWidget):
    """One description, and more when there were several. `another` goes into the card's head.

    Signal: `changed`.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._lists: Vocabulary | None = None
        self._people: list[_OnePerson] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.another: QPushButton = link(say("incident.suspect.another"), f"{name}.add", icon="add")
        self.another.clicked.connect(self._add_by_hand)
        self._add()

    def set_lists(self, lists: Vocabulary) -> None:
        """Fill in what can be chosen."""
        self._lists = lists
        for one in self._people:
            one.set_lists(lists)

    def value(self) -> list[dict[str, Any]]:
        """Return every description as plain values."""
        return [one.value() for one in self._people]

    def set_value(self, value: Any) -> None:
        """Put back what `value` gave; "" leaves one that is empty."""
        kept = value if isinstance(value, list) and value else [{}]
        while len(self._people) > len(kept):
            self._drop(self._people[-1])
        while len(self._people) < len(kept):
            self._add()
        for one, said in zip(self._people, kept, strict=True):
            one.set_value(said)

    def _add(self) -> _OnePerson:
        number = len(self._people)
        one = _OnePerson(f"{self.objectName()}.{number}", number, self._lists)
        one.changed.connect(self.changed)
        one.unwanted.connect(self._take_out)
        self._people.append(one)
        self._column.addWidget(one)
        return one

    def _add_by_hand(self) -> None:
        one = self._add()
        in_reading_order(self)
        one.selects["sex"].setFocus()
        self.changed.emit()

    def _take_out(self) -> None:
        one = self.sender()
        said = [each.value() for each in self._people if each is not one]
        self.set_value(said)
        self.another.setFocus()
        self.changed.emit()

    def _drop(self, one: _OnePerson) -> None:
        self._people.remove(one)
        self._column.removeWidget(one)
        drop(one)


def read(value: list[dict[str, Any]]) -> tuple[SuspectDraft, ...]:
    """Return what was said of each; the empty ones are left out."""
    made = (_one(said) for said in value)
    return tuple(one for one in made if not one.is_empty())


def _one(said: dict[str, Any]) -> SuspectDraft:
    chosen = {part: said.get(part) or None for part in _SELECTS if part != "sex"}
    texts = {part: str(said.get(part, "")).strip() or None for part in _LINES}
    return SuspectDraft(
        sex=said.get("sex") or "unknown",
        features=tuple(
            feature(code, said.get("marks", {}).get(code, "")) for code in said.get("features", ())
        ),
        mo=tuple(said.get("mo", ())),
        **chosen,
        **texts,
    )


def _flowing() -> tuple[QWidget, FlowLayout]:
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder, FlowLayout(holder, gap=10, line_gap=6)
