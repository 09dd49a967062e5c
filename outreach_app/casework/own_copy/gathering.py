"""The first copy: every block held about somebody, all their joined records together.

Who is named where (`finds`) and where they may be mentioned in what is kept about others
(`mentions`) are other modules.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import false, inspect, or_, select

from models.erasing import ValueChange
from models.following import WitnessAccount
from models.incidents import Incident
from models.leaving import ConsentPaper
from models.own_copy import AccessRequest
from models.record import AuditEntry
from outreach_app.casework import access
from outreach_app.casework.own_copy import mentions
from outreach_app.casework.own_copy.blocks import (
    OTHER,
    SUSPECT,
    Block,
    Child,
    Shelf,
    flat,
    lines,
)
from outreach_app.casework.own_copy.harm_shelves import HARM, SHARED
from outreach_app.casework.own_copy.shelves import MET, PERSON
from outreach_app.casework.roles import LEAD, insist
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.words import say
from outreach_app.work import Work

SHELVES: Final = (*PERSON, *MET, *HARM, *SHARED)
SECTIONS: Final = ("you", "contacts", "needs", "harm", "safety", "sharing", "mentions")
# Tables that lead to a person and are no part of the copy, each with the reason.
NOT_IN: Final = {
    "persons": "shelf `person`; merged_into leads to a record that is in the copy itself",
    "access_requests": "the request itself, which they made",
    "access_pauses": "the request itself",
    "access_decisions": "what is decided about this copy",
    "not_the_same": "says only that somebody else is somebody else",
    "neighbour_links": "a random reference that stands for a record which is in the copy",
    "releases": "said with what left (`harm_shelves._paper`)",
    "release_subjects": "said with what left",
    "referral_letters": "said with what left",
    "match_decisions": "compares two descriptions of somebody else",
    "alert_drafts": "a warning that did not go out; what it says is what they told",
    "alert_issues": "the words of a warning, which name nobody; that it went out is in the copy",
    "alert_places": "where a warning went, which names nobody",
    "issued_stories": "which report a story stood in; the story is in the copy",
    "windows_settled": "children of shelf `incident`",
    "sessions": "a shift, not a person; what it says of them is found by `mentions`",
}


def gather(work: Work, person_id: str) -> tuple[Block, ...]:
    """Return all blocks, in the order of `SECTIONS` and of time. For the lead.

    Raises NotAllowed, Restricted, NoSuchRecord.
    """
    insist(work, (LEAD,))
    access.insist(work, person_id)
    mine = tuple(work.session.scalars(records_of(whole_id(work, person_id))))
    told = tuple(work.session.scalars(select(Incident.id).where(Incident.person_id.in_(mine))))
    found: list[Block] = []
    for shelf in SHELVES:
        found += _blocks(work, shelf, mine, told)
    found += _changes(work, found)
    found += mentions.found(work, mine, told)
    order = {section: place for place, section in enumerate(SECTIONS)}
    return tuple(
        sorted(found, key=lambda each: (order[each.section], each.day or date.min, each.id))
    )


def keys_of(work: Work, person_id: str) -> frozenset[str]:
    """Return the keys of all rows about somebody, as lines of the trail name them."""
    mine = tuple(work.session.scalars(records_of(whole_id(work, person_id))))
    told = tuple(work.session.scalars(select(Incident.id).where(Incident.person_id.in_(mine))))
    found = {*mine, *told}
    for shelf in SHELVES:
        if hasattr(shelf.model, "id"):
            found.update(
                work.session.scalars(select(shelf.model.id).where(_whose(shelf, mine, told)))
            )
    asked = select(AccessRequest.id).where(AccessRequest.person_id.in_(mine))
    return frozenset(found | set(work.session.scalars(asked)))


def _blocks(
    work: Work, shelf: Shelf, mine: tuple[str, ...], told: tuple[str, ...]
) -> Iterator[Block]:
    rows = work.session.scalars(select(shelf.model).where(_whose(shelf, mine, told))).all()
    keys = [_key(row) for row in rows]
    children = [(child, _of(work, child, keys)) for child in shelf.children]
    for row, key in zip(rows, keys, strict=True):
        said = list(lines(work, row, shelf.fields))
        for child, some in children:
            said += [
                "– " + ", ".join(lines(work, each, child.fields)) for each in some.get(key, ())
            ]
        yield Block(
            id=f"{shelf.kind}:{key}",
            section=shelf.section,
            day=_day(work, row, shelf.day),
            title=say(f"own_copy.block.{shelf.kind}"),
            text="\n".join(said),
            written_by=getattr(row, shelf.by) if shelf.by else None,
            suggest=shelf.suggest or (_former(row.before) if shelf.kind == "amended" else ""),
            form=row.data if isinstance(row, ConsentPaper) else None,
            media=row.media if isinstance(row, ConsentPaper) else "",
        )
    work.session.expunge_all()


def _changes(work: Work, found: list[Block]) -> Iterator[Block]:
    """Give what stood in the fields of these rows before they were changed."""
    now = {block.id.partition(":")[2]: block for block in found}
    rows = work.session.execute(
        select(ValueChange.id, ValueChange.object_id, ValueChange.values, AuditEntry.at)
        .join(AuditEntry, AuditEntry.seq == ValueChange.seq)
        .where(ValueChange.object_id.in_(now))
    )
    for key, about, values, at in rows:
        yield Block(
            id=f"changed:{key}",
            section=now[about].section,
            day=work.day_of(at),
            title=say("own_copy.block.changed"),
            text="; ".join(flat(values)),
            suggest=now[about].suggest or _former(values),
        )


def _former(before: Mapping[str, Any]) -> str:
    """Return why what stood there before may have to be kept back, as it would be were it there."""
    if before.keys() & {"suspects", "vehicle"}:
        return SUSPECT
    return OTHER if "officer" in before else ""


def _whose(shelf: Shelf, mine: tuple[str, ...], told: tuple[str, ...]) -> Any:
    about: list[Any] = []
    for name in shelf.mine:
        keys = told if name == "incident_id" else mine
        about.append(getattr(shelf.model, name).in_(keys) if keys else false())
    wanted = or_(*about)
    if shelf.model is WitnessAccount and shelf.mine == ("incident_id",):
        # What they told themselves stands on a shelf of its own.
        others = or_(WitnessAccount.person_id.is_(None), WitnessAccount.person_id.not_in(mine))
        return wanted & others
    return wanted


def _of(work: Work, child: Child, keys: Iterable[str]) -> dict[str, list[Any]]:
    link = getattr(child.model, child.link)
    order = [each for each in inspect(child.model).columns if each.name in ("position", "id")]
    found: dict[str, list[Any]] = defaultdict(list)
    for row in work.session.scalars(
        select(child.model).where(link.in_(list(keys))).order_by(*order)
    ):
        found[getattr(row, child.link)].append(row)
    return found


def _key(row: Any) -> str:
    """Return the key of a row; of one without its own, those of what it ties together."""
    identity = inspect(row).identity
    return "+".join(str(each) for each in identity)


def _day(work: Work, row: Any, name: str) -> date | None:
    value = getattr(row, name) if name else None
    return work.day_of(value) if isinstance(value, datetime) else value
