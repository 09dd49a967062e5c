"""The decision: may this leave now, to this reader, on this basis? Every rule in one place.

Sources: exchange format 4.7 (answers), workflows 2-4 and 9-12, list ``capacity``, ``police_path``,
``share_basis`` and ``user_role`` of the vocabulary, requirements A17 and C04.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from outreach_app.casework import yes_in_force
from outreach_app.casework.roles import CASEWORK, LEAD, LIAISON
from outreach_app.sharing import subjects
from outreach_app.sharing.asking import CONSENT, Allowed, Decision, Denied, Request
from outreach_app.sharing.outputs import Output, output
from outreach_app.sharing.subjects import Subject
from outreach_app.work import Work

POLICE: Final = "police"
# A yes of its own kind: a move at her request rests on her yes to it (list ``share_basis``).
_AT_HER_REQUEST: Final = "transfer"
_ON_A_YES: Final = (CONSENT, _AT_HER_REQUEST)
# A yes is not asked of a child, so none is relied on: the lead tells who keeps them safe (workflow
# 11, point 4), also when a life is in danger at this moment (12 b). A duty to report is owed to
# social care and police (11, point 7); what a court orders goes where the court says (12 a), and a
# child may ask for their own record (8). No other ground and no other reader is in the workflows.
_KEEP_SAFE: Final = ("social_care", "police", "health")
CHILD_READERS: Final[Mapping[str, tuple[str, ...]]] = {
    "safeguard_child": _KEEP_SAFE,
    "vital": _KEEP_SAFE,
    "statutory": ("social_care", "police"),
    "court_order": ("social_care", "police", "legal"),
    "subject_access": ("self",),
}
# A child is told about as a child; no sheet without a name carries what happened to them (11, "must
# not happen": alert or matching output).
_TOLD_AS: Final = "full"
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
    if subject.young and not _for_a_child(request.basis, recipient, out):
        yield "under_18"
    if subject.died and (on_yes or request.basis == _OF_THE_LIVING):
        yield "died"
    if recipient == POLICE and on_yes:
        if subject.no_police:
            yield "no_police"
        if subject.officials and not (out.content == "full" and request.named_recipient):
            yield "officials"


def _for_a_child(basis: str, recipient: str, out: Output) -> bool:
    return recipient in CHILD_READERS.get(basis, ()) and out.content == _TOLD_AS


def _about_the_asker(
    work: Work, out: Output, request: Request, subject: Subject, recipient: str
) -> Iterator[str]:
    """Find what the role of the person at the keyboard does not include (list ``user_role``)."""
    liaison = work.role == LIAISON and recipient == POLICE and not subject.officials
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
    why = yes_in_force.why_not(
        work,
        scope,
        subject.incident_id,
        subject.person_id,
        request.named_recipient,
        urgent=request.urgent and recipient in _URGENT_READERS,
    )
    if why:
        yield why
