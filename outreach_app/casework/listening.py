"""Only listening: an incident is saved and nothing is asked, so that nothing may be shared."""

from dataclasses import replace

from outreach_app.casework import consents, incidents
from outreach_app.casework.incidents import IncidentDraft, IncidentRow
from outreach_app.work import Changes, Done, Work


def only_listen(work: Work, draft: IncidentDraft) -> Done[IncidentRow]:
    """Save an incident and "did not ask" for every question about it, in one transaction."""
    done = incidents.log(work, replace(draft, path=incidents.UNDECIDED))
    scopes = work.lists["consent_scope"].where("level", "incident")
    answered = consents.answer(
        work,
        consents.AnswersDraft(
            incident_id=done.value.id,
            answers=tuple(
                consents.Answer(scope, consents.NOT_ASKED)
                for scope in work.lists["consent_scope"].codes()
                if scope in scopes
            ),
        ),
    )
    return Done(
        done.value,
        Changes(done.changes.subjects | answered.changes.subjects, done.changes.person_id),
    )
