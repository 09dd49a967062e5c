"""Warnings in the making: begun from an incident, read to her, looked at by a second person.

Nothing here leaves: that is `alert_issue`. A ground is needed and being a client is none
(requirement C08); what may be in it are suspect facts, a coarse area and a part of a month.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import insert, select

from models.incidents import Incident
from models.sharing import Alert
from models.types import new_key
from models.warning import AlertDraft, AlertIssue
from outreach_app.casework import access, checks, tasks
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.sharing.alert_base import (
    OPEN,
    OUTPUT,
    Change,
    alert_incidents,
    fingerprint,
    may_read,
    open_draft,
    others,
    reference_of,
    text_of,
)
from outreach_app.sharing.outputs import output
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

# A warning is looked at again after this many weeks, unless another day is chosen.
REVIEW_WEEKS: Final = 8
WORDING_LIMIT: Final = 1200
# Not ticked at first: a number or an account is only a warning to those who may be called.
_UNTICKED: Final = ("phone", "account")
_GROUNDS: Final = {"SV": "sexual", "VI": "violence", "PR": "robbery", "HA": "harass"}
_GROUND_ELSE: Final = "suspicious"


def begin(work: Work, incident_id: str) -> Done[str]:
    """Begin a warning from an incident, or go on with the one begun; answers its key."""
    insist(work, CASEWORK)
    row = work.session.execute(
        select(Incident.person_id, Incident.type).where(Incident.id == incident_id)
    ).first()
    if row is None:
        raise NoSuchRecord
    if row.person_id:
        access.insist(work, row.person_id)
    open_one = work.session.scalar(
        select(AlertDraft.id)
        .where(AlertDraft.incident_id == incident_id, AlertDraft.state.in_(OPEN))
        .order_by(AlertDraft.made_at.desc())
    )
    if open_one is not None:
        return Done(open_one, changed("drafts"))
    group = work.lists["incident_type"].map("group").get(row.type)
    values = {
        "incident_id": incident_id,
        "incidents": (incident_id,),
        "grounds": (_GROUNDS.get(str(group), _GROUND_ELSE),),
        "facts": tuple(each for each in output(OUTPUT).fields if each not in _UNTICKED),
    }
    return Done(_write(work, values), changed("alerts"))


def begin_again(work: Work, alert_id: str) -> Done[str]:
    """Begin a new issue of a warning that went out: again, or corrected when the words change."""
    insist(work, CASEWORK)
    from_incidents = alert_incidents(work, alert_id)
    for each in from_incidents:
        may_read(work, each)
    last = work.session.scalar(
        select(AlertIssue).where(AlertIssue.alert_id == alert_id).order_by(AlertIssue.issue.desc())
    )
    grounds = work.session.scalar(select(Alert.grounds).where(Alert.id == alert_id))
    if grounds is None or not from_incidents:
        raise NoSuchRecord
    values = {
        "incident_id": from_incidents[0],
        "incidents": from_incidents,
        "alert_id": alert_id,
        "grounds": grounds,
        "facts": tuple(each for each in output(OUTPUT).fields if each not in _UNTICKED),
        "wording": last.parts.get("wording") if last and last.parts.get("own_words") else None,
    }
    work.session.expunge_all()
    return Done(_write(work, values), changed("alerts"))


def _write(work: Work, values: Mapping[str, Any]) -> str:
    key = new_key()
    work.session.execute(
        insert(AlertDraft).values(
            id=key,
            channels={},
            review_on=work.today + timedelta(weeks=REVIEW_WEEKS),
            made_at=work.now,
            made_by=work.by,
            kept_at=work.now,
            **values,
        )
    )
    audit.note(work, "alert_begun", key)
    return key


def check(change: Change, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what cannot be kept as it stands; instant, needs no file."""
    problems = [
        *checks.all_of(lists, "alert_ground", "grounds", change.grounds),
        *checks.all_of(lists, "alert_channel", "channels", change.channels),
        *checks.text("wording", change.wording, WORDING_LIMIT),
        *checks.one_of(lists, "consent_method", "read_to", change.read_to),
    ]
    for sent in change.channels.values():
        problems += checks.whole("channels", sent, 1_000_000)
    return tuple(problems)


def keep(work: Work, draft_id: str, change: Change) -> Done[str]:
    """Keep what was changed; other words than those the second person read are looked at again."""
    insist(work, CASEWORK)
    checks.insist(check(change, work.lists))
    row = open_draft(work, draft_id)
    allowed = output(OUTPUT).fields
    row.grounds, row.facts = change.grounds, tuple(x for x in allowed if x in change.facts)
    row.wording = change.wording
    row.channels, row.review_on = dict(change.channels), change.review_on
    row.read_to, row.kept_at = change.read_to, work.now
    work.session.flush()
    if row.checked_text is not None and row.checked_text != fingerprint(_text(work, row)):
        row.checked_at = row.checked_by = row.checked_text = None
        row.state = "draft"
    work.session.flush()
    work.session.expunge_all()
    return Done(draft_id, changed("alert_draft"))


def ask_for_check(work: Work, draft_id: str, whom: str) -> Done[str]:
    """Ask a colleague to read the words: something to do for them."""
    insist(work, CASEWORK)
    row = open_draft(work, draft_id)
    if whom not in dict(others(work, row)):
        checks.insist([Problem("second", "required")])
    text = say("alert.check_task", reference=reference_of(work, row.incident_id))
    row.asked_at, row.state = work.now, "waiting"
    incident = row.incident_id
    work.session.flush()
    work.session.expunge_all()
    task = tasks.TaskDraft(text, work.today, "alert", owner=whom, incident_id=incident)
    tasks.add(work, task)
    return Done(draft_id, changed("alerts", "tasks", "alert_draft"))


def checked(work: Work, draft_id: str, by: str) -> Done[str]:
    """Write down that a second person has read the words as they are now.

    `by` is the colleague at the keyboard, if the words are somebody else's, or a colleague who read
    them beside or on the telephone; never the one who wrote them.
    """
    insist(work, CASEWORK)
    row = open_draft(work, draft_id)
    if by not in dict(others(work, row)):
        checks.insist([Problem("second", "required")])
    row.checked_by, row.checked_at, row.state = by, work.now, "checked"
    row.checked_text = fingerprint(_text(work, row))
    work.session.flush()
    work.session.expunge_all()
    audit.note(work, "alert_checked", draft_id, by=by)
    return Done(draft_id, changed("alerts", "alert_draft"))


def drop(work: Work, draft_id: str) -> Done[str]:
    """Let a draft go; nothing of it went anywhere."""
    insist(work, CASEWORK)
    row = open_draft(work, draft_id)
    row.state, row.wording = "dropped", None
    work.session.flush()
    work.session.expunge_all()
    audit.note(work, "alert_dropped", draft_id)
    return Done(draft_id, changed("alerts"))


def _text(work: Work, row: AlertDraft) -> str:
    """Return the words as they stand, without losing hold of the draft: reading lets rows go."""
    work.session.flush()
    work.session.expunge(row)
    found = text_of(work, row)
    work.session.add(row)
    return found
