"""What "Find anything" shows: what the casebook holds, commands, and pages of the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from outreach_app.casework import finding
from outreach_app.casework.found import Found as Record
from outreach_app.words import lookup, say
from ui import saying, when
from ui.page import Context
from ui.registry import NAVIGATION

# Said in shell.find; each opens Settings.
_SETTINGS: Final = ("look", "locking")
# Months by name: how many letters tell one, how far back they reach, how many are shown.
_MONTH_LETTERS: Final = 3
_MONTHS_BACK: Final = 24
_MOST_MONTHS: Final = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer; `group` is people, incidents, do or goto.

    `page` and `where` say where Enter leads, a page beginning with ! is an action of the window.
    `with_ctrl` is where Ctrl+Enter leads, or "".
    """

    group: str
    icon: str
    title: str
    note: str = ""
    keys: str = ""
    page: str = ""
    where: dict[str, Any] = field(default_factory=dict)
    with_ctrl: str = ""


# Hears the lines found so far, and whether more may come.
Found = Callable[[Sequence[Hit], bool], None]
Search = Callable[[str, Found], None]


def commands(text: str) -> tuple[Hit, ...]:
    """Return the commands and pages whose words hold every word of `text`."""
    every = [
        Hit("do", "log_contact", say("shell.find.log_contact"), "", "Ctrl N", "log_contact"),
        Hit("do", "log_incident", say("shell.find.log_incident"), "", "Ctrl I", "log_incident"),
        Hit("do", "incidents", say("matching.show_all"), page="matches"),
        Hit("do", "safeguarding", say("shell.find.raise_concern"), page="raise_concern"),
        Hit("do", "police", say("shell.find.note_conduct"), page="note_conduct"),
        Hit("do", "calendar", say("shell.find.write_diary"), page="write_diary"),
        Hit("do", "lock", say("shell.find.lock"), "", "Ctrl L", "!lock"),
        Hit("do", "hide", say("shell.find.hide"), "", "F9", "!hide"),
        Hit("do", "cover_names", say("shell.find.cover"), "", "F8", "!cover"),
        Hit("do", "print", say("shell.find.print"), "", "Ctrl P", "!print"),
        Hit("do", "theme", say("shell.find.theme"), page="!theme"),
        Hit("do", "large_words", say("shell.find.larger"), page="!larger"),
        Hit("do", "large_words", say("shell.find.smaller"), page="!smaller"),
        Hit("do", "shortcuts", say("shell.find.keys"), "", "F1", "!keys"),
    ]
    for number, name in enumerate(NAVIGATION, start=1):
        every.append(Hit("goto", name, say(f"shell.nav.{name}"), "", f"Ctrl {number}", name))
    every.append(Hit("goto", "settings", say("shell.nav.settings"), "", "Ctrl ,", "settings"))
    every += [
        Hit("goto", "settings", say(f"shell.find.{name}"), page="settings") for name in _SETTINGS
    ]
    every.append(Hit("goto", "safeguarding", say("shell.find.protection"), page="protection"))
    every.append(Hit("goto", "register", say("shell.find.gone"), page="gone"))
    every.append(Hit("goto", "pdf", say("shell.find.card"), page="sheet"))
    every.append(Hit("goto", "outside_request", say("shell.find.requests"), page="requests"))
    every.append(Hit("goto", "settings", say("shell.find.lists"), page="lists"))
    every.append(Hit("goto", "transfer", say("shell.find.neighbours"), page="neighbours"))
    wanted = text.casefold().split()
    return tuple(hit for hit in every if all(word in hit.title.casefold() for word in wanted))


def reports(text: str, today: date) -> tuple[Hit, ...]:
    """Return the reports of finished months that begin with what was typed: "mar", "march 2025"."""
    if len(text) < _MONTH_LETTERS:
        return ()
    found = []
    year, month = today.year, today.month
    for _ in range(_MONTHS_BACK):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        name = f"{lookup('when.months')[month - 1]} {year}"
        if name.casefold().startswith(text.casefold()):
            title = say("shell.find.report", month=name)
            where = {"period": f"{year}-{month:02d}"}
            found.append(Hit("goto", "reports", title, page="reports", where=where))
    return tuple(found[:_MOST_MONTHS])


def about(person: Record, today: date) -> tuple[Hit, Hit, Hit]:
    """Return the person, and the two things most often done with them."""
    where = {"person_id": person.id}
    name = saying.name(person.title, person.code)
    notes = [person.code if name != person.code else "", _day("seen", person.day, today)]
    # A covered name must not come in by the back door.
    if person.how and not (person.how == "other" and name != person.title):
        notes.append(say(f"shell.find.how.{person.how}", shown=person.shown))
    note = ", ".join(part for part in notes if part)
    return (
        Hit("people", "person", name, note, "", "person", where, "log_contact"),
        Hit(
            "do",
            "log_contact",
            say("shell.find.log_contact_with", name=name),
            page="log_contact",
            where=where,
        ),
        Hit(
            "do",
            "log_incident",
            say("shell.find.log_incident_for", name=name),
            page="log_incident",
            where=where,
        ),
    )


def incident(found: Record, today: date) -> Hit:
    """Return the line of an incident: its number, when it was told, and why it is here.

    Ctrl+Enter leads to the papers about it.
    """
    notes = [_day("told", found.day, today)]
    if found.how:
        notes.append(say(f"shell.find.how.{found.how}", shown=found.shown))
    where = {"incident_id": found.id}
    note = ", ".join(notes)
    return Hit("incidents", "incidents", found.title, note, "", "incident", where, "sheet")


def search_in(context: Context) -> Search:
    """Return the search of an open casebook: commands at once, records when they come."""

    def search(text: str, found: Found) -> None:
        today = when.local_day(context.desk.clock.now(), context.desk.zone)
        plain = (*commands(text), *reports(text, today))
        found(plain, bool(text))
        if text:

            def together(hits: Sequence[Record]) -> None:
                found(_together(hits, plain, today), False)

            context.ask(finding.find, text, then=together)

    return search


def _together(found: Sequence[Record], plain: Sequence[Hit], today: date) -> tuple[Hit, ...]:
    lines = [about(one, today) for one in found if one.kind == "person"]
    told = [incident(one, today) for one in found if one.kind == "incident"]
    # Only one person can be meant by "with …" before one is chosen: the first.
    doing: tuple[Hit, ...] = lines[0][1:] if lines else ()
    if told and not lines:
        words = say("shell.find.papers", reference=told[0].title)
        doing = (Hit("do", "pdf", words, page="sheet", where=told[0].where),)
    return (*(line[0] for line in lines), *told, *doing, *plain)


def _day(what: str, day: date | None, today: date) -> str:
    if day is None:
        return ""
    words = when.near_day(day, today)
    return say(f"shell.find.{what}", day=words.lower() if abs((day - today).days) <= 1 else words)
