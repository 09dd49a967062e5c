"""The decision: may this leave now, to this reader, on this basis? Every rule in one place.

Sources: exchange format 4.7 (answers), workflows 2-4 and 9-12, list ``capacity``, ``police_path``,
``share_basis`` and ``user_role`` of the vocabulary, requirements A17 and C04.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from outreach_app.casework.roles import CASEWORK, LEAD
from outreach_app.sharing import answers, subjects
from outreach_app.sharing.asking import CONSENT, Allowed, Decision, Denied, Request
from outreach_app.sharing.outputs import Output, output
from outreach_app.sharing.subjects import Subject
from outreach_app.work import Work

POLICE: Final = "police"
_LIAISON: Final = "police_liaison"
# A yes of its own kind: a move at her request rests on her yes to it (list ``share_basis``).
_AT_HER_REQUEST: Final = "transfer"
_ON_A_YES: Final = (CONSENT, _AT_HER_REQUEST)
# Children are referred without being asked, by the lead (workflow 11); what the law orders or a
# life in danger demands stays possible. A yes is not asked of a child, so none is relied on.
CHILD_BASES: Final = ("safeguard_child", "vital", "court_order", "statutory", "subject_access")
_OF_THE_LIVING: Final = "subject_access"
_URGENT_READERS: Final = ("health",)


def decide(work: Work, request: Request) -> Decision:
    """Tell whether something may leave at this moment; writes nothing. Raises NoSuchRecord.

    Who may not open the record is told no more than that.
    """
    out = output(request.output)
    subject = subjects.find(work, request.incident_id, request.person_id)
    if subject.restricted and work.role != LEAD:
        return Denied(("restricted",), request)
    scope = request.scope or (out.scopes[0] if len(out.scopes) == 1 else "")
    recipient = _recipient(work, out, request, scope)
    reasons = (
        *_about_the_asking(out, request, scope, recipient),
        *_about_the_subject(subject, request, recipient, out),
        *_about_the_asker(work, out, request, subject, recipient),
        *_about_the_basis(work, out, request, subject, (scope, recipient)),
    )
    if reasons:
        return Denied(tuple(dict.fromkeys(reasons)), request)
    on_yes = request.basis in _ON_A_YES
    return Allowed(request, scope if on_yes else "", recipient, out.content, subject.person_id)


def decide_all(work: Work, requests: Iterable[Request]) -> Denied | tuple[Allowed, ...]:
    """Decide about several at once: all may leave together or nothing does."""
    allowed = []
    for request in requests:
        decision = decide(work, request)
        if isinstance(decision, Denied):
            return decision
        allowed.append(decision)
    return tuple(allowed)


def _recipient(work: Work, out: Output, request: Request, scope: str) -> str:
    if request.basis in _ON_A_YES and scope in out.scopes and not request.recipient:
        return str(work.lists["consent_scope"][scope].maps["recipient"])
    if not request.recipient and len(out.recipients) == 1:
        return out.recipients[0]
    if not request.recipient and scope in out.scopes:
        return str(work.lists["consent_scope"][scope].maps["recipient"])
    return request.recipient


def _about_the_asking(out: Output, request: Request, scope: str, recipient: str) -> Iterator[str]:
    """Find what is wrong with what is asked, whoever it is about."""
    if request.basis in _ON_A_YES and scope not in out.scopes:
        yield "no_question"
    if request.basis != CONSENT and request.basis not in out.bases:
        yield "basis_not_for_this"
    if not recipient:
        yield "no_recipient"
    elif request.basis not in _ON_A_YES and out.recipients and recipient not in out.recipients:
        yield "other_recipient"


def _about_the_subject(
    subject: Subject, request: Request, recipient: str, out: Output
) -> Iterator[str]:
    on_yes = request.basis in _ON_A_YES
    if not subject.matches:
        yield "other_person"
    if subject.voided:
        yield "voided"
    if subject.young and request.basis not in CHILD_BASES:
        yield "under_18"
    if subject.died and (on_yes or request.basis == _OF_THE_LIVING):
        yield "died"
    if recipient == POLICE and on_yes:
        if subject.no_police:
            yield "no_police"
        if subject.officials and not (out.content == "full" and request.named_recipient):
            yield "officials"


def _about_the_asker(
    work: Work, out: Output, request: Request, subject: Subject, recipient: str
) -> Iterator[str]:
    """Find what the role of the person at the keyboard does not include (list ``user_role``)."""
    liaison = work.role == _LIAISON and recipient == POLICE and not subject.officials
    if work.role not in CASEWORK and not liaison:
        yield "role"
    elif work.role != LEAD and (
        out.lead or request.basis not in _ON_A_YES or (recipient == POLICE and subject.officials)
    ):
        yield "lead_only"
    if (out.reason or request.basis not in _ON_A_YES) and not request.reason.strip():
        yield "reason"


def _about_the_basis(
    work: Work, out: Output, request: Request, subject: Subject, asked: tuple[str, str]
) -> Iterator[str]:
    scope, recipient = asked
    if request.basis not in _ON_A_YES or scope not in out.scopes:
        return
    maps = work.lists["consent_scope"][scope].maps
    if maps["recipient"] != recipient:
        yield "other_recipient"
        return
    if maps["level"] == "incident" and subject.incident_id is None:
        yield "which_incident"
        return
    if maps["level"] == "person" and subject.person_id is None:
        yield "not_named"
        return
    why = answers.why_not(
        work,
        scope,
        subject.incident_id,
        subject.person_id,
        request.named_recipient,
        urgent=request.urgent and recipient in _URGENT_READERS,
    )
    if why:
        yield why
