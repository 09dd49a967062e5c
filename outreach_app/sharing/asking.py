"""What is asked of the gate, and its two answers."""

from dataclasses import dataclass
from typing import Final

CONSENT: Final = "consent"


@dataclass(frozen=True, slots=True)
class Request:
    """May this leave? About an incident, or about a person as such.

    `output` is a name of ``resources/outputs/outputs.toml``; `scope` and `recipient` may stay empty
    where the output leaves no choice. A `basis` other than ``consent`` (list ``share_basis``) needs
    a `reason`. With `urgent` a yes given in shock holds for a health service (list ``capacity``).
    """

    output: str
    incident_id: str | None = None
    person_id: str | None = None
    scope: str = ""
    recipient: str = ""
    named_recipient: str | None = None
    basis: str = CONSENT
    reason: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may leave, as `content` (``full``, ``sanitised``, ``anonymous``) to `recipient`.

    `scope` is the question whose yes it rests on, "" on another basis. `person_id` is the record
    that stands for the person after joining, None where nobody is named.
    """

    request: Request
    scope: str
    recipient: str
    content: str
    person_id: str | None


@dataclass(frozen=True, slots=True)
class Denied:
    """It may not leave: every reason found, as codes (``sharing.denied.…``), the plainest first."""

    reasons: tuple[str, ...]
    request: Request | None = None


Decision = Allowed | Denied
