"""Own code words: a word only the person knows, the same word twice, and a word that was lost."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from models.people import Person
from outreach_app.casework import access, checks, names, people, roles
from outreach_app.casework.likeness import plain
from outreach_app.casework.names import Like
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

CODE_LIMIT: Final = 40
_LOOKED_FOR: Final = 5


@dataclass(frozen=True, slots=True)
class LostCode:
    """A word that was lost: what the person is called, and who speaks for them.

    `spoken_for` is the own code word of somebody else, of the person's own choosing, who is there
    and says so. Without one the lead who knows them may say so.
    """

    called: str
    spoken_for: str = ""


@dataclass(frozen=True, slots=True)
class NewCode:
    """A word chosen anew, after the old one was lost; who spoke for the person, if anybody did."""

    person_id: str
    own_code: str
    spoken_for: str = ""


def notices(work: Work, own_code: str | None, person_id: str | None = None) -> tuple[Problem, ...]:
    """Return what to say about a word before it is kept; a notice, which stops nothing.

    Two people may choose one word: then it says no longer who somebody is.
    """
    if own_code is None or not plain(own_code):
        return ()
    others = [key for key, _ in _having(work, own_code) if key != person_id]
    return (Problem("own_code", "own_code_taken"),) if others else ()


def find_lost(work: Work, draft: LostCode) -> Done[tuple[Like, ...]]:
    """Return who somebody may be who lost their word. For the lead alone; the trail keeps it.

    Whoever has the word `spoken_for` vouches and is left out of the answer. Raises NotAllowed, and
    CheckFailed when nobody, or more than one, has that word.
    """
    roles.insist(work, (roles.LEAD,))
    speaker = _speaker(work, draft.spoken_for)
    found = names.similar(work, draft.called, _LOOKED_FOR, but=(speaker,) if speaker else ())
    audit.note(work, "lost_code_looked_for", speaker, found=len(found))
    return Done(found, changed("audit"))


def replace_lost(work: Work, draft: NewCode) -> Done[str]:
    """Give a person a new word in place of the lost one; the trail keeps who spoke for them."""
    roles.insist(work, (roles.LEAD,))
    checks.insist(checks.text("own_code", draft.own_code, CODE_LIMIT, needed=True))
    key = people.whole_id(work, draft.person_id)
    access.insist(work, key)
    speaker = _speaker(work, draft.spoken_for)
    if speaker == key:
        checks.insist([Problem("spoken_for", "spoken_for_self")])
    work.session.get_one(Person, key).own_code = draft.own_code.strip()
    work.session.flush()
    audit.note(work, "own_code_replaced", key, **({"spoken_for": speaker} if speaker else {}))
    return Done(key, changed("people", person_id=key))


def _having(work: Work, own_code: str) -> list[tuple[str, str]]:
    rows = work.session.execute(
        select(func.coalesce(Person.merged_into, Person.id), Person.own_code).where(
            Person.own_code.is_not(None)
        )
    )
    wanted = plain(own_code)
    return [(key, word) for key, word in rows if word and plain(word) == wanted]


def _speaker(work: Work, own_code: str) -> str | None:
    if not own_code.strip():
        return None
    having = sorted({key for key, _ in _having(work, own_code)})
    if len(having) != 1:
        checks.insist([Problem("spoken_for", "spoken_for_nobody")])
    return having[0]
