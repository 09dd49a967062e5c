"""What "Find anything" shows: what the casebook holds, commands, and pages of the window."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from outreach_app import guides
from outreach_app.casework import search as records
from outreach_app.casework.found import Found as Record
from outreach_app.casework.search import NoteFound, Results
from outreach_app.words import known, lookup, say
from outreach_app.work import Work
from ui import allowed, saying, when
from ui.in_slices import Slices
from ui.page import Context
from ui.registry import NAVIGATION, PAGES

# Said in shell.find; each opens Settings.
_SETTINGS: Final = ("look", "locking")
# Pages without an entry in the navigation, and the icon of each.
_PLACES: Final = (
    ("session", "table"),
    ("paper_sheet", "table"),
    ("unnamed", "person_not_named"),
    ("doubles", "possible_doubles"),
    ("stock", "supplies"),
    ("figures", "reports"),
    ("colleagues", "users"),
    ("protection", "safeguarding"),
    ("lists", "settings"),
    ("gone", "register"),
    ("requests", "outside_request"),
    ("due", "time"),
    ("own_records", "outside_request"),
    ("looked", "chain"),
    ("neighbours", "transfer"),
    ("witness_accounts", "note"),
    ("consent_wording", "check_file"),
    ("month_end", "calendar"),
    ("packs", "reports"),
    ("stories", "reports"),
    ("moving_in", "table"),
)
# So many lines of the box are in sight, or nearly; more are said behind them.
_IN_SIGHT: Final = 16
# Months by name: how many letters tell one, how far back they reach, how many are shown.
_MONTH_LETTERS: Final = 3
_MONTHS_BACK: Final = 24
_MOST_MONTHS: Final = 2

# The groups that are something in the casebook.
RECORDS: Final = ("people", "incidents", "alerts", "cases", "services", "alike", "notes")
_NOTE_ICONS: Final = {
    "contact": "talked",
    "need": "needs",
    "referral": "needs",
    "task": "today",
    "handover": "talked",
    "account": "incidents",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer; lines of one `group` stand together under its heading.

    `group` is one of people, incidents, alerts, cases, services, do, goto, alike, notes. `page`
    and `where` say where Enter leads, a page beginning with ! is an action of the window.
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


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the casebook answered, and what a kind of service is called."""

    results: Results
    kinds: Callable[[str], str]


# Hears the lines found so far, and whether more may come.
Found = Callable[[Sequence[Hit], bool], None]
Search = Callable[[str, Found], None]


def commands(text: str) -> tuple[Hit, ...]:
    """Return the commands and pages whose words hold every word of `text`.

    Those that begin with it stand first, then those with a word that begins with it.
    """
    every = [
        Hit("do", "log_contact", say("shell.find.log_contact"), "", "Ctrl N", "log_contact"),
        Hit(
            "do",
            "log_contact",
            say("shell.find.walk_in"),
            "",
            "Ctrl Shift N",
            "log_contact",
            {"walk_in": True},
        ),
        Hit("do", "log_incident", say("shell.find.log_incident"), "", "Ctrl I", "log_incident"),
        Hit("do", "person_new", say("shell.find.add_someone"), page="people", where={"add": True}),
        Hit("do", "incidents", say("matching.show_all"), page="matches"),
        Hit("do", "safeguarding", say("shell.find.raise_concern"), page="raise_concern"),
        Hit("do", "police", say("shell.find.note_conduct"), page="note_conduct"),
        Hit("do", "calendar", say("shell.find.write_diary"), page="write_diary"),
        Hit("do", "backup", say("shell.find.copies"), page="safekeeping"),
        Hit("do", "lock", say("shell.find.lock"), "", "Ctrl L", "!lock"),
        Hit("do", "hide", say("shell.find.hide"), "", "F9", "!hide"),
        Hit("do", "cover_names", say("shell.find.cover"), "", "F8", "!cover"),
        Hit("do", "print", say("shell.find.print"), "", "Ctrl P", "!print"),
        Hit("do", "theme", say("shell.find.theme"), page="!theme"),
        Hit("do", "large_words", say("shell.find.larger"), page="!larger"),
        Hit("do", "large_words", say("shell.find.smaller"), page="!smaller"),
        Hit("do", "help", say("shell.find.help"), "", "F1", "!help"),
        Hit("do", "shortcuts", say("shell.find.keys"), page="!keys"),
        Hit(
            "do",
            "recovery",
            say("shell.find.own_passphrase"),
            page="settings",
            where={"passphrase": True},
        ),
    ]
    for number, name in enumerate(NAVIGATION, start=1):
        every.append(Hit("goto", name, say(f"shell.nav.{name}"), "", f"Ctrl {number}", name))
    every.append(Hit("goto", "settings", say("shell.nav.settings"), "", "Ctrl ,", "settings"))
    every += [
        Hit("goto", "settings", say(f"shell.find.{name}"), page="settings") for name in _SETTINGS
    ]
    every += [
        Hit("goto", icon, say(f"shell.find.{name}"), page=name)
        for name, icon in _PLACES
        if name in PAGES
    ]
    every.append(Hit("goto", "pdf", say("shell.find.card"), page="sheet"))
    every += [
        Hit("goto", "help", say("shell.find.guide", title=guides.title(name)), page=f"!help:{name}")
        for name in guides.GUIDES
    ]
    wanted = text.casefold().split()
    held = [hit for hit in every if all(word in hit.title.casefold() for word in wanted)]
    return tuple(sorted(held, key=lambda hit: _away(hit, text))) if wanted else tuple(held)


