"""What an exchange file does not carry: ways of contact, care flags, tasks, notes, who wrote what.

Runs once, in the casebook the invented project was just taken into.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from models.base import Base
from models.contacts import Contact, OutreachSession
from models.incidents import Incident, OutcomeEvent, PathEvent
from models.people import Alias, Case, Person
from models.project import Agency, Area, Staff
from models.sharing import Alert, Consent
from models.support import Need, NeedEvent, Referral, ReferralEvent
from models.types import new_key
from outreach_app.casework import care, tasks
from outreach_app.casework.people import RouteRow
from outreach_app.casework.tasks import TaskDraft
from outreach_app.demo import outside
from outreach_app.demo.world import STAFF, World, written
from outreach_app.vocabulary import shipped
from outreach_app.work import Work

ME: Final = STAFF[0]
_WHEN_NEXT_SEEN: Final = 99
_SPOKEN: Final = {"phone": "phoned", "text": "phoned", "online_support": "phoned"}
_LATELY: Final = timedelta(days=45)
_WITH_ROUTES: Final = 30

Roles = Mapping[str, str]


def dress(work: Work, world: World, roles: Roles) -> None:
    """Write everything the sample has beyond the exchange format; `roles` names people by id."""
    dice = world.dice("dressing")
    _team_and_places(work)
    _who_wrote(work, dice)
    _shifts(work)
    _notes(work, dice)
    keys = _keys(work, roles)
    known = _ways_and_flags(work, dice, keys)
    _names(work, dice, known)
    if "young" in keys:
        work.session.execute(
            update(Person).where(Person.id == keys["young"]).values(restricted=True)
        )
    _alert_to_review(work)
    _to_do(work, dice, keys)
    _directory(work)
    outside.come(work, keys.get("call"))


def _team_and_places(work: Work) -> None:
    for colleague in written("names")["staff"]:
        work.session.execute(
            update(Staff)
            .where(Staff.code == colleague["code"])
            .values(name=colleague["name"], role=colleague["role"], active=True)
        )
    police = shipped().lists["area"].map("police_area")
    example = {"canalside": "central", "foundry": "central", "market_end": "central",
               "northgate": "outer", "hillcrest": "outer"}  # fmt: skip
    for code in work.session.scalars(select(Area.code)).all():
        label = code.replace("_", " ").title()
        part = example.get(code, police.get(code))
        values = {"police_area": part} | ({"label": label} if code in example else {})
        work.session.execute(update(Area).where(Area.code == code).values(values))


def _fill(
    work: Work, column: InstrumentedAttribute[Any], values: Sequence[tuple[str, object]]
) -> None:
    """Set one column of many rows, by key."""
    if values:
        table = column.class_.__table__
        work.session.connection().execute(
            update(table)
            .where(table.c.id == bindparam("key"))
            .values({column.key: bindparam("v")}),
            [{"key": key, "v": value} for key, value in values],
        )


def _who_wrote(work: Work, dice: Random) -> None:
    """Put a colleague beside every entry; casework is mostly that of two."""
    workers, caseworkers = STAFF[:4], (ME, ME, "IN", "TO")
    written_by: tuple[tuple[type[Base], Sequence[str]], ...] = (
        (Incident, workers),
        (PathEvent, workers),
        (OutcomeEvent, caseworkers),
        (Consent, workers),
        (Need, caseworkers),
        (NeedEvent, caseworkers),
        (Referral, caseworkers),
        (ReferralEvent, caseworkers),
    )
    for model, choice in written_by:
        _fill(work, _column(model, "recorded_by"), _drawn(work, dice, model, choice))
    _fill(work, _column(Case, "owner"), _drawn(work, dice, Case, caseworkers))


def _column(model: type[Base], name: str) -> InstrumentedAttribute[Any]:
    column: InstrumentedAttribute[Any] = getattr(model, name)
    return column


def _drawn(
    work: Work, dice: Random, model: type[Base], choice: Sequence[str]
) -> list[tuple[str, object]]:
    # Keys of one import rise in the order of writing, so that the dice fall the same way again.
    keys = work.session.scalars(select(_column(model, "id")).order_by(_column(model, "id")))
    return [(key, dice.choice(choice)) for key in keys]


def _shifts(work: Work) -> None:
    """Say who started each shift, leave a line from the last van night, and give me tonight."""
    rows = work.session.execute(
        select(
            OutreachSession.id,
            OutreachSession.type,
            OutreachSession.workers,
            OutreachSession.started_at,
            OutreachSession.ended_at,
        ).order_by(OutreachSession.started_at)
    ).all()
    _fill(work, _column(OutreachSession, "recorded_by"), [(row.id, row.workers[0]) for row in rows])
    vans = [row for row in rows if row.type == "van_night" and row.ended_at is not None]
    if vans:
        work.session.execute(
            update(OutreachSession)
            .where(OutreachSession.id == vans[-1].id)
            .values(handover=written("scene")["handover"], recorded_by="MO")
        )
    for row in rows:
        if row.ended_at is None:
            work.session.execute(
                update(Incident)
                .where(Incident.disclosed_at >= row.started_at)
                .values(recorded_by=ME)
            )


def _notes(work: Work, dice: Random) -> None:
    """Add a line to about a third of the contacts that were a talk, and to some needs."""
    words = written("scene")
    rows = work.session.execute(
        select(Contact.id, Contact.setting)
        .where(Contact.outcome == "engaged", Contact.person_id.is_not(None))
        .order_by(Contact.id)
    )
    lines = [
        (row.id, dice.choice(words[_SPOKEN.get(row.setting, "talked")]))
        for row in rows
        if dice.random() < 0.36
    ]
    _fill(work, _column(Contact, "note"), lines)
    needs = work.session.scalars(select(Need.id).order_by(Need.id))
    _fill(
        work,
        _column(Need, "note"),
        [(key, dice.choice(words["need"])) for key in needs if dice.random() < 0.2],
    )


def _keys(work: Work, roles: Roles) -> dict[str, str]:
    """Find the records of those who play a part, and one more who waits to be rung back."""
    rows = work.session.execute(
        select(Person.source_id, Person.id).where(Person.source_id.in_(roles.values()))
    )
    by_source = {row.source_id: row.id for row in rows}
    keys = {part: by_source[source] for part, source in roles.items()}
    lately = _seen_with_case(work, work.now - _LATELY)
    rest = [key for key in lately if key not in keys.values()]
    return keys | ({"call": rest[0]} if rest else {})


def _seen_with_case(work: Work, since: datetime) -> list[str]:
    return list(
        work.session.scalars(
            select(Person.id)
            .join(Case, Case.person_id == Person.id)
            .join(Contact, Contact.person_id == Person.id)
            .where(
                Case.closed_on.is_(None),
                Contact.started_at >= since,
                Contact.voided_at.is_(None),
                Person.merged_into.is_(None),
                Person.deceased_on.is_(None),
            )
            .distinct()
            .order_by(Person.id)
        )
    )


def _ways_and_flags(work: Work, dice: Random, keys: Mapping[str, str]) -> list[str]:
    """Note for about half of the open cases how they may be reached; return those asked."""
    sets = written("scene")["routes"]
    found = _seen_with_case(work, work.now - timedelta(days=400))
    asked = [key for key in found if key != keys.get("young")][:_WITH_ROUTES]
    for place, key in enumerate(asked):
        chosen = sets[4] if key == keys.get("call") else sets[place % len(sets)]
        if key != keys.get("call") and dice.random() < 0.2:
            continue
        for way in chosen["ways"]:
            care.add_route(
                work, key, RouteRow(way["route"], way.get("value"), way["safe"], way.get("rule"))
            )
        for flag in chosen["flags"]:
            care.set_flag(work, key, flag)
    return asked


def _names(work: Work, dice: Random, known: Sequence[str]) -> None:
    words = written("scene")
    picked = dice.sample(known, min(len(known), len(words["other_names"])))
    for key, name in zip(picked, words["other_names"], strict=False):
        work.session.execute(
            insert(Alias).values(id=new_key(), person_id=key, alias=name, added_at=work.now)
        )
    for key, code in zip(reversed(picked), words["own_code"], strict=False):
        work.session.execute(update(Person).where(Person.id == key).values(own_code=code))


def _alert_to_review(work: Work) -> str:
    """Let the oldest warning that still stands come up for review today."""
    found = work.session.execute(
        select(Alert.id, Alert.reference)
        .where(Alert.status == "issued", Alert.voided_at.is_(None))
        .order_by(Alert.issued_at)
    ).all()
    for place, row in enumerate(found):
        review = work.today + timedelta(days=place * 3)
        work.session.execute(update(Alert).where(Alert.id == row.id).values(review_on=review))
    return found[0].reference if found else ""


def _to_do(work: Work, dice: Random, keys: Mapping[str, str]) -> None:
    cases = [key for key in _seen_with_case(work, work.now - _LATELY) if key not in keys.values()]
    for each in written("scene")["task"]:
        who = each.get("who")
        if who not in (None, "case", *keys):
            continue
        person = dice.choice(cases) if who == "case" and cases else keys.get(who or "")
        days = each["days"]
        due = None if days == _WHEN_NEXT_SEEN else work.today + timedelta(days=days)
        tasks.add(work, TaskDraft(each["text"], due, each["kind"], person, each.get("owner")))


def _directory(work: Work) -> None:
    """Write the services down, and which one each referral went to."""
    for agency in written("scene")["agency"]:
        key = new_key()
        work.session.execute(insert(Agency).values(id=key, **agency))
        work.session.execute(
            update(Referral)
            .where(Referral.agency_type == agency["type"], Referral.direction == "out")
            .values(agency_id=key)
        )
