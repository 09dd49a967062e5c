"""From a record to the facts an output may say: what the output does not list is never read."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from models.incidents import Incident, Suspect, Vehicle
from models.support import Need, NeedEvent
from outreach_app.casework import access, incident_access
from outreach_app.casework.outgoing import Fact, Facts
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.sharing import coarse
from outreach_app.sharing.asking import Request
from outreach_app.sharing.outputs import every, output
from outreach_app.vocabulary import CodeEntry
from outreach_app.words import known, say
from outreach_app.work import Work

_BLANK: Final = ("unknown", "IC9", "none", "not_said", "")
_NEVER: Final = ("name", "looks", "reach", "exact_place", "day", "own_words", "photograph")


@dataclass(frozen=True, slots=True)
class _Record:
    """What is read of an incident; private fields are not among it."""

    work: Work
    incident: Incident
    vehicle: Vehicle | None
    suspects: tuple[Suspect, ...]


def redact(work: Work, request: Request, ticked: Collection[str] | None = None) -> Facts:
    """Return what an output may say about its subject; with `ticked` only those fields of it.

    For showing before a yes: whether it may leave is for `deciding.decide`. Raises Restricted for
    who may not read the record, NoSuchRecord.
    """
    out = output(request.output)
    facts: list[Fact] = []
    wanted = [each for each in out.fields if ticked is None or each in ticked]
    if request.incident_id is not None:
        record = _read(work, request.incident_id)
        facts += _facts(record, wanted)
        work.session.expunge_all()
    person_id = _whose(work, request)
    # Of an incident alone nothing of the person stands in it but what the incident itself says.
    if person_id is not None and (request.person_id is not None or "needs" in wanted):
        access.insist(work, person_id)
        if "needs" in wanted:
            told_of = out.needs.get(request.scope, ())
            facts += _fact("needs", _needs(work, person_id, told_of))
    never = [each for each in _NEVER if each != "day" or "day" not in out.fields]
    if out.names:
        never = ["photograph"]
    return Facts(out.name, tuple(facts), tuple(say(f"sharing.never.{each}") for each in never))


def covers(scope: str) -> tuple[str, ...]:
    """Return in words what a yes to a question lets go, () where a paper names the person by hand.

    The consent page shows this, so that what is promised is what the gate does.
    """
    papers = [out for out in every() if scope in out.scopes and out.content != "full"]
    fields = dict.fromkeys(field for out in papers for field in out.fields)
    return tuple(say(f"sharing.field.{field}") for field in fields)


def _whose(work: Work, request: Request) -> str | None:
    if request.person_id is not None:
        return whole_id(work, request.person_id)
    return work.session.scalar(select(Incident.person_id).where(Incident.id == request.incident_id))


def _read(work: Work, incident_id: str) -> _Record:
    incident = incident_access.readable(work, incident_id)
    vehicle = work.session.scalar(select(Vehicle).where(Vehicle.incident_id == incident_id))
    suspects = work.session.scalars(
        select(Suspect).where(Suspect.incident_id == incident_id).order_by(Suspect.position)
    )
    return _Record(work, incident, vehicle, tuple(suspects))


def _facts(record: _Record, wanted: Iterable[str]) -> list[Fact]:
    found: list[Fact] = []
    for field in wanted:
        make = _FIELDS.get(field)
        if make is not None:
            found += _fact(field, make(record))
    return found


def _fact(field: str, values: Iterable[str]) -> list[Fact]:
    said = tuple(dict.fromkeys(each.strip() for each in values if each.strip()))
    return [Fact(field, say(f"sharing.field.{field}"), said)] if said else []


def _label(record: _Record, name: str, code: str | None) -> str:
    if code is None or code in _BLANK:
        return ""
    entry: CodeEntry | None = record.work.lists[name].entries.get(code)
    return entry.label if entry else ""


def _labels(record: _Record, name: str, codes: Iterable[str]) -> list[str]:
    return [_label(record, name, code) for code in codes]


def _kinds(record: _Record) -> list[str]:
    return _labels(record, "incident_type", (record.incident.type,))


def _also(record: _Record) -> list[str]:
    return _labels(record, "incident_type", record.incident.also)


def _area(record: _Record) -> list[str]:
    return [_label(record, "area", record.incident.area)]


def _when(cut: Callable[..., str]) -> Callable[[_Record], list[str]]:
    def words(record: _Record) -> list[str]:
        row = record.incident
        return [cut(row.occurred_on, row.occurred_precision, record.work.today)]

    return words


def _part_of_day(record: _Record) -> list[str]:
    part = record.incident.part_of_day or ""
    key = f"sharing.part_of_day.{part}"
    return [say(key)] if part and known(key) else []


def _vehicle(record: _Record) -> list[str]:
    """Return "Grey Nissan Qashqai", with the kind of vehicle where no model is known."""
    row = record.vehicle
    if row is None:
        return []
    make = "" if row.make == "other" else _label(record, "vehicle_make", row.make)
    words = [_label(record, "vehicle_colour", row.colour), make, row.model or ""]
    if not row.model:
        kind = _label(record, "vehicle_type", row.type)
        words.append(kind if not any(words) else _small(kind))
    return [" ".join(each for each in words if each)]


def _plate(record: _Record) -> list[str]:
    plate = record.vehicle.plate_said if record.vehicle else None
    return [plate.upper()] if plate else []


def _vehicle_marks(record: _Record) -> list[str]:
    return list(record.vehicle.features) if record.vehicle else []


def _description(record: _Record) -> list[str]:
    return [_described(record, each) for each in record.suspects]


def _described(record: _Record, who: Suspect) -> str:
    words = [
        _small(_label(record, "perp_sex", who.sex)),
        _label(record, "perp_age", who.age).replace("-", "–"),
        _small(_label(record, "perp_height", who.height)),
    ]
    for name in ("build", "hair", "accent"):
        label = _label(record, f"perp_{name}", getattr(who, name))
        if label:
            value = label if name == "accent" else _small(label)
            words.append(say(f"sharing.say.{name}", value=value))
    return ", ".join(each for each in words if each)


def _small(label: str) -> str:
    """Begin a label with a small letter inside a line, unless it is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or not label[1:2] else label


