"""What the window needs to type in a paper sheet, and saving one with people who are new on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from outreach_app.casework import night_people, paper, people, sessions, staff, stock
from outreach_app.casework.nightline import NAMED, NOTE, Choice, Letters
from outreach_app.casework.paper import PaperLine, PaperSheet, Typed
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.roles import SHIFT, insist
from outreach_app.casework.sessions import SessionRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Changes, Done, Work


@dataclass(frozen=True, slots=True)
class PaperView:
    """What a sheet is typed with.

    `shifts` are the latest ones, to which a sheet may be added; `places` pairs code and label of
    where supplies lie; `colleagues` are the codes of those who may have worked.
    """

    lists: Vocabulary
    letters: Letters
    areas: tuple[Choice, ...]
    people: tuple[Choice, ...]
    shifts: tuple[SessionRow, ...]
    colleagues: tuple[str, ...]
    names: Mapping[str, str]
    places: tuple[tuple[str, str], ...]


def look(work: Work) -> PaperView:
    """Return what is needed before the first key."""
    insist(work, SHIFT)
    there = [each.code for each in staff.colleagues(work) if each.active and each.can_sign_in]
    return PaperView(
        lists=work.lists,
        letters=night_people.letters_of(work),
        areas=night_people.areas(work),
        people=night_people.people(work, ""),
        shifts=sessions.recent(work),
        colleagues=tuple(there),
        names=staff.names(work),
        places=tuple((place.code, place.label) for place in stock.places(work)),
    )


def save(
    work: Work, sheet: PaperSheet, session_id: str | None, new: Mapping[str, str]
) -> Done[Typed]:
    """Write a sheet as a shift of its own, or to the shift named; all of it or nothing.

    `new` maps parts of its lines such as "@dune" to what somebody new is to be called; each is one
    person, on however many lines.
    """
    insist(work, SHIFT)
    codes = {}
    for part, alias in new.items():
        if any(part in _parts(line.text) for line in sheet.lines):
            area = sheet.area or "unknown"
            codes[part] = people.create(work, PersonDraft(alias=alias, area=area)).code
    coded = replace(sheet, lines=tuple(_with_codes(line, codes) for line in sheet.lines))
    if session_id is None:
        done = paper.paper_sheet(work, coded)
    else:
        done = paper.add_to(work, session_id, coded)
    subjects = done.changes.subjects | ({"people"} if codes else set())
    return Done(done.value, Changes(subjects))


def _parts(text: str) -> list[str]:
    return text.partition(NOTE)[0].split()


def _with_codes(line: PaperLine, codes: Mapping[str, str]) -> PaperLine:
    typed, quote, rest = line.text.partition(NOTE)
    parts = [f"{NAMED}{codes[part]}" if part in codes else part for part in typed.split()]
    return replace(line, text=f"{' '.join(parts)} {quote}{rest}".strip())