def _away(hit: Hit, text: str) -> int:
    """Return how far from its beginning a title holds what was typed: 0, 1 (a later word) or 2."""
    title, typed = hit.title.casefold(), text.casefold().strip()
    return 0 if title.startswith(typed) else 1 if f" {typed}" in title else 2


def _words(hit: Hit) -> tuple[str, ...]:
    return tuple(word.strip(".,:") for word in hit.title.casefold().split())


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


def about(person: Record, today: date) -> tuple[Hit, ...]:
    """Return the person, and the two things most often done with them; no contact after a death."""
    where = {"person_id": person.id}
    name = saying.name(person.title, person.code)
    code = person.code if name != person.code else ""
    notes = [code, say("shell.find.died") if person.died else _day("seen", person.day, today)]
    # A covered name must not come in by the back door.
    if person.how and not (person.how == "other" and name != person.title):
        notes.append(say(f"shell.find.how.{person.how}", shown=person.shown))
    note = ", ".join(part for part in notes if part)
    log_contact = Hit(
        "do",
        "log_contact",
        say("shell.find.log_contact_with", name=name),
        page="log_contact",
        where=where,
    )
    log_incident = Hit(
        "do",
        "log_incident",
        say("shell.find.log_incident_for", name=name),
        page="log_incident",
        where=where,
    )
    if person.died:
        return Hit("people", "person", name, note, "", "person", where), log_incident
    found = Hit("people", "person", name, note, "", "person", where, "log_contact")
    return found, log_contact, log_incident


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


def described(found: Record) -> Hit:
    """Return the line that warns of what a colleague was told; it leads to the warnings alone."""
    words = say(f"shell.find.how.described_{found.how}", shown=found.shown)
    return Hit("incidents", "alerts", say("shell.find.described"), words, "", "alerts")


def case(found: Record, today: date) -> Hit:
    """Return the line of an open case: of whom, since when, and who holds it."""
    name = saying.name(found.title, found.code)
    title = say("shell.find.case_of", name=name)
    notes = [_day("open_since", found.day, today)]
    if found.how:
        notes.append(say(f"shell.find.how.{found.how}", shown=found.shown))
    where = {"person_id": found.person_id}
    note = ", ".join(part for part in notes if part)
    return Hit("cases", "folder-open-outline", title, note, "", "person", where, "log_contact")


def alert(found: Record, today: date) -> Hit:
    """Return the line of a warning that went out: its number, since when, and how it stands."""
    # What stands as it went out needs no word.
    key = f"shell.find.alert.{found.code}"
    notes = (_day("went_out", found.day, today), say(key) if known(key) else "")
    where = {"alert_id": found.id}
    note = ", ".join(part for part in notes if part)
    return Hit("alerts", "alerts", found.title, note, "", "alert_sent", where)


def service(found: Record, kinds: Callable[[str], str]) -> Hit:
    """Return the line of a service of the directory."""
    where = {"section": "services", "find": found.title}
    return Hit("services", "to_service", found.title, kinds(found.code), "", "lists", where)


