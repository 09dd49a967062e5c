"""What a project decides once for everybody: kept in the casebook, changed by the lead, noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from models.project import Project, Setting
from outreach_app.casework import bundles, checks, letters
from outreach_app.casework.bundles import BundleRow
from outreach_app.casework.letters import LettersDraft
from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

NAME_ON_PAPER: Final = "paper_project_name"
LEAD_PHONE: Final = "lead_phone"
STANDARD_PACK: Final = "standard_pack"
GRANT_MONTH: Final = "grant_year_month"

PHONE_LIMIT: Final = 60
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """The settings as they are; `may` tells that whoever sits here may change them.

    `standard_pack` is the code of the pack that goes out on an ordinary night, "" without packs;
    `grant_month` the month, 1 to 12, in which the year of the grant begins, None without one.
    """

    project: str
    name_on_paper: bool
    lead_phone: str
    standard_pack: str
    grant_month: int | None
    packs: tuple[BundleRow, ...]
    letters: LettersDraft
    lists: Vocabulary
    may: bool


def read(work: Work) -> ProjectSettings:
    """Return the settings of the project."""
    pack = standard_pack(work)
    return ProjectSettings(
        project=work.session.scalar(select(Project.name)) or "",
        name_on_paper=bool(value(work, NAME_ON_PAPER)),
        lead_phone=lead_phone(work),
        standard_pack=pack.code if pack else "",
        grant_month=grant_month(work),
        packs=bundles.every(work),
        letters=letters.current(work),
        lists=work.lists,
        may=work.role == LEAD,
    )


def lead_phone(work: Work) -> str:
    """Return the number under which the lead is reached when something cannot wait, or ""."""
    return str(value(work, LEAD_PHONE) or "")


def keep_lead_phone(work: Work, phone: str) -> Done[str]:
    """Write the number of the lead down, as it is dialled; "" takes it away. For the lead."""
    insist(work, (LEAD,))
    checks.insist(check_phone(phone))
    put(work, LEAD_PHONE, phone.strip())
    audit.note(work, "lead_phone_kept")
    return Done(phone.strip(), changed("settings"))


def check_phone(phone: str) -> tuple[Problem, ...]:
    """Find what must be mended before a number can be kept; words may stand beside it."""
    return tuple(checks.text("lead_phone", phone, PHONE_LIMIT))


def put_name_on_paper(work: Work, on: bool) -> Done[bool]:
    """Print the name of the project on blank sheets from now on, or leave it off. For the lead."""
    insist(work, (LEAD,))
    put(work, NAME_ON_PAPER, on)
    audit.note(work, "name_on_paper", on=on)
    return Done(on, changed("settings"))


def standard_pack(work: Work) -> BundleRow | None:
    """Return the pack that goes out on an ordinary night: the one chosen, or else the first."""
    packs = bundles.every(work)
    chosen = value(work, STANDARD_PACK)
    return next((pack for pack in packs if pack.code == chosen), packs[0] if packs else None)


def choose_standard_pack(work: Work, code: str) -> Done[str]:
    """Say which pack is the standard one. For the lead; a pack off the choice cannot be it."""
    insist(work, (LEAD,))
    if code not in {pack.code for pack in bundles.every(work)}:
        checks.insist([Problem("standard_pack", "unknown_code", {"value": code})])
    put(work, STANDARD_PACK, code)
    audit.note(work, "standard_pack_chosen", code)
    return Done(code, changed("settings", "supplies"))


def grant_month(work: Work) -> int | None:
    """Return the month in which the year of the grant begins, None while nobody chose."""
    found = value(work, GRANT_MONTH)
    return int(found) if found else None


def choose_grant_month(work: Work, month: int | None) -> Done[int | None]:
    """Say in which month the year of the grant begins, None for no such year. For the lead."""
    insist(work, (LEAD,))
    if month is not None and not 1 <= month <= _MONTHS:
        checks.insist([Problem("grant_month", "unknown_code", {"value": month})])
    put(work, GRANT_MONTH, str(month or ""))
    audit.note(work, "grant_month_chosen", None, month=month or 0)
    return Done(month, changed("settings", "reports"))


def value(work: Work, name: str) -> Any:
    """Return what a setting holds, or None while nobody chose."""
    return work.session.scalar(select(Setting.value).where(Setting.name == name))


def put(work: Work, name: str, value: bool | str | Mapping[str, Any]) -> None:
    """Write a setting, inside a transaction that is already under way."""
    work.session.execute(
        insert(Setting)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
