"""A paper about several people keeps its words until the last of them is anonymised."""

from sqlalchemy import insert, select

from models.leaving import Release, ReleaseSubject
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.retention import anonymising
from outreach_app.retention.anonymising import EraseDraft
from outreach_app.work import Work


def release(work: Work, keys: list[str]) -> str:
    key = new_key()
    work.session.execute(
        insert(Release).values(
            id=key,
            number=1,
            reference="ABCD",
            output="sheet",
            recipient="health",
            named_recipient="the clinic at the corner",
            basis="consent",
            reason="both want to go there together",
            content="full",
            sha256="0" * 64,
            way="printed",
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    for position, person in enumerate(keys):
        work.session.execute(
            insert(ReleaseSubject).values(
                id=new_key(), release_id=key, position=position, person_id=person
            )
        )
    return key


def words(desk: Desk) -> tuple[str | None, str | None]:
    row = desk.ask(
        lambda work: work.session.execute(select(Release.named_recipient, Release.reason)).one()
    )
    return (row.named_recipient, row.reason)


def erase(desk: Desk, key: str) -> None:
    code = desk.ask(anonymising.look, key).code
    desk.do(anonymising.anonymise, EraseDraft(key, "asked", code))


def test_it_keeps_its_words_until_the_last_one_goes(desk: Desk) -> None:
    keys = [desk.do(people.add, PersonDraft(alias=alias)).value.id for alias in ("Dune", "Wren")]
    desk.do(release, keys)
    erase(desk, keys[0])
    assert words(desk) == ("the clinic at the corner", "both want to go there together")
    erase(desk, keys[1])
    assert words(desk) == (None, None)
