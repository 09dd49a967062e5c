"""The neutral words of a warning, made from the ticked facts without any free text."""

import re
from dataclasses import dataclass

from outreach_app.casework.outgoing import Facts
from outreach_app.words import say


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces of a warning; whatever is not known is not there."""

    heading: str = ""
    vehicle: str | None = None
    plate: str | None = None
    plate_note: str | None = None
    description: str | None = None
    acting: str | None = None
    phone: str | None = None

    def text(self) -> str:
        """Return the pieces as one running text, which is read aloud and sent."""
        car = self.vehicle or ""
        if self.plate:
            plate = f"{self.plate} ({self.plate_note})" if self.plate_note else self.plate
            car = f"{car}, {plate}" if car else plate
        pieces = (self.heading, car, self.description, self.acting, self.phone)
        return " ".join(_sentence(each) for each in pieces if each)


def parts(facts: Facts) -> Parts:
    """Put the facts of a warning into words."""
    harm = say("alert.and").join(_few(facts.get("harm")))
    where = ", ".join((*facts.get("area"), *facts.get("week")))
    heading = " ".join(_sentence(_first_great(each)) for each in (harm, where) if each)
    plate = next(iter(facts.get("plate")), None)
    described = [*facts.get("description"), *facts.get("marks")]
    numbers = [*facts.get("phone"), *facts.get("account")]
    return Parts(
        heading=heading,
        vehicle="; ".join(facts.get("vehicle")) or None,
        plate=plate,
        plate_note=_not_seen(plate) if plate else None,
        description=say("alert.described", what="; ".join(described)) if described else None,
        acting=" ".join(_sentence(each) for each in facts.get("acting")) or None,
        phone=say("alert.uses", what="; ".join(numbers)) if numbers else None,
    )


def _few(words: tuple[str, ...]) -> tuple[str, ...]:
    return (words[0], *(_first_small(each) for each in words[1:])) if words else ()


def _not_seen(plate: str) -> str | None:
    missing = plate.count("?")
    if "*" in plate:
        return say("sharing.say.rest_not_seen")
    if missing == 1:
        return say("sharing.say.one_not_seen")
    return say("sharing.say.some_not_seen", count=missing) if missing else None


def _first_great(words: str) -> str:
    return words[:1].upper() + words[1:]


def _first_small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sentence(words: str) -> str:
    plain = re.sub(r"\s+", " ", words).strip()
    return plain if not plain or plain[-1] in ".!?" else f"{plain}."
