"""Where somebody may be mentioned in what is kept about others: by any name they go by.

A reasonable and proportionate search (workflow 8): the sentences a name stands in, never the rest
of what is kept about somebody else. Whether it is them is for the lead to see.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from models.contacts import Contact, OutreachSession
from models.erasing import ValueChange
from models.following import PoliceResponse, ReleaseEvent, WitnessAccount
from models.incidents import Incident
from models.people import Alias, CaseEvent, ContactRoute, Person, PersonFlag, Task
from models.protection import PoliceComplaint, Safeguarding, SafeguardingEvent
from models.support import Need, Referral
from outreach_app.casework.own_copy.blocks import OTHER, Block
from outreach_app.casework.own_copy.tokens import runs
from outreach_app.words import say
from outreach_app.work import Work

_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_SHORTEST: Final = 3
# Free words kept about others, with the column of their moment or day, if they have one.
_TEXTS: Final[tuple[tuple[str, Any, Any, Any], ...]] = (
    ("contact", Contact, Contact.note, Contact.started_at),
    ("shift", OutreachSession, OutreachSession.handover, OutreachSession.started_at),
    ("need", Need, Need.note, Need.identified_on),
    ("referral", Referral, Referral.note, Referral.drafted_on),
    ("task", Task, Task.text, Task.created_at),
    ("case", CaseEvent, CaseEvent.reason, CaseEvent.recorded_at),
    ("flag", PersonFlag, PersonFlag.note, PersonFlag.noted_at),
    ("route", ContactRoute, ContactRoute.rule, ContactRoute.noted_at),
    ("incident", Incident, Incident.private_note, Incident.disclosed_at),
    ("place", Incident, Incident.place_exact, Incident.disclosed_at),
    ("witness", WitnessAccount, WitnessAccount.words, WitnessAccount.told_at),
    ("response", PoliceResponse, PoliceResponse.note, PoliceResponse.on_day),
    ("news", ReleaseEvent, ReleaseEvent.note, ReleaseEvent.on_day),
    ("concern", Safeguarding, Safeguarding.seen_and_said, Safeguarding.raised_at),
    ("concern_who", Safeguarding, Safeguarding.who_with, Safeguarding.raised_at),
    ("concern_step", SafeguardingEvent, SafeguardingEvent.note, SafeguardingEvent.on_day),
    ("conduct", PoliceComplaint, PoliceComplaint.account, PoliceComplaint.noted_on),
)


def found(work: Work, mine: tuple[str, ...], told: tuple[str, ...]) -> Iterator[Block]:
    """Give the sentences in others' records that hold a name of the person with these records."""
    names = _names(work, mine)
    if not names:
        return
    for kind, model, column, when in _TEXTS:
        keys = select(model.id, column, when).where(column.is_not(None))
        if hasattr(model, "person_id"):
            keys = keys.where(model.person_id.is_(None) | model.person_id.not_in(mine))
        if model is Incident:
            keys = keys.where(Incident.id.not_in(told))
        elif hasattr(model, "incident_id"):
            keys = keys.where(model.incident_id.is_(None) | model.incident_id.not_in(told))
        for key, words, at in work.session.execute(keys):
            said = [each for each in sentences(words) if any(runs(each, name) for name in names)]
            if said:
                yield Block(
                    id=f"mention_{kind}:{key}",
                    section="mentions",
                    day=work.day_of(at) if isinstance(at, datetime) else at,
                    title=say(f"own_copy.mention.{kind}"),
                    text="\n".join(said),
                    suggest=OTHER,
                )


def sentences(text: str) -> list[str]:
    """Cut a text into its sentences and lines."""
    return [each.group().strip() for each in _SENTENCE.finditer(text) if each.group().strip()]


def _names(work: Work, mine: tuple[str, ...]) -> tuple[str, ...]:
    known = [
        *work.session.scalars(select(Person.alias).where(Person.id.in_(mine))),
        *work.session.scalars(select(Alias.alias).where(Alias.person_id.in_(mine))),
        *work.session.scalars(select(Person.code).where(Person.id.in_(mine))),
    ]
    # What they were called before their name was put right: notes of that time still say it.
    before = work.session.scalars(select(ValueChange.values).where(ValueChange.object_id.in_(mine)))
    known += [str(values["alias"]) for values in before if values.get("alias")]
    return tuple(dict.fromkeys(each for each in known if len(each.strip()) >= _SHORTEST))
