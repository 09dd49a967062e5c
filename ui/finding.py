"""What "Find anything" can find: people from the casebook, commands and pages of the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from outreach_app.casework import people
from outreach_app.words import say
from ui import when
from ui.page import Context
from ui.registry import NAVIGATION

MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer; `group` is people, do or goto.

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


Found = Callable[[Sequence[Hit]], None]
Search = Callable[[str, Found], None]


def commands(text: str) -> tuple[Hit, ...]:
    """Return the commands and pages whose words hold every word of `text`."""
    every = [
        Hit("do", "log_contact", say("shell.find.log_contact"), "", "Ctrl N", "log_contact"),
        Hit("do", "log_incident", say("shell.find.log_incident"), "", "Ctrl I", "log_incident"),
        Hit("do", "lock", say("shell.find.lock"), "", "Ctrl L", "!lock"),
        Hit("do", "hide", say("shell.find.hide"), "", "F9", "!hide"),
        Hit("do", "theme", say("shell.find.theme"), page="!theme"),
        Hit("do", "large_words", say("shell.find.larger"), page="!larger"),
        Hit("do", "large_words", say("shell.find.smaller"), page="!smaller"),
        Hit("do", "shortcuts", say("shell.find.keys"), "", "F1", "!keys"),
    ]
    for number, name in enumerate(NAVIGATION, start=1):
        every.append(Hit("goto", name, say(f"shell.nav.{name}"), "", f"Ctrl {number}", name))
    every.append(Hit("goto", "settings", say("shell.nav.settings"), "", "Ctrl ,", "settings"))
    wanted = text.casefold().split()
    return tuple(hit for hit in every if all(word in hit.title.casefold() for word in wanted))


def about(person: people.PersonHit, seen: str) -> tuple[Hit, Hit, Hit]:
    """Return the person, and the two things most often done with them."""
    where = {"person_id": person.id}
    note = ", ".join(part for part in (person.code, seen) if part)
    return (
        Hit("people", "person", person.alias, note, "", "person", where, "log_contact"),
        Hit(
            "do",
            "log_contact",
            say("shell.find.log_contact_with", name=person.alias),
            page="log_contact",
            where=where,
        ),
        Hit(
            "do",
            "log_incident",
            say("shell.find.log_incident_for", name=person.alias),
            page="log_incident",
            where=where,
        ),
    )


def search_in(context: Context) -> Search:
    """Return the search of an open casebook: commands at once, people when the worker answers."""

    def search(text: str, found: Found) -> None:
        plain = commands(text)
        found(plain)
        if text:
            today = when.local_day(context.desk.clock.now(), context.desk.zone)
            context.ask(people.find, text, then=lambda hits: found(_together(hits, plain, today)))

    return search


def _together(
    found: Sequence[people.PersonHit], plain: Sequence[Hit], today: date
) -> tuple[Hit, ...]:
    lines = [about(one, _seen(one, today)) for one in found[:MOST]]
    firsts = tuple(line[0] for line in lines)
    # Only one person can be meant by "with …" before one is chosen: the first.
    doing = lines[0][1:] if lines else ()
    return (*firsts, *doing, *plain)


def _seen(one: people.PersonHit, today: date) -> str:
    return say("shell.find.seen", day=when.near_day(one.seen_on, today)) if one.seen_on else ""
