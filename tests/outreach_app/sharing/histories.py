"""Random histories of consent, withdrawal, expiry, death and age, and what the rules say of them.

`Oracle` reads the rules from the documents and never looks at the program: exchange format 4.4 and
4.7, workflows 2, 3, 4, 10 and 11, and the notes of the lists ``capacity`` and ``police_path``.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

LONDON = ZoneInfo("Europe/London")
START = datetime(2025, 9, 1, 22, 30, tzinfo=UTC)

# Questions, the paper each lets leave, its reader, and whether it is asked for each incident.
QUESTIONS = {
    "alert_local": ("alert", "peers", True),
    "alert_partners": ("alert", "partner_project", True),
    "num_report": ("num_sheet", "num", True),
    "police_intel_anon": ("police_sheet", "police", True),
    "police_full": ("police_report", "police", True),
    "isva_sarc": ("agency_letter", "health", True),
    "health": ("agency_letter", "health", False),
    "housing": ("agency_letter", "housing", False),
    "transfer": ("transfer", "partner_project", False),
}
STATES = ("given", "given", "given", "refused", "withdrawn", "not_asked")
CAPACITIES = ("able",) * 12 + ("recheck", "not_able", "not_free", "not_checked", "age_16_17")
BANDS = ("18_24", "35_44", "35_44", "not_known", "not_said", "16_17")
PATHS = (
    "undecided",
    "sarc_only",
    "p101",
    "warn_only",
    "intel_anon_project",
    "full_statement",
    "support_withdrawn",
)
# The wishes that shut police out, and the one that "stops new sharing".
NO_POLICE = ("warn_only", "sarc_only", "support_withdrawn")
NAMES = (None, None, "Northshire Police", "Wendle Project")


@dataclass(frozen=True)
class Answered:
    scope: str
    state: str
    back: int
    late: int
    capacity: str
    ends: int | None
    named: str | None
    record: int


@dataclass(frozen=True)
class Later:
    hours: int


@dataclass(frozen=True)
class Aged:
    band: str
    record: int


@dataclass(frozen=True)
class Died:
    record: int


@dataclass(frozen=True)
class NotDiedAfterAll:
    pass


@dataclass(frozen=True)
class Thought:
    """Somebody thinks they are under 18."""


@dataclass(frozen=True)
class Step:
    path: str


@dataclass(frozen=True)
class Void:
    pass


@dataclass(frozen=True)
class Joined:
    pass


Event = Answered | Later | Aged | Died | NotDiedAfterAll | Thought | Step | Void | Joined


def _answers(scopes: tuple[str, ...]) -> st.SearchStrategy[Event]:
    return st.builds(
        Answered,
        scope=st.sampled_from(scopes),
        state=st.sampled_from(STATES),
        back=st.sampled_from((0, 0, 0, 5, 5, 1440, -30)),
        late=st.sampled_from((0, 0, 10)),
        capacity=st.sampled_from(CAPACITIES),
        ends=st.sampled_from((None, None, None, 0, 1, 30)),
        named=st.sampled_from(NAMES),
        record=st.sampled_from((0, 0, 0, 1)),
    )


_later = st.builds(Later, hours=st.sampled_from((1, 1, 12, 23, 24, 25, 24 * 29)))
_grown = st.builds(Aged, band=st.sampled_from(BANDS), record=st.sampled_from((0, 1)))
_step = st.builds(Step, path=st.sampled_from(PATHS))
# Most histories are of grown people who live and whose entry stands; each of these ends everything.
_hard = st.sampled_from(
    (Died(0), Died(1), NotDiedAfterAll(), Thought(), Void(), Aged("16_17", 0), Aged("u16", 1))
)


def _history(scopes: tuple[str, ...]) -> st.SearchStrategy[list[Event]]:
    said = _answers(scopes)
    often: st.SearchStrategy[Event] = st.one_of(
        said, said, said, said, _later, _later, _step, _grown, st.just(Joined())
    )
    usual = st.lists(often, min_size=1, max_size=12)
    ended = st.tuples(usual, st.lists(_hard, max_size=2), st.lists(often, max_size=3))
    return st.one_of(usual, usual, ended.map(lambda parts: [*parts[0], *parts[1], *parts[2]]))


histories = (
    st.sets(st.sampled_from(sorted(QUESTIONS)), min_size=1, max_size=3)
    .map(lambda found: tuple(sorted(found)))
    .flatmap(_history)
)


@dataclass
class Oracle:
    """What is known of one woman with two records (0 and, once joined, 1) and one incident."""

    now: datetime = START
    events: list[dict[str, Any]] = field(default_factory=list)
    bands: list[str] = field(default_factory=lambda: ["not_known", "not_known"])
    dead: list[bool] = field(default_factory=lambda: [False, False])
    thought_young: bool = False
    path: str = "undecided"
    voided: bool = False
    joined: bool = False

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def note(self, event: Event) -> None:
        """Take one event in, as the documents describe what it means."""
        match event:
            case Later(hours):
                self.now += timedelta(hours=hours)
            case Aged(band, record):
                self.bands[record] = band
            case Died(record):
                self.dead[record] = True
            case NotDiedAfterAll():
                self.dead = [False, False]
            case Thought():
                self.thought_young = True
            case Step(path):
                self.path = path
            case Void():
                self.voided = True
            case Joined():
                self.joined = True
            case Answered():
                at = self.now - timedelta(minutes=event.back)
                ends = None
                if event.state == "given" and event.ends is not None:
                    ends = at.astimezone(LONDON).date() + timedelta(days=event.ends)
                # An answer about an incident is about the incident, whoever it was written under.
                about_incident = QUESTIONS[event.scope][2]
                self.events.append(
                    {
                        "scope": event.scope,
                        "record": 0 if about_incident else event.record,
                        "state": event.state,
                        "at": at,
                        "recorded": max(at, self.now) + timedelta(minutes=event.late),
                        "ends": ends,
                        "capacity": event.capacity if event.state == "given" else None,
                        "named": event.named if event.state == "given" else None,
                    }
                )

    def hers(self) -> tuple[int, ...]:
        return (0, 1) if self.joined else (0,)

    def is_child(self) -> bool:
        """Workflow 11: under 18 or thought to be; certainty about age is not waited for."""
        bands = [self.bands[each] for each in self.hers()]
        if self.thought_young or "u16" in bands or "16_17" in bands:
            return True
        known_adult = any(band not in ("not_known", "not_said") for band in bands)
        spoke_as_child = any(
            each["capacity"] == "age_16_17" for each in self.events if each["record"] in self.hers()
        )
        return spoke_as_child and not known_adult

    def may(self, scope: str, named: str | None) -> bool:
        """Say whether the paper of a question may leave now, for this reader."""
        _, recipient, about_incident = QUESTIONS[scope]
        if self.voided or any(self.dead[each] for each in self.hers()) or self.is_child():
            return False
        if recipient == "police" and about_incident and self.path in NO_POLICE:
            return False
        asked = [e for e in self.events if e["scope"] == scope and e["record"] in self.hers()]
        asked.sort(key=lambda e: (e["at"], e["recorded"], e["state"] != "given"))
        heard = [each for each in asked if each["at"] <= self.now]
        return (
            bool(heard)
            and all(self.is_yes(each[-1]) for each in (asked, heard))
            and self.is_meant(heard, named)
        )

    def is_yes(self, answer: dict[str, Any]) -> bool:
        return (
            answer["state"] == "given"
            and (answer["ends"] is None or self.today <= answer["ends"])
            and answer["capacity"] in ("able", "age_16_17", "gillick")
        )

    def is_meant(self, heard: list[dict[str, Any]], named: str | None) -> bool:
        """A yes to somebody by name is a yes to them alone."""
        if heard[-1]["named"] in (None, named):
            return True
        since_last_no: list[dict[str, Any]] = []
        for answer in heard:
            since_last_no = [*since_last_no, answer] if answer["state"] == "given" else []
        to_them = [each for each in since_last_no if named and each["named"] == named]
        return bool(to_them) and self.is_yes(to_them[-1])