def note(found: NoteFound, today: date) -> Hit:
    """Return where words stand, and never what stands there."""
    title = found.title if found.kind == "account" else saying.name(found.title, found.code)
    if not title:
        title = say("shell.find.not_named" if found.kind == "contact" else "shell.find.nobody")
    words = say(f"shell.find.in.{found.kind}", day=_lowered(found.day, today))
    page, where = _place(found)
    return Hit("notes", _NOTE_ICONS[found.kind], title, words, "", page, where)


def _place(found: NoteFound) -> tuple[str, dict[str, Any]]:
    """Return the page on which the words of a note can be read."""
    if found.kind == "account":
        return "incident", {"incident_id": found.key}
    if found.person_id is None:
        return ("unnamed", {"contact_id": found.key}) if found.kind == "contact" else ("today", {})
    where = {"person_id": found.person_id}
    match found.kind:
        case "need":
            return "need", {**where, "need_id": found.key}
        case "referral":
            return "person", {**where, "tab": "needs"}
        case _:
            return "person", where


def get_ready(context: Context) -> None:
    """Let be read what is looked through, so that the first letter typed need not wait for it."""
    for part in records.PARTS:
        context.ask(records.get_ready, part, then=lambda _: None)


def search_in(context: Context) -> Search:
    """Return the search of an open casebook: commands at once, records when they come."""
    get_ready(context)
    slices = Slices(context.background, context.relay)

    def search(text: str, found: Found) -> None:
        today = when.local_day(context.desk.clock.now(), context.desk.zone)
        me = context.desk.me.role
        every = (*commands(text), *reports(text, today))
        plain = tuple(hit for hit in every if allowed.page(me, hit.page))
        slices.stop()
        if not text:
            slices.draw(_few_at_a_time(plain, found))
            return
        found(plain, True)

        def together(hits: _Answer) -> None:
            found(_together(hits, plain, text, today), False)

        context.ask(_look, text, then=together)

    return search


def _few_at_a_time(hits: Sequence[Hit], found: Found) -> Iterator[None]:
    """Say what there is to choose from: what comes into sight at once, the rest bit by bit."""
    for end in range(_IN_SIGHT, len(hits) + _IN_SIGHT, _IN_SIGHT):
        found(hits[:end], False)
        yield


def noting(context: Context) -> Callable[[int, bool], None]:
    """Return what writes into the trail that something was looked for."""

    def note_it(found: int, in_notes: bool) -> None:
        context.do(records.noted, found, in_notes)

    return note_it


def _look(work: Work, text: str) -> _Answer:
    return _Answer(records.find(work, text), work.lists["agency_type"].label)


def _together(answer: _Answer, plain: Sequence[Hit], text: str, today: date) -> tuple[Hit, ...]:
    """Return the lines in the order of their groups.

    Whoever types a name means that name before anything else; whoever types the beginning of a
    command, or a whole word of it, means no name that only sounds like it.
    """
    found = answer.results
    people = [one for one in found.things if one.kind == "person"]
    meant = any(_away(hit, text) == 0 or text.casefold() in _words(hit) for hit in plain)
    doubtful = [one for one in people if meant and one.how == "alike"]
    lines = [about(one, today) for one in people if one not in doubtful]
    told = [incident(one, today) for one in found.things if one.kind == "incident"]
    warned = [described(one) for one in found.things if one.kind == "described"]
    # Only one person can be meant by "with …" before one is chosen: the first.
    doing: tuple[Hit, ...] = lines[0][1:] if lines else ()
    if told and not lines:
        words = say("shell.find.papers", reference=told[0].title)
        doing = (Hit("do", "pdf", words, page="sheet", where=told[0].where),)
    return (
        *(line[0] for line in lines),
        *told,
        *warned,
        *(alert(one, today) for one in found.alerts),
        *(case(one, today) for one in found.cases),
        *(service(one, answer.kinds) for one in found.services),
        *doing,
        *plain,
        *(replace(about(one, today)[0], group="alike") for one in doubtful),
        *(note(one, today) for one in found.notes),
    )


def _lowered(day: date, today: date) -> str:
    words = when.near_day(day, today)
    return words.lower() if abs((day - today).days) <= 1 else words


def _day(what: str, day: date | None, today: date) -> str:
    return say(f"shell.find.{what}", day=_lowered(day, today)) if day is not None else ""
