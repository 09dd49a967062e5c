"""What a person looks like to a window: drafts that forms fill in, rows that questions return."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person: what they want to be called, and nothing else is needed.

    `blanks` says of a field without an answer why there is none: ``not_asked``, ``not_said`` or
    ``not_known``; a field that is not in it was never looked at. `born_on` is known as far as
    `born_precision` says (``day``, ``month``, ``year``) and then decides the age band.
    """

    alias: str = ""
    area: str = "unknown"
    gender: str = "not_asked"
    trans: str = "not_asked"
    age_band: str = "not_known"
    ethnicity: str = "NA"
    nationality_region: str = "not_asked"
    work_settings: tuple[str, ...] = ()
    own_code: str | None = None
    age_basis: str | None = None
    born_on: date | None = None
    born_precision: str | None = None
    blanks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One answer while a name is typed; `seen_on` is the local day of the last counted contact.

    `died` asks for a quiet mark beside the name.
    """

    id: str
    alias: str
    code: str
    seen_on: date | None
    care: tuple[str, ...] = ()
    died: bool = False


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list of people."""

    id: str
    alias: str
    code: str
    seen_on: date | None
    area: str
    open_case: bool
    open_needs: tuple[str, ...]
    restricted: bool
    care: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One way to reach a person and its rule."""

    route: str
    value: str | None
    safe: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of a person."""

    id: str
    opened_on: date
    closed_on: date | None
    close_reason: str | None
    risk_level: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """The head of a person's page; details as codes, for the page to put into words.

    `young` asks for the child path: the person is under 18 or thought to be.
    """

    id: str
    alias: str
    code: str
    other_names: tuple[str, ...]
    own_code_set: bool
    known_since: date | None
    deceased_on: date | None
    restricted: bool
    details: PersonDraft
    cases: tuple[CaseRow, ...] = ()
    flags: tuple[str, ...] = ()
    routes: tuple[RouteRow, ...] = ()
    young: bool = False

    @property
    def open_case(self) -> CaseRow | None:
        """The case that is open, if one is."""
        return next((case for case in self.cases if case.closed_on is None), None)
