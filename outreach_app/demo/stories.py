"""A story in the sample: told with a yes, written by one person and read by another."""

from dataclasses import replace
from typing import Final

from outreach_app.casework import consents, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.young import kept_inside
from outreach_app.demo.world import STAFF, written
from outreach_app.sharing import stories
from outreach_app.sharing.stories import StoryDraft
from outreach_app.work import Work

# An outreach worker opens the record of whomever a colleague looks after.
_WRITES: Final = (STAFF[1], "outreach")


def tell(work: Work) -> None:
    """Keep the story of the first adult with an open case whose record anybody may see."""
    inside = kept_inside(work)
    someone = next(
        each
        for each in people.everyone(work)
        if each.open_case and not each.restricted and each.id not in inside
    )
    yes = Answer(stories.OUTPUT, consents.YES, "verbal", "able")
    consents.answer(work, AnswersDraft(someone.id, None, (yes,)))
    code, role = _WRITES
    words = written("scene")["story"]["words"]
    told = stories.write(replace(work, by=code, role=role), StoryDraft(someone.id, words)).value
    stories.approve(work, told.id)