def _of_suspects(words: Callable[[_Record, Suspect], Iterable[str]]) -> Callable[..., list[str]]:
    def gather(record: _Record) -> list[str]:
        return [each for who in record.suspects for each in words(record, who)]

    return gather


def _features(record: _Record, who: Suspect) -> list[str]:
    found = []
    for feature in who.features:
        kind, _, said = feature.partition(":")
        label = _label(record, "perp_feature", kind.strip())
        found.append(f"{label}: {said.strip()}" if label and said.strip() else said or label)
    return found


def _acting(record: _Record, who: Suspect) -> list[str]:
    return _labels(record, "perp_mo", (each for each in who.mo if each != "other"))


def _account(_: _Record, who: Suspect) -> list[str]:
    return [f"{who.account_name} ({who.account_platform})"] if who.account_name else []


def _coded(name: str, field: str) -> Callable[[_Record], list[str]]:
    def words(record: _Record) -> list[str]:
        value = getattr(record.incident, field)
        codes = (value,) if isinstance(value, str) else value or ()
        return _labels(record, name, codes)

    return words


_FIELDS: Final[Mapping[str, Callable[[_Record], list[str]]]] = {
    "harm": _kinds,
    "kind": _kinds,
    "also": _also,
    "area": _area,
    "week": _when(coarse.part_of_month),
    "month": _when(coarse.month_of),
    "day": _when(coarse.whole_day),
    "part_of_day": _part_of_day,
    "place_kind": _coded("place_type", "place_type"),
    "factors": _coded("incident_factor", "factors"),
    "met_through": _coded("contact_method", "contact_method"),
    "relationship": _coded("relationship", "relationship"),
    "weapons": _coded("weapon", "weapons"),
    "injuries": _coded("injury", "injuries"),
    "medical": _coded("medical_care", "medical"),
    "hate": _coded("hate_strand", "hate_strands"),
    "vehicle": _vehicle,
    "plate": _plate,
    "vehicle_marks": _vehicle_marks,
    "description": _description,
    "seen_as": _of_suspects(lambda record, who: [_label(record, "perp_ic", who.ic)]),
    "marks": _of_suspects(_features),
    "acting": _of_suspects(_acting),
    "phone": _of_suspects(lambda _, who: [who.phone_said or ""]),
    "account": _of_suspects(_account),
}


def _needs(work: Work, person_id: str, told_of: Collection[str]) -> list[str]:
    """Return in words those open needs of a person that a reader may be told of."""
    closing = sorted(work.lists["need_status"].where("closes", value=True))
    closed = select(NeedEvent.need_id).where(NeedEvent.status.in_(closing))
    rows = work.session.scalars(
        select(Need.category)
        .where(
            Need.person_id.in_(records_of(person_id)),
            Need.voided_at.is_(None),
            Need.category.in_(told_of),
            Need.id.not_in(closed),
        )
        .order_by(Need.identified_on, Need.id)
    )
    return [work.lists["need_category"].label(code) for code in rows]
