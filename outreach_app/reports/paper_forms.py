"""Blank sheets printed from the live lists: for a night without a computer, typed in later.

Report-pages, part 6: the grid has the columns of the table, the incident sheet asks its three
answers first, no box is ticked beforehand, and nothing on a sheet says whose it is.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import select

from models.project import Project
from outreach_app.casework import bundles, consents, night_people, project_settings, supplied
from outreach_app.reports import paper_night
from outreach_app.reports import paper_pieces as pieces
from outreach_app.reports.days import day_text
from outreach_app.reports.paper_page import Paper, write
from outreach_app.reports.paper_pieces import Blank
from outreach_app.reports.pdf_flow import Piece
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import Shade, sheet
from outreach_app.vocabulary import STANDING_AREAS, CodeList
from outreach_app.words import known, lookup, say
from outreach_app.work import Work

NIGHT: Final = "night"
SLIP: Final = "slip"
INCIDENT: Final = "incident"
CONSENT: Final = "consent"
LETTERS: Final = "letters"
FORMS: Final = (NIGHT, SLIP, INCIDENT, CONSENT)

# A project that wants its name on paper says so; without that no sheet carries it.
WITH_NAME: Final = project_settings.NAME_ON_PAPER

_SLIPS: Final = 2
_BESIDE: Final = 84.0
_OWN_LINES: Final = 9
_SIGNS: Final = 8
_MOTIVES: Final = ("person", "worker", "no", "not_asked", "not_said")
_PRECISIONS: Final = ("day", "week", "month", "year", "unknown")
_PARTS: Final = ("morning", "afternoon", "evening", "night", "not_known")


def make(work: Work, form: str, session_type: str = "van_night") -> bytes:
    """Return a blank sheet as PDF bytes. `form` is one of `FORMS` or `LETTERS`."""
    makers: Mapping[str, Callable[[Work], Paper]] = {
        NIGHT: lambda at: _night(at, session_type),
        SLIP: _slip,
        INCIDENT: _incident,
        CONSENT: _consent,
        LETTERS: _letters,
    }
    return write(makers[form](work))


def _paper(work: Work, title: str, found: Sequence[Piece], *foot: str) -> Paper:
    wanted = project_settings.value(work, WITH_NAME)
    name = work.session.scalar(select(Project.name)) if wanted else None
    day = say("paper.lists", day=day_text(work.today))
    return Paper(title, found, (*foot, day), name or "")


# the grid of a shift, and the letters


def _night(work: Work, session_type: str) -> Paper:
    title = work.lists["session_type"].label(session_type)
    found = paper_night.grid(night_people.letters_of(work), work.lists["supply_item"])
    return _paper(work, title, found, say("paper.left_blank"), say("paper.keep"))


def _letters(work: Work) -> Paper:
    packs = [(pack.letter, pack.label) for pack in bundles.every(work) if pack.letter]
    found = paper_night.letters_list(
        night_people.letters_of(work), packs, work.lists["supply_item"]
    )
    return _paper(work, say("paper.letters.title"), found)


# contact slips, two on a page


def _slip(work: Work) -> Paper:
    found: list[Piece] = []
    for number in range(_SLIPS):
        if number:
            found.append(_cut())
        found += _one_slip(work)
    return _paper(work, say("paper.slip.title"), found, say("paper.left_blank"), say("paper.keep"))


def _one_slip(work: Work) -> list[Piece]:
    lists = work.lists
    items = lists["supply_item"]
    codes = dict.fromkeys(night_people.letters_of(work).items.values())
    given = [Blank(_capital(supplied.name(items, code, 2))) for code in codes]
    given.append(Blank(say("session.letters.returned")))
    half = (len(given) + 1) // 2
    settings = _short(lists["contact_setting"], "contact.chip_setting")
    return [
        pieces.blanks((Blank(say("paper.field.day"), 3), Blank(say("paper.field.time"), 2))),
        pieces.blanks((Blank(say("paper.field.who"), 3), Blank(say("paper.field.how_many"), 1))),
        pieces.ticks("", (say("paper.not_named"),)),
        pieces.ticks(say("paper.slip.where"), settings, beside=_BESIDE),
        pieces.ticks(say("paper.slip.area"), _areas(lists["area"]), beside=_BESIDE),
        pieces.ticks(
            say("paper.slip.talk"),
            _short(lists["contact_outcome"], "contact.chip_outcome"),
            beside=_BESIDE,
        ),
        pieces.words(say("paper.slip.given"), size=pieces.BODY, bold=True, before=5.0),
        pieces.blanks(given[:half], before=0.0),
        pieces.blanks(given[half:], before=0.0),
        pieces.blanks((Blank(say("paper.field.note")),), before=0.0),
        pieces.ticks("", (say("paper.slip.harm"), say("paper.slip.remind"))),
    ]


def _cut() -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        points = ((x, y + 10.0), (x + sheet().width, y + 10.0))
        pen.path(points, weight=0.5, shade=Shade.EDGE, dash=(4.0, 3.0))

    return Piece(20.0, draw, before=6.0)


# the incident


def _incident(work: Work) -> Paper:
    found = [*_three_answers(work), *_optional(work)]
    foot = (say("paper.incident.after"), say("paper.keep"))
    return _paper(work, say("paper.incident.title"), found, *foot)


def _three_answers(work: Work) -> list[Piece]:
    lists = work.lists
    groups = lists["incident_group"]
    kinds: dict[str, list[str]] = {code: [] for code in groups.codes()}
    for entry in lists["incident_type"].choices():
        kinds.setdefault(str(entry.maps.get("group", "")), []).append(entry.label)
    return [
        pieces.blanks(
            (
                Blank(say("paper.field.told_to"), 3),
                Blank(say("paper.field.told_on"), 3),
                Blank(say("paper.field.time"), 1.4),
            )
        ),
        pieces.blanks((Blank(say("paper.field.about"), 1),)),
        pieces.ticks("", (say("paper.not_named"),)),
        pieces.heading(say("paper.incident.three"), say("paper.incident.three_note")),
        pieces.words(say("paper.incident.kind"), size=pieces.BODY, bold=True),
        *(
            pieces.ticks(groups.label(code), labels, beside=_BESIDE)
            for code, labels in kinds.items()
            if labels
        ),
        pieces.ticks(say("paper.incident.area"), _areas(lists["area"])),
        pieces.ticks(
            say("paper.incident.when"), [say(f"incident.precision.{each}") for each in _PRECISIONS]
        ),
        pieces.ticks("", [say(f"incident.part.{each}") for each in _PARTS]),
        pieces.blanks((Blank(f"{say('paper.field.exact')}: {say('paper.field.date')}"),)),
    ]


def _optional(work: Work) -> list[Piece]:
    lists = work.lists

    def choose(title: str, name: str) -> Piece:
        return pieces.ticks(say(title), _labels(lists[name]), beside=_BESIDE)

    vehicle = (("make", 2), ("model", 2), ("colour", 2))
    account = (("phone_said", 2), ("account_platform", 2), ("account_name", 2))
    return [
        pieces.heading(say("paper.incident.rest"), say("paper.incident.rest_note")),
        pieces.words(say("incident.words.title"), size=pieces.BODY, bold=True),
        *pieces.lines(_OWN_LINES),
        pieces.heading(say("incident.card.vehicle"), say("incident.card.vehicle_note")),
        pieces.blanks((Blank(say("paper.incident.registration"), signs=_SIGNS),)),
        pieces.blanks([Blank(say(f"incident.vehicle.{each}"), share) for each, share in vehicle]),
        choose("paper.incident.vehicle_type", "vehicle_type"),
        pieces.heading(say("incident.card.suspect"), say("incident.card.suspect_note")),
        *(
            choose(f"incident.suspect.{each}", f"perp_{each}")
            for each in ("sex", "age", "height", "build", "hair")
        ),
        pieces.blanks((Blank(say("incident.suspect.accent")),)),
        choose("incident.suspect.mo", "perp_mo"),
        choose("incident.suspect.features", "perp_feature"),
        pieces.blanks([Blank(say(f"incident.suspect.{each}"), share) for each, share in account]),
        pieces.words(say("paper.incident.another")),
        pieces.heading(say("incident.card.place"), say("incident.card.place_note")),
        choose("incident.place_type.title", "place_type"),
        pieces.blanks((Blank(say("incident.place_exact.title")),)),
        pieces.heading(say("incident.card.hurt"), say("incident.card.hurt_note")),
        choose("incident.weapons.title", "weapon"),
        choose("incident.injuries.title", "injury"),
        choose("incident.medical.title", "medical_care"),
        pieces.heading(say("incident.card.motive"), say("incident.card.motive_note")),
        pieces.ticks(
            say("incident.motive.question"), [say(f"incident.motive.{each}") for each in _MOTIVES]
        ),
        choose("incident.motive.strands", "hate_strand"),
        pieces.heading(say("incident.card.police"), say("incident.card.police_note")),
        choose("incident.path.title", "police_path"),
        choose("incident.factors.title", "incident_factor"),
    ]


# what may be shared


def _consent(work: Work) -> Paper:
    answers = [say(f"consent.answer.{answer}") for answer in consents.ANSWERS]
    able = [str(words) for words in lookup("consent.able").values()]
    found = [
        pieces.words(say("paper.consent.first"), size=11.0, bold=True, before=4.0),
        pieces.blanks(
            (
                Blank(say("paper.field.about"), 3),
                Blank(say("paper.field.day"), 2),
            )
        ),
        pieces.blanks((Blank(say("paper.field.read_by"), 1), Blank(say("paper.field.second"), 1))),
        pieces.ticks(
            say("paper.consent.how"), _labels(work.lists["consent_method"]), beside=_BESIDE
        ),
        pieces.ticks(say("paper.consent.able"), able, beside=_BESIDE),
        *(
            pieces.question(
                say(f"consent.title.{entry.code}"),
                say(f"consent.ask.{entry.code}"),
                answers,
                say("paper.consent.who"),
            )
            for entry in work.lists["consent_scope"].choices()
            if known(f"consent.ask.{entry.code}")
        ),
    ]
    foot = (
        say("paper.consent.last"),
        say("paper.consent.wording", version=consents.WORDING_VERSION),
    )
    return _paper(work, say("paper.consent.title"), found, *foot)


# words


def _areas(areas: CodeList) -> list[str]:
    own = [entry.label for entry in areas.choices() if entry.code not in STANDING_AREAS]
    return [*own, *(entry.label for entry in areas.choices() if entry.code in STANDING_AREAS)]


def _labels(codes: CodeList) -> list[str]:
    return [entry.label for entry in codes.choices()]


def _short(codes: CodeList, words: str) -> list[str]:
    """Return what may be chosen in the everyday words of the page, where there are some."""
    return [
        say(f"{words}.{entry.code}") if known(f"{words}.{entry.code}") else entry.label
        for entry in codes.choices()
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
