"""What each list shows in its table, and what can be done with a row of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from outreach_app.casework import agencies, areas, bundles, forces, list_editing, stock
from outreach_app.casework.areas import AreaRow
from outreach_app.casework.bundles import BundleRow
from outreach_app.casework.list_editing import SUPPLIES
from outreach_app.casework.project_lists import ProjectLists
from outreach_app.casework.supplied import name as supply_name
from outreach_app.words import say
from ui import when
from ui.dialogs.directory_forms import ForceForm, PolicyForm, ServiceForm
from ui.dialogs.list_forms import AreaForm, PlaceForm, WordForm
from ui.dialogs.small_form import SmallForm
from ui.dialogs.supply_forms import PackForm, SupplyForm
from ui.page import Context, Page
from ui.widgets.rows_model import Column

MAKES: Final = "vehicle_make"

Command = Callable[[Any], Any]
# Makes the form of a row, or of a new one when there is none.
Form = Callable[[Page, Context, ProjectLists, Any], SmallForm]


@dataclass(frozen=True)
class Kind:
    """One list of the page; `rows` come from what was read, `key` and `label` name a row.

    What has no `retire` cannot be taken off the choice, what has no `join` not be joined. `fixed`
    tells of a row that every project needs.
    """

    name: str
    columns: Callable[[Callable[[], ProjectLists | None]], tuple[Column[Any], ...]]
    widths: tuple[int, ...]
    rows: Callable[[ProjectLists], Sequence[Any]]
    form: Form
    retire: Callable[[Any], Command] | None = None
    restore: Callable[[Any], Command] | None = None
    join: Callable[[Any, str], Command] | None = None
    may: Callable[[ProjectLists], bool] = lambda found: found.keeps
    fixed: Callable[[Any], bool] = lambda _: False


def key(row: Any) -> str:
    """Return the key of a row, or its code where that is the key."""
    return str(getattr(row, "code", None) or row.id)


def label(row: Any) -> str:
    """Return what people call a row."""
    for name in ("label", "name", "title"):
        if found := getattr(row, name, None):
            return str(found)
    return key(row)


def active(row: Any) -> bool:
    """Tell whether a row may be chosen today."""
    return bool(getattr(row, "active", True))


def title(name: str) -> str:
    """Return the title of a column."""
    return say(f"lists.column.{name}")


def state(labels: Callable[[str], str]) -> Callable[[Any], str]:
    """Return what says whether a row is in use, and if not, what stands for it."""

    def words(row: Any) -> str:
        if active(row):
            return ""
        into = getattr(row, "joined_into", None)
        return say("lists.joined", label=labels(into)) if into else say("lists.off")

    return words


def state_column(labels: Callable[[str], str]) -> Column[Any]:
    """Return the column that says whether a row is in use."""
    return Column(title("state"), state(labels), icon=_off_icon)


def _off_icon(row: Any) -> tuple[str, str] | None:
    return None if active(row) else ("minus-circle-outline", "ink_muted")


def uses(row: Any) -> str:
    """Say how many records carry a row."""
    return say("lists.uses", count=row.uses) if row.uses else ""


def _labels(known: Callable[[], ProjectLists | None], name: str) -> Callable[[str], str]:
    def words(code: str) -> str:
        found = known()
        return found.lists[name].label(code) if found else code

    return words


def _areas(known: Callable[[], ProjectLists | None]) -> tuple[Column[AreaRow], ...]:
    return (
        Column(title("name"), label, strong=True),
        Column(title("police_area"), lambda row: row.police_area or ""),
        Column(title("uses"), uses, sort=lambda row: row.uses),
        state_column(_labels(known, "area")),
    )


def _services(known: Callable[[], ProjectLists | None]) -> tuple[Column[Any], ...]:
    kinds = _labels(known, "agency_type")
    return (
        Column(title("name"), label, strong=True),
        Column(title("kind"), lambda row: kinds(row.type)),
        Column(title("phone"), lambda row: row.phone or ""),
        Column(title("hours"), lambda row: row.hours or ""),
        state_column(str),
    )


def _supplies(known: Callable[[], ProjectLists | None]) -> tuple[Column[Any], ...]:
    return (
        Column(title("name"), label, strong=True),
        Column(title("letter"), lambda row: row.letter or ""),
        Column(title("unit"), lambda row: row.unit.replace("_", " ")),
        Column(title("uses"), uses, sort=lambda row: row.uses),
        state_column(_labels(known, SUPPLIES)),
    )


def _packs(known: Callable[[], ProjectLists | None]) -> tuple[Column[BundleRow], ...]:
    def holds(row: BundleRow) -> str:
        found = known()
        if found is None:
            return ""
        items = found.lists[SUPPLIES]
        return ", ".join(f"{n} {supply_name(items, code, n)}" for code, n in row.items.items())

    return (
        Column(title("name"), label, strong=True),
        Column(title("letter"), lambda row: row.letter or ""),
        Column(title("holds"), holds),
        state_column(str),
    )


def _places(_: Callable[[], ProjectLists | None]) -> tuple[Column[Any], ...]:
    return (
        Column(title("name"), label, strong=True),
        Column(title("returns"), lambda row: str(row.returns or ""), sort=lambda row: row.returns),
        state_column(str),
    )


def _forces(_: Callable[[], ProjectLists | None]) -> tuple[Column[Any], ...]:
    return (
        Column(title("name"), label, strong=True),
        Column(title("jurisdiction"), lambda row: say(f"lists.jurisdiction.{row.jurisdiction}")),
        Column(title("strand"), lambda row: say(f"lists.strand.{row.hate_strand}")),
        Column(title("since"), lambda row: _day(row.hate_strand_since)),
        state_column(str),
    )


def _policies(_: Callable[[], ProjectLists | None]) -> tuple[Column[Any], ...]:
    return (
        Column(title("title"), lambda row: row.title, strong=True),
        Column(title("force"), lambda row: row.force),
        Column(title("version"), lambda row: row.version),
        Column(title("from"), lambda row: _day(row.from_on), sort=lambda row: str(row.from_on)),
        Column(title("to"), lambda row: _day(row.to_on), sort=lambda row: str(row.to_on)),
    )


def word_columns(labels: Callable[[str], str]) -> tuple[Column[Any], ...]:
    """Return the columns of the words of one list."""
    return (
        Column(title("name"), label, strong=True),
        Column(title("definition"), lambda row: row.definition),
        state_column(labels),
    )


def _day(day: Any) -> str:
    return when.full_day(day) if day else ""


KINDS: Final = (
    Kind(
        "areas",
        _areas,
        (250, 190, 120, 260),
        lambda found: found.areas,
        lambda page, context, _, row: AreaForm(page, context, row),
        retire=lambda row: lambda work: areas.retire(work, row.code),
        restore=lambda row: lambda work: areas.restore(work, row.code),
        join=lambda row, into: lambda work: areas.join(work, row.code, into),
        fixed=lambda row: row.standing,
    ),
    Kind(
        "services",
        _services,
        (230, 240, 140, 180, 140),
        lambda found: found.services,
        lambda page, context, found, row: ServiceForm(page, context, found.lists, row),
        retire=lambda row: lambda work: agencies.retire(work, row.id),
        restore=lambda row: lambda work: agencies.retire(work, row.id, active=True),
        may=lambda found: found.keeps_services,
    ),
    Kind(
        "supplies",
        _supplies,
        (260, 80, 150, 120, 260),
        lambda found: found.supplies,
        lambda page, context, found, row: SupplyForm(page, context, found.lists, row),
        retire=lambda row: lambda work: list_editing.retire(work, SUPPLIES, row.code),
        restore=lambda row: lambda work: list_editing.restore(work, SUPPLIES, row.code),
        join=lambda row, into: lambda work: list_editing.join(work, SUPPLIES, row.code, into),
    ),
    Kind(
        "packs",
        _packs,
        (230, 80, 430, 140),
        lambda found: found.packs,
        lambda page, context, found, row: PackForm(page, context, found.lists, row),
        retire=lambda row: lambda work: bundles.retire(work, row.code),
        restore=lambda row: lambda work: bundles.retire(work, row.code, active=True),
    ),
    Kind(
        "places",
        _places,
        (260, 140, 140),
        lambda found: found.places,
        lambda page, context, _, row: PlaceForm(page, context, row),
        retire=lambda row: lambda work: stock.retire_place(work, row.code),
        restore=lambda row: lambda work: stock.retire_place(work, row.code, active=True),
    ),
    Kind(
        "forces",
        _forces,
        (250, 180, 160, 190, 140),
        lambda found: found.forces,
        lambda page, context, found, row: ForceForm(page, context, found.today, row),
        retire=lambda row: lambda work: forces.retire(work, row.id),
        restore=lambda row: lambda work: forces.retire(work, row.id, active=True),
    ),
    Kind(
        "policies",
        _policies,
        (290, 190, 100, 170, 170),
        lambda found: found.policies,
        lambda page, context, found, row: PolicyForm(page, context, found.forces, found.today, row),
    ),
)


def word_form(list_name: str) -> Form:
    """Return what makes the form of a word of this list."""

    def make(page: Page, context: Context, found: ProjectLists, row: Any) -> SmallForm:
        words = say("lists.makes.add") if list_name == MAKES else found.lists[list_name].title
        if row is not None:
            words = say("lists.word.change", label=row.label)
        return WordForm(page, context, list_name, words, row)

    return make


def words_of(name: str, list_name: str, known: Callable[[], Sequence[Any]]) -> Kind:
    """Return the kind that shows the words of one list; only an editable list can be added to."""

    def labels(code: str) -> str:
        return next((label(row) for row in known() if row.code == code), code)

    return Kind(
        name,
        lambda _: word_columns(labels),
        (300, 430, 200),
        lambda _: known(),
        word_form(list_name),
        retire=lambda row: lambda work: list_editing.retire(work, list_name, row.code),
        restore=lambda row: lambda work: list_editing.restore(work, list_name, row.code),
        join=lambda row, into: lambda work: list_editing.join(work, list_name, row.code, into),
    )
