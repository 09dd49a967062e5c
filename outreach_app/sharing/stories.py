"""Stories somebody wants told to funders, without names: written, read by a second person, let go.

A story leaves through the gate like anything else about a person: the answer to the question about
stories must be in force at the moment a report is issued, and every word is looked through for what
points to somebody. What was issued stays; a report made later leaves out what was taken back.
Source: report lines, part 3 (lottery), and `docs/sharing.md`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select, update

from models.packs import IssuedStory, PackStory
from models.people import Person
from models.types import new_key
from outreach_app.casework import access, checks, roles
from outreach_app.casework.roles import CASEWORK
from outreach_app.casework.seen import whole_id
from outreach_app.errors import NoSuchRecord, Problem, Refused
from outreach_app.governance import audit
from outreach_app.reports import issuing, leaving, showing, told
from outreach_app.reports.leaving import Leaving, Left
from outreach_app.reports.showing import Shown, Wanted
from outreach_app.sharing import releasing
from outreach_app.sharing.asking import Denied, Request
from outreach_app.sharing.deciding import decide
from outreach_app.sharing.marking import Mark, marks
from outreach_app.sharing.releasing import Parcel, Yes
from outreach_app.statistics import known_packs
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.steps import Progress
from outreach_app.work import Changes, Done, Work, changed

OUTPUT: Final = "story"
LONGEST: Final = 1500


class SamePerson(Refused):
    """Whoever wrote a story does not read it for the second time."""

    key = "stories.errors.same_person"


class StoryMarked(Refused):
    """Words of a story point to somebody."""

    key = "stories.errors.marked"


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story as it is to be told, about one person."""

    person_id: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story; `why` says what keeps it back now, as codes (``sharing.denied.…``, ``unread``)."""

    id: str
    person_id: str
    alias: str
    text: str
    written_at: datetime
    written_by: str
    approved_by: str | None
    retired: bool
    why: tuple[str, ...]


def check(draft: StoryDraft) -> tuple[Problem, ...]:
    """Find what must be mended in a story; instant, needs no file."""
    found = list(checks.text("text", draft.text.replace("\n", " "), LONGEST, needed=True))
    if not draft.person_id:
        found.append(Problem("person_id", "no_person"))
    return tuple(found)


def look(work: Work, draft: StoryDraft) -> tuple[Mark, ...]:
    """Return every word of a story that points to somebody; no day may stand in it."""
    return marks(work, draft.text, (_request(draft.person_id),), strict=True)


def write(work: Work, draft: StoryDraft) -> Done[StoryRow]:
    """Keep a story; raises CheckFailed, StoryMarked where a word of it points to somebody."""
    roles.insist(work, CASEWORK)
    checks.insist(check(draft))
    person_id = whole_id(work, draft.person_id)
    access.insist(work, person_id)
    if any(each.blocks for each in look(work, draft)):
        raise StoryMarked
    key = new_key()
    work.session.execute(
        insert(PackStory).values(
            id=key,
            person_id=person_id,
            text=draft.text.strip(),
            written_at=work.now,
            written_by=work.by,
        )
    )
    audit.note(work, "story_written", key)
    return Done(_one(work, key), changed("stories", person_id=person_id))


def approve(work: Work, story_id: str) -> Done[StoryRow]:
    """Say that a second person read a story; raises SamePerson for whoever wrote it."""
    roles.insist(work, CASEWORK)
    row = _one(work, story_id)
    if row.written_by == work.by:
        raise SamePerson
    work.session.execute(
        update(PackStory)
        .where(PackStory.id == story_id)
        .values(approved_at=work.now, approved_by=work.by)
    )
    audit.note(work, "story_approved", story_id)
    return Done(_one(work, story_id), changed("stories"))


def retire(work: Work, story_id: str) -> Done[StoryRow]:
    """Take a story out of use. What was issued with it stays."""
    roles.insist(work, CASEWORK)
    _one(work, story_id)
    work.session.execute(
        update(PackStory).where(PackStory.id == story_id).values(retired_at=work.now)
    )
    audit.note(work, "story_retired", story_id)
    return Done(_one(work, story_id), changed("stories"))


def every(work: Work) -> tuple[StoryRow, ...]:
    """Return the stories that whoever asks may read, newest first, with what keeps each back."""
    roles.insist(work, CASEWORK)
    wanted = select(PackStory, Person.alias, Person.restricted).join(
        Person, Person.id == PackStory.person_id
    )
    found = work.session.execute(wanted.order_by(PackStory.id.desc())).all()
    return tuple(
        _row(work, story, alias)
        for story, alias, restricted in found
        if not restricted or work.role == access.LEAD
    )


def fit(work: Work, pack: Pack) -> tuple[StoryRow, ...]:
    """Return the stories that may stand in a pack now, newest first, no more than it takes."""
    if not pack.stories or work.role not in CASEWORK:
        return ()
    ready = [row for row in every(work) if not row.retired and not row.why]
    return tuple(ready[: pack.stories])


def let(work: Work, pack: Pack) -> tuple[StoryRow, ...]:
    """Let the stories that fit a pack now stand in a report made in this transaction."""
    rows = fit(work, pack)
    told.let(work, pack.name, tuple(row.text for row in rows))
    return rows


def show(work: Work, wanted: Wanted, progress: Progress | None = None) -> Shown:
    """Make or fetch a report as `showing.show`, with the stories that may stand in it now."""
    let(work, known_packs.of(work, wanted.pack))
    return showing.show(work, wanted, progress)


def issue(
    work: Work,
    shown: Shown,
    checked_by: str | None,
    *,
    looked: bool = False,
    progress: Progress | None = None,
) -> Done[Shown]:
    """Issue a report as `leaving.issue`; each story in it gets its entry in the register.

    Raises NotAsShown when a story that was shown may not leave any more, or another one would.
    """
    pack = known_packs.of(work, shown.wanted.pack)
    rows = let(work, pack)
    if tuple(row.text for row in rows) != shown.stories:
        raise releasing.NotAsShown
    done = leaving.issue(work, shown, checked_by, looked=looked, progress=progress)
    made = done.value
    if not rows or made.issued is None:
        return done
    enter(work, rows, made.issued.id)
    again = showing.show(work, Wanted(pack.name, shown.wanted.period, made.issued.id))
    return Done(again, Changes(done.changes.subjects | {"disclosures"}))


def enter(work: Work, rows: tuple[StoryRow, ...], report_id: str) -> None:
    """Keep which stories stand in an issued report, and enter them in the register.

    Raises NotAsShown where one of them may not leave at this moment.
    """
    if not rows:
        return
    work.session.execute(
        insert(IssuedStory),
        [
            {"report_id": report_id, "position": at, "story_id": row.id}
            for at, row in enumerate(rows)
        ],
    )
    _register(work, rows, issuing.printed(work, report_id)[1])


def issue_and_leave(
    work: Work, shown: Shown, going: Leaving, progress: Progress | None = None
) -> Done[Left]:
    """Issue a draft and let it leave, both or neither; see `issue`."""
    made = issue(work, shown, going.checked_by, looked=going.looked, progress=progress)
    left = leaving.leave(work, made.value, going)
    return Done(left.value, Changes(made.changes.subjects | left.changes.subjects))


def _register(work: Work, rows: tuple[StoryRow, ...], pages: bytes) -> None:
    parcel = Parcel(
        requests=tuple(_request(row.person_id) for row in rows),
        reference=releasing.new_reference(),
        fields=(OUTPUT,),
        text="\n".join(row.text for row in rows),
        data=pages,
    )
    seen = releasing.look(work, parcel)
    answer = releasing.release(work, parcel, Yes(seen.sha256, way="saved")).value
    if isinstance(answer, Denied):
        raise releasing.NotAsShown


def _request(person_id: str) -> Request:
    return Request(OUTPUT, person_id=person_id, scope=OUTPUT)


def _one(work: Work, story_id: str) -> StoryRow:
    found = next((row for row in every(work) if row.id == story_id), None)
    if found is None:
        raise NoSuchRecord
    return found


def _row(work: Work, story: PackStory, alias: str) -> StoryRow:
    why: list[str] = []
    if story.approved_at is None:
        why.append("unread")
    decision = decide(work, _request(story.person_id))
    if isinstance(decision, Denied):
        why += decision.reasons
    elif any(each.blocks for each in look(work, StoryDraft(story.person_id, story.text))):
        why.append("leak")
    return StoryRow(
        id=story.id,
        person_id=story.person_id,
        alias=alias,
        text=story.text,
        written_at=story.written_at,
        written_by=story.written_by,
        approved_by=story.approved_by,
        retired=story.retired_at is not None,
        why=tuple(why),
    )
