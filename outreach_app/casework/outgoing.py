"""What a paper or file that leaves may say: rows without logic, filled by the gate alone.

Documents are written from these rows and from nothing else, so that what the gate did not put in
cannot stand on a page.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """One allowed field in words: labels of the project's lists, dates only as coarse as allowed.

    `field` is its code in ``resources/outputs/outputs.toml``.
    """

    field: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one output may say about one incident; `left_out` names what it never says."""

    output: str
    facts: tuple[Fact, ...] = ()
    left_out: tuple[str, ...] = ()

    def get(self, field: str) -> tuple[str, ...]:
        """Return the words of a field, none when it is not there."""
        return next((each.values for each in self.facts if each.field == field), ())

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the codes of the fields that are there."""
        return tuple(each.field for each in self.facts)


@dataclass(frozen=True, slots=True)
class AlertSheet:
    """A warning as it goes out: all that a poster, a pocket card or a text message may say.

    `number` is the running number of the safety note, never the reference of an incident; `issue`
    counts its issues. `kind` is ``new``, ``again``, ``corrected`` or ``recalled``. With `own_words`
    the worker changed the wording: then `wording` is printed and not the parts.
    """

    number: int
    issue: int
    kind: str
    heading: str
    wording: str
    issued_on: date
    review_on: date
    reference: str
    vehicle: str | None = None
    plate: str | None = None
    plate_note: str | None = None
    description: str | None = None
    acting: str | None = None
    phone: str | None = None
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """A letter that asks a recipient to stop using something; it names nobody.

    `reference` is the one that stood on what had gone, `sent_on` the day it went.
    """

    reference: str
    recipient: str
    named_recipient: str | None
    sent_on: date
    asked_on: date
    answer_by: date
