"""The lists of codes as this casebook has them: shipped, renamed, retired, and its own."""

from collections import defaultdict
from types import MappingProxyType

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.project import Area, VocabularyCode
from outreach_app.casework import bundles
from outreach_app.vocabulary import (
    STANDING_AREAS,
    CodeEntry,
    Vocabulary,
    shipped,
    with_entries,
)


def seed(session: Session) -> None:
    """Fill a new casebook with the shipped lists, the standing areas and the standard pack."""
    lists = shipped().lists
    session.execute(
        insert(VocabularyCode),
        [
            {
                "list_name": name,
                "code": entry.code,
                "label": entry.label,
                "definition": entry.definition,
                "sort": place,
                "active": entry.active,
                "own": False,
                "maps": dict(entry.maps),
            }
            for name, each in lists.items()
            if name != "area"
            for place, entry in enumerate(each.entries.values())
        ],
    )
    session.execute(
        insert(Area),
        [
            {"code": code, "label": lists["area"].label(code), "sort": 1000 + place}
            for place, code in enumerate(STANDING_AREAS)
        ],
    )
    bundles.seed(session)


def vocabulary(session: Session) -> Vocabulary:
    """Read every list of this casebook, areas among them."""
    found: dict[str, list[CodeEntry]] = defaultdict(list)
    rows = session.execute(
        select(
            VocabularyCode.list_name,
            VocabularyCode.code,
            VocabularyCode.label,
            VocabularyCode.definition,
            VocabularyCode.active,
            VocabularyCode.maps,
        ).order_by(VocabularyCode.list_name, VocabularyCode.sort, VocabularyCode.code)
    )
    for list_name, code, label, definition, active, maps in rows:
        found[list_name].append(
            CodeEntry(code, label, definition, active, MappingProxyType(maps or {}))
        )
    areas = session.execute(
        select(Area.code, Area.label, Area.police_area, Area.active).order_by(Area.sort, Area.code)
    )
    found["area"] = [
        CodeEntry(
            code, label, "", active, MappingProxyType({"police_area": police} if police else {})
        )
        for code, label, police, active in areas
    ]
    return with_entries(shipped(), found)


def area_label(code: str) -> str:
    """Make words from an area code: ``market_end`` becomes "Market end"."""
    return code.replace("_", " ").capitalize()


def add_areas(session: Session, codes: tuple[str, ...]) -> None:
    """Add areas that the casebook does not have yet, labelled from their codes."""
    known = set(session.scalars(select(Area.code)))
    new = [code for code in codes if code not in known]
    if new:
        session.execute(
            insert(Area),
            [
                {"code": code, "label": area_label(code), "sort": len(known) + place}
                for place, code in enumerate(new)
            ],
        )
