"""Each role asks every question of the core: no word of a record outside its scope is answered."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from outreach_app.bootstrap import Desk
from outreach_app.casework import access, care, other_names, tasks, witnesses
from outreach_app.casework.other_names import NameDraft
from outreach_app.casework.person_rows import RouteRow
from outreach_app.casework.witnesses import WitnessDraft
from outreach_app.clock import SetClock
from outreach_app.errors import NotAllowed, Restricted
from outreach_app.neighbours import keys
from outreach_app.sharing import alert_drafts
from outreach_app.work import Done, Memory, Work
from tests.conftest import MakeDesk
from tests.filled import fill
from tests.outreach_app.may import rare
from tests.outreach_app.may.arguments import arguments
from tests.outreach_app.may.asked import Question, questions
from tests.outreach_app.may.commands import commands, prepared
from tests.outreach_app.may.questions_table import ASKED, NOBODYS, READING, SAID_TO_ADD, SILENT
from tests.outreach_app.may.reading import STRANGER, Book, read
from tests.outreach_app.may.table import ROLES
from tests.outreach_app.may.words_of_rows import KINDS, NAME, Word, found, mark

# What is typed where something is looked for: the beginnings of the words in the rows.
TYPED = ("zqname", "zqmark", "zqtold", "in notes: zqkept", "in notes: zqtold", "zqnote", "zqfact")


HARBOUR = "Harbour Lane Project (invented)"


class _Over(Exception):
    """Takes back everything that was tried."""


def test_every_question_is_in_the_table() -> None:
    """A new question says here whether it tells of people, and is then asked as every role."""
    assert set(ASKED) | set(NOBODYS) == set(questions())
    assert not set(ASKED) & set(NOBODYS)
    assert set(READING) <= set(commands())


def test_nothing_of_a_record_outside_their_scope_is_answered(
    desk: Desk, make_desk: MakeDesk, clock: SetClock
) -> None:
    clock.moment += timedelta(days=60)
    fill(desk)
    card = make_desk("another", HARBOUR).do(keys.our_card).value.text
    told: dict[str, set[tuple[str, str]]] = {}
    said: set[Word] = set()
    silent: set[str] = set()

    def everybody_asks(work: Work) -> None:
        book, cast, known = _set_the_scene(work, card)
        every = {**questions(), **commands()}
        work = replace(work, memory=Memory())
        for name in (*ASKED, *READING):
            silent.add(name)
            ways = list(_ways(every[name], work, cast))
            for role in ROLES:
                for given in ways:
                    answer = _asked(work, role, every[name], {**given, **known.get(name, {})})
                    if answer is None:
                        continue
                    silent.discard(name)
                    said.update(answer)
                    adds = role in SAID_TO_ADD.get(name, ())
                    wrong = {
                        word
                        for word in answer
                        if not book.may(role, word) and not (adds and word[0] == NAME)
                    }
                    if wrong:
                        told.setdefault(name, set()).update((role, word[0]) for word in wrong)
        raise _Over

    with pytest.raises(_Over):
        desk.do(everybody_asks)
    assert told == {}
    assert silent == set(SILENT)
    # The words are there to be found: what asks nothing proves nothing.
    assert {kind for kind, _ in said} == set(KINDS)


def _set_the_scene(work: Work, card: str) -> tuple[Book, list[dict[str, str]], Mapping[str, Any]]:
    """Write what the sample has none of, restrict somebody, hand cases to a colleague, mark all."""
    known: dict[str, Mapping[str, Any]] = dict(prepared(work))
    rows = work.session.execute(
        text("SELECT id, person_id FROM incidents WHERE voided_at IS NULL ORDER BY id")
    ).all()
    named = [(key, person) for key, person in rows if person]
    people = list(dict.fromkeys(person for _, person in named))
    for person in people:
        care.add_route(work, person, RouteRow("phone", "07700 900123", "ask", "evenings"))
        other_names.add(work, NameDraft(person, "also this"))
        tasks.add(work, tasks.TaskDraft("ring them", None, "other", person))
    for key, _ in rows:
        alert_drafts.begin(work, key)
        witnesses.add(work, WitnessDraft("witness", work.now, "heard it", key))
        tasks.add(work, tasks.TaskDraft("look at it", None, "other", incident_id=key))
    known |= rare.written(work, people, card)
    access.restrict(work, people[0], "wish")
    for person in people[1::2]:
        work.session.execute(
            text("UPDATE cases SET owner = :by WHERE person_id = :p"), {"by": work.by, "p": person}
        )
    work.session.execute(text("UPDATE contacts SET note = 'cold' WHERE person_id IS NULL"))
    work.session.execute(text("UPDATE sessions SET handover = 'all quiet'"))
    book = read(work.session)
    mark(work.session, book.people, book.incidents)
    work.session.expunge_all()
    return book, _cast(book, named), known


def _cast(book: Book, named: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Choose an incident and its person of each sort that a role may and may not read."""
    sorts: dict[tuple[bool, bool, bool], dict[str, str]] = {}
    for key, person in named:
        number = book.people[person]
        sort = (
            number in book.restricted,
            number in book.colleagues,
            book.incidents[key] in book.agreed,
        )
        sorts.setdefault(sort, {"incidents": key, "persons": person})
    assert len(sorts) >= 4
    return list(sorts.values())


def _ways(asked: Question, work: Work, cast: list[dict[str, str]]) -> Iterator[Mapping[str, Any]]:
    """Yield the arguments of a question: about each of the cast, by each way of looking."""
    tried: list[Mapping[str, Any]] = []
    for chosen in cast:
        given = arguments(asked, work.session, chosen)
        for words in TYPED if "typed" in given else ("",):
            one = given | {"typed": words} if words else given
            if one not in tried:
                tried.append(one)
                yield one


def _asked(work: Work, role: str, asked: Question, given: Mapping[str, Any]) -> set[Word] | None:
    """Return the words in the answer, None where there is no answer."""
    tries = work.session.begin_nested()
    try:
        answer = asked(replace(work, by=STRANGER, role=role), **given)
        return found(answer.value if isinstance(answer, Done) else answer)
    except (NotAllowed, Restricted):
        return None
    except Exception:  # noqa: BLE001 - what else stands against it is no question of roles
        return None
    finally:
        tries.rollback()
        work.session.expunge_all()
