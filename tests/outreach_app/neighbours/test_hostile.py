"""A known project may send anything: it is taken in as if typed here, or refused in one sentence."""

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.errors import KnownError
from outreach_app.neighbours import address_book, inbox, keys, moving, receiving, sealing
from outreach_app.neighbours.contents import pack
from outreach_app.neighbours.moving import PARTS, Choice
from outreach_app.neighbours.sealing import Letter
from outreach_app.wording import error
from outreach_app.work import Work
from tests.outreach_app.neighbours.two_projects import Two

odd = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["\x00", "\ud800x", "a" * 30_000, "0001-01-01", "9999-12-31", "unknown", "", "x;y"]
    ),
    st.integers(),
    st.lists(st.text(max_size=3), max_size=3),
    st.just({"a": "b"}),
    st.sampled_from([["robbery", "robbery"], [None], [[]]]),
)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        inner = list(value.items())
    else:
        inner = list(enumerate(value)) if isinstance(value, list) else []
    for name, each in inner:
        found += leaves(each, (*path, name))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    made = copy.deepcopy(value)
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = new
    return made


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_a_known_project_sends_is_taken_in_or_refused(
    two: Two, data: st.DataObject
) -> None:
    choice = Choice(two.who.id, frozenset(PARTS), (two.who.robbed, two.who.other))
    content = pack(two.ours.ask(moving.gather, choice))
    path = data.draw(st.sampled_from(leaves(content)))
    content = put(content, path, data.draw(odd))
    day = two.ours.clock.now().date()

    def seal(work: Work) -> bytes:
        letter = Letter("case", moving.new_reference(), day, day, "A move", content)
        to = address_book.get(work, two.to_them).sealing
        return sealing.seal(letter, to, keys.make(work).signing)

    before = counted(two)
    try:
        made = two.ours.do(seal)
    except UnicodeEncodeError:
        return  # half a sign cannot even be written
    try:
        row = two.theirs.do(inbox.take_in, made).value
    except KnownError as met:
        said = error(met)
    else:
        two.theirs.do(inbox.look, row.id)
        two.theirs.do(receiving.accept, row.id)
        assert counted(two) == before + 1
        assert two.theirs.verify().findings == ()
        return
    assert said.endswith("Nothing was changed.")
    assert counted(two) == before


def counted(two: Two) -> int:
    return len(two.theirs.ask(inbox.listing))
