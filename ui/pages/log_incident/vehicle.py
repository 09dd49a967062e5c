"""The vehicle as they remember it: taken as said, doubted softly."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.casework import plates
from outreach_app.casework.incidents import VehicleDraft
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.theme import role
from ui.widgets.buttons import link
from ui.widgets.card import row
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label, show_if
from ui.widgets.select import Select
from ui.widgets.sized import hold_width

_LISTS: Final = {"make": "vehicle_make", "colour": "vehicle_colour", "type": "vehicle_type"}
_NONE: Final = "none"
_UNKNOWN: Final = "unknown"


class VehicleBox(QWidget):
    """Registration, make, model, colour, type; or that there was none; or that it is not known.

    `links` go into the head of the card. Signal: `changed`.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._lists: Vocabulary | None = None
        self._answer = ""
        self.plate = _line(f"{name}.plate_said", 20)
        role(self.plate, "mono")
        self.model = _line(f"{name}.model", 60)
        self.features = _line(f"{name}.features", 200)
        self.features.setPlaceholderText(say("incident.vehicle.features_hint"))
        self.selects = {
            part: Select(
                f"{name}.{part}",
                say(f"incident.vehicle.{part}"),
                empty=say("incident.dash"),
                unanswered=say("incident.not_told"),
            )
            for part in _LISTS
        }
        self.fields = QWidget()
        flow = FlowLayout(self.fields, gap=10, line_gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.fields.setSizePolicy(policy)
        for part, widget, width in (
            ("plate_said", self.plate, 150),
            ("make", self.selects["make"], 124),
            ("model", self.model, 106),
            ("colour", self.selects["colour"], 110),
            ("type", self.selects["type"], 150),
            ("features", self.features, 330),
        ):
            hold_width(widget, width)
            flow.addWidget(Field(say(f"incident.vehicle.{part}"), widget))
        self.plate.setAccessibleName(say("incident.vehicle.plate_name"))
        self._doubt = QWidget()
        self._doubt.setObjectName(f"{name}.doubt")
        words = label(say("incident.vehicle.doubt"), "small", wrap=True)
        self._doubt.setLayout(row(icon_label("note", "caution", 16), words, gap=6))
        self._said = label("", "muted", wrap=True, name=f"{name}.said")
        self.links = self._make_links(name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        for part_of_box in (self.fields, self._doubt, self._said):
            whole.addWidget(part_of_box)
        for line in (self.plate, self.model, self.features):
            line.textEdited.connect(self._touched)
        for select in self.selects.values():
            select.currentIndexChanged.connect(self._touched)
        self._show()

    def set_lists(self, lists: Vocabulary) -> None:
        """Fill in what can be chosen."""
        self._lists = lists
        for part, name in _LISTS.items():
            entries = lists[name].choices()
            self.selects[part].set_choices([(each.code, each.label) for each in entries])

    def value(self) -> dict[str, str]:
        """Return what was said, as plain words and codes; `answer` is "", none or unknown."""
        chosen = {part: select.value() for part, select in self.selects.items()}
        texts = {
            "plate_said": self.plate.text(),
            "model": self.model.text(),
            "features": self.features.text(),
        }
        return {"answer": self._answer, **texts, **chosen}

    def set_value(self, value: Any) -> None:
        """Put back what `value` gave; "" empties it."""
        kept = value if isinstance(value, dict) else {}
        self._answer = kept.get("answer", "")
        self.plate.setText(kept.get("plate_said", ""))
        self.model.setText(kept.get("model", ""))
        self.features.setText(kept.get("features", ""))
        for part, select in self.selects.items():
            select.set_value(kept.get(part, ""))
        self._show()

    def _make_links(self, name: str) -> tuple[QPushButton, ...]:
        none = link(say("incident.vehicle.none"), f"{name}.none")
        unknown = link(say("incident.vehicle.unknown"), f"{name}.unknown")
        none.clicked.connect(self._say_none)
        unknown.clicked.connect(self._say_unknown)
        return none, unknown

    def _say_none(self) -> None:
        self._say(_NONE)

    def _say_unknown(self) -> None:
        self._say(_UNKNOWN)

    def _say(self, answer: str) -> None:
        self._answer = "" if self._answer == answer else answer
        self._show()
        self.changed.emit()

    def _touched(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        show_if(self.fields, not self._answer)
        self._said.setText(say(f"incident.vehicle.said_{self._answer}") if self._answer else "")
        show_if(self._said, bool(self._answer))
        for made, answer in zip(self.links, (_NONE, _UNKNOWN), strict=True):
            pressed = self._answer == answer
            words = say("incident.vehicle.back" if pressed else f"incident.vehicle.{answer}")
            made.setText(words)
            made.setAccessibleName(words)
        usual = self._lists is None or plates.looks_usual(self.plate.text(), self._lists)
        self._doubt.setVisible(not usual and not self._answer)


def read(value: dict[str, str]) -> VehicleDraft | None:
    """Return the vehicle that was described, or None."""
    if value.get("answer") == _NONE:
        return None
    if value.get("answer") == _UNKNOWN:
        return VehicleDraft(type="unknown")
    said = {part: text.strip() or None for part, text in value.items()}
    made = VehicleDraft(
        plate_said=said.get("plate_said"),
        make=said.get("make"),
        model=said.get("model"),
        colour=said.get("colour"),
        type=said.get("type"),
        features=several(said.get("features") or ""),
    )
    return None if made.is_empty() else made


def several(said: str) -> tuple[str, ...]:
    """Return what stood out, one by one: set apart by semicolons, or else by commas."""
    parts = said.split(";") if ";" in said else said.split(",")
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def _line(name: str, most: int) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(most)
    return made
