"""Everything else that may be told, in cards; none of it is needed."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.pages.log_incident.described import DescribedBox
from ui.pages.log_incident.motive import MotiveBox
from ui.pages.log_incident.several import SeveralBox
from ui.pages.log_incident.vehicle import VehicleBox
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.growing import GrowingText
from ui.widgets.many import ManyChips
from ui.widgets.search_select import Grouped
from ui.widgets.select import Select
from ui.widgets.sized import hold_width

_MANY: Final = {
    "weapons": "weapon",
    "injuries": "injury",
    "medical": "medical_care",
    "factors": "incident_factor",
}
_ONE: Final = {
    "contact_method": "contact_method",
    "relationship": "relationship",
    "place_type": "place_type",
    "severity": "injury_severity",
    "path": "police_path",
}
# The vehicle's own card says this one.
_SAID_ELSEWHERE: Final = {"incident_factor": ("vehicle_used",)}
# The optional cards in their order, and the number of the first one (Alt and a number lead there).
_ORDER: Final = ("vehicle", "suspect", "place", "hurt", "motive", "police")
_FIRST_CARD: Final = 3


class _Unlabelled(Field):
    """A field whose card already says its label."""

    def __init__(self, title: str, widget: QWidget) -> None:
        super().__init__(title, widget)
        self._label.hide()


class More:
    """The optional cards and their widgets by field; `put_together` makes the cards of them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.words = GrowingText(f"{name}.own_words", say("incident.words.title"))
        self.vehicle = VehicleBox(f"{name}.vehicle")
        self.suspects = DescribedBox(f"{name}.suspects")
        self.motive = MotiveBox(f"{name}.motive")
        self.also = SeveralBox(f"{name}.also", say("incident.also.title"))
        self.place = QLineEdit()
        self.place.setObjectName(f"{name}.place_exact")
        self.place.setMaxLength(500)
        self.one = {
            field: Select(
                f"{name}.{field}",
                say(f"incident.{field}.title"),
                empty=say("incident.dash"),
                unanswered=say("incident.not_told"),
            )
            for field in _ONE
        }
        self.many = {
            field: ManyChips(f"{name}.{field}", say(f"incident.{field}.title")) for field in _MANY
        }
        self.words_field = _Unlabelled(say("incident.words.title"), self.words)
        self.own_words = Card(
            say("incident.words.title"),
            say("incident.words.note"),
            keys=("Alt", "2"),
            name=f"{name}.words",
        )
        self.own_words.add(self.words_field)
        self.cards: tuple[Card, ...] = ()

    def put_together(self) -> Iterator[None]:
        """Make the cards; apart, because all of it at once would hold the window for too long."""
        for make in (
            self._vehicle_card,
            self._suspects_card,
            self._place_card,
            self._injuries_card,
            self._motive_card,
            self._police_card,
        ):
            self.cards = (*self.cards, make())
            yield

    def set_lists(self, lists: Vocabulary) -> None:
        """Fill in what can be chosen."""
        for box in (self.vehicle, self.suspects, self.motive):
            box.set_lists(lists)
        for field, name in _ONE.items():
            self.one[field].set_choices([(each.code, each.label) for each in lists[name].choices()])
        for field, name in _MANY.items():
            left_out = _SAID_ELSEWHERE.get(name, ())
            self.many[field].set_choices(
                [
                    (each.code, each.label)
                    for each in lists[name].choices()
                    if each.code not in left_out
                ]
            )
        groups = lists["incident_group"]
        self.also.set_choices(
            [
                Grouped(
                    each.code,
                    each.label,
                    groups.label(str(each.maps.get("group", ""))),
                    each.definition,
                )
                for each in lists["incident_type"].choices()
            ]
        )

    def fields(self) -> dict[str, QWidget]:
        """Return the widgets by the field they fill in."""
        return {
            "own_words": self.words,
            "vehicle": self.vehicle,
            "suspects": self.suspects,
            "motive": self.motive,
            "also": self.also,
            "place_exact": self.place,
            **self.one,
            **self.many,
        }

    def _vehicle_card(self) -> Card:
        card = self._card("vehicle")
        # First what Alt and the number lead to, then the head, where it is not described.
        card.add(self.vehicle)
        for made in self.vehicle.links:
            card.add_to_head(made)
        return card

    def _suspects_card(self) -> Card:
        card = self._card("suspect")
        card.add(self.suspects)
        card.add(self._beside(("relationship", 220), ("contact_method", 250)))
        card.add_to_head(self.suspects.another)
        return card

    def _place_card(self) -> Card:
        card = self._card("place")
        hold_width(self.place, 340)
        exact = Field(say("incident.place_exact.title"), self.place)
        card.add(self._beside(("place_type", 220), exact))
        return card

    def _injuries_card(self) -> Card:
        card = self._card("hurt")
        card.add(Field(say("incident.weapons.title"), self.many["weapons"]))
        card.add(Field(say("incident.injuries.title"), self.many["injuries"]))
        card.add(self._beside(("severity", 220)))
        card.add(Field(say("incident.medical.title"), self.many["medical"]))
        return card

    def _motive_card(self) -> Card:
        card = self._card("motive")
        card.add(self.motive)
        return card

    def _police_card(self) -> Card:
        card = self._card("police")
        card.add(self._beside(("path", 320)))
        card.add(Field(say("incident.also.title"), self.also))
        card.add(Field(say("incident.factors.title"), self.many["factors"]))
        return card

    def _card(self, part: str) -> Card:
        return Card(
            say(f"incident.card.{part}"),
            say(f"incident.card.{part}_note"),
            keys=("Alt", str(_FIRST_CARD + _ORDER.index(part))),
            name=f"{self._name}.card_{part}",
        )

    def _beside(self, *parts: tuple[str, int] | Field) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=10, line_gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        for part in parts:
            if isinstance(part, Field):
                flow.addWidget(part)
                continue
            field, width = part
            hold_width(self.one[field], width)
            flow.addWidget(Field(say(f"incident.{field}.title"), self.one[field]))
        return holder


def all_shown(cards: Sequence[Card], *, shown: bool) -> None:
    """Open or close the cards that are not needed."""
    for card in cards:
        card.setVisible(shown)
