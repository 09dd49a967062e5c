"""Stories for funders: only with a yes in force, read twice, and never with a name in them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.reports import issuing, showing
from outreach_app.reports.showing import NOW, Shown, Wanted
from outreach_app.sharing import stories
from outreach_app.sharing.releasing import NotAsShown
from outreach_app.sharing.stories import SamePerson, StoryDraft, StoryMarked, StoryRow
from outreach_app.statistics import periods
from outreach_app.work import Work
from tests.outreach_app.sharing.conftest import SECOND

TEXT = "The van came every week. Somebody listened, and that made it possible to ask for help."
DECEMBER = periods.month("2025-12")


def somebody(desk: Desk, answer: str = consents.YES) -> str:
    person = desk.do(people.create, PersonDraft("Comet")).id
    if answer:
        given = answer == consents.YES
        said = Answer("story", answer, *(("verbal", "able") if given else ()))
        desk.do(consents.answer, AnswersDraft(person, None, (said,)))
    return person


def read(desk: Desk, story_id: str) -> None:
    desk.do(lambda work: stories.approve(replace(work, by=SECOND, role="caseworker"), story_id))


def ready(desk: Desk, text: str = TEXT) -> StoryRow:
    row = desk.do(stories.write, StoryDraft(somebody(desk), text)).value
    read(desk, row.id)
    return row


def shown(desk: Desk, which: str = NOW, pack: str = "lottery") -> Shown:
    found = desk.do(stories.show, Wanted(pack, DECEMBER, which))
    assert found is not None
    return found


def told(desk: Desk) -> int:
    wanted = select(func.count()).select_from(Disclosure).where(Disclosure.scope == "story")
    return desk.ask(lambda work: work.session.scalar(wanted)) or 0


def test_a_story_with_a_yes_stands_in_the_funders_report_and_nowhere_else(full: Desk) -> None:
    ready(full)
    assert TEXT in shown(full).text
    for pack in ("pcc", "health", "police", "internal"):
        assert TEXT not in shown(full, pack=pack).text
    # Who does not ask the gate gets none.
    bare = full.do(showing.show, Wanted("lottery", DECEMBER, NOW))
    assert bare is not None
    assert TEXT not in bare.text
    assert told(full) == 0


def test_what_was_issued_stays_and_a_new_report_leaves_it_out(full: Desk, clock: SetClock) -> None:
    row = ready(full)
    made = full.do(stories.issue, shown(full), None).value
    assert TEXT in made.text
    assert told(full) == 1
    clock.moment += timedelta(days=1)
    no = Answer("story", consents.NO, "verbal")
    full.do(consents.answer, AnswersDraft(row.person_id, None, (no,)))
    again = shown(full, made.issued.id if made.issued else "")
    assert TEXT in again.text
    assert again.pages == made.pages
    assert TEXT not in shown(full).text
    (back,) = full.ask(stories.every)
    assert back.why


def test_a_yes_taken_back_between_looking_and_issuing_stops_it(full: Desk, clock: SetClock) -> None:
    row = ready(full)
    draft = shown(full)
    clock.moment += timedelta(minutes=1)
    full.do(
        consents.answer,
        AnswersDraft(row.person_id, None, (Answer("story", consents.NO, "verbal"),)),
    )
    with pytest.raises(NotAsShown):
        full.do(stories.issue, draft, None)
    assert not full.ask(issuing.everything)
    assert told(full) == 0


def test_without_a_yes_or_a_second_reader_it_waits(full: Desk) -> None:
    person = somebody(full, "")
    row = full.do(stories.write, StoryDraft(person, TEXT)).value
    assert row.why == ("unread", "not_asked")
    with pytest.raises(SamePerson):
        full.do(stories.approve, row.id)
    read(full, row.id)
    assert TEXT not in shown(full).text


def test_names_places_days_and_other_peoples_words_are_refused(full: Desk) -> None:
    person = somebody(full)
    other = full.ask(people.everyone)[0].alias
    for words in (
        "Comet came back every week.",
        f"She told {other} about us.",
        "It was on 3 October 2025.",
        "On a Monday at 22:15 it happened.",
    ):
        with pytest.raises(StoryMarked):
            full.do(stories.write, StoryDraft(person, words))
    with pytest.raises(CheckFailed):
        full.do(stories.write, StoryDraft(person, " "))
    with pytest.raises(CheckFailed):
        full.do(stories.write, StoryDraft(person, "x" * 1501))


def test_no_more_stories_than_a_pack_takes_and_none_that_is_out_of_use(full: Desk) -> None:
    texts = [f"{TEXT} {word}." for word in ("Warmly", "Slowly", "Quietly", "Kindly")]
    rows = [ready(full, text) for text in texts]
    assert shown(full).stories == tuple(reversed(texts[1:]))
    full.do(stories.retire, rows[3].id)
    assert shown(full).stories == tuple(reversed(texts[:3]))


def test_only_those_who_work_with_people_read_stories(full: Desk) -> None:
    ready(full)

    def every_as(work: Work, role: str) -> tuple[StoryRow, ...]:
        return stories.every(replace(work, role=role))

    for role in ("volunteer", "reporter", "admin", "police_liaison"):
        with pytest.raises(NotAllowed):
            full.ask(every_as, role)
