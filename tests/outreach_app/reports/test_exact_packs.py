"""A pack with exact figures: what it says of them on paper and in files, and what it may not be."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

from openpyxl import load_workbook

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.reports import files, issuing, pack_keeping, pack_page, pack_rules, printing
from outreach_app.reports.pack_keeping import PackDraft
from outreach_app.reports.pack_rules import Before
from outreach_app.reports.reading import read
from outreach_app.statistics import known_packs, packs, periods
from outreach_app.statistics.figures import HIDDEN
from outreach_app.statistics.methods import EXACT, NEAREST
from outreach_app.statistics.packs import Pack

OCTOBER = periods.month("2025-10")
QUARTER = periods.quarter("2025-Q4")


def exact(name: str = "lottery", label: str = "Harbour Trust") -> Pack:
    return replace(pack_keeping.copied(packs.load(name), label), method=EXACT)


def keep(desk: Desk, pack: Pack) -> Pack:
    return desk.do(pack_keeping.keep, PackDraft(pack)).value


def test_it_is_kept_with_its_method_and_issued_once(full: Desk) -> None:
    made = keep(full, exact())
    assert made.method == EXACT
    assert made.once
    assert not made.revised
    assert full.ask(known_packs.of, made.name).method == EXACT
    # What stays inside is exact anyway, and has no method.
    assert keep(full, exact("internal", "For us")).method == NEAREST
    assert all(packs.load(name).method == NEAREST for name in packs.SHIPPED)


def test_a_pack_kept_before_there_were_methods_is_to_the_nearest_five() -> None:
    raw = packs.written(packs.load("lottery"))
    del raw["method"]
    assert packs.read(raw).method == NEAREST


def test_once_used_the_method_stays(full: Desk, clock: SetClock) -> None:
    made = keep(full, exact())
    full.do(issuing.issue, made.name, OCTOBER, clock.now())
    other = pack_keeping.fitted(replace(made, method=NEAREST))
    pieces = full.ask(pack_page.opened, made.name).pieces[made.reader]
    found = pack_rules.check(other, pieces, Before(made, used=True))
    assert ("method", "pack_method_fixed") in {(each.field, each.code) for each in found}
    found = pack_rules.check(replace(made, once=False, revised=True), pieces)
    assert ("once", "pack_exact_once") in {(each.field, each.code) for each in found}


def test_paper_and_files_say_that_figures_are_exact(full: Desk, clock: SetClock) -> None:
    made = keep(full, exact())
    near = keep(full, replace(exact(label="Hill Fund"), method=NEAREST))
    said = {}
    for pack in (made, near):
        sheet = full.ask(printing.sheet, pack.name, QUARTER, clock.now())
        document, figures, lists = sheet.document, sheet.figures, sheet.lists
        table = files.write("csv", document, figures, lists).decode("utf-8-sig")
        rows = list(csv.DictReader(StringIO(table, newline="")))
        book = load_workbook(BytesIO(files.write("xlsx", document, figures, lists)))
        cells = [str(cell.value) for row in book.worksheets[-1].iter_rows() for cell in row]
        said[pack.name] = read(document), {each["precision"] for each in rows}, cells
    words, precision, cells = said[made.name]
    assert "Figures are exact." in words
    assert "nearest 5 and may not add up" not in words
    assert "What is shown is what was counted" in words
    assert precision == {"exact", "from the figures printed"}
    assert "nearest 5" not in cells
    words, precision, cells = said[near.name]
    assert "Figures are rounded to the nearest 5" in words
    assert "What is shown is what was counted" not in words
    assert "nearest 5" in precision
    assert "nearest 5" in cells


def test_police_read_of_the_one_figure_that_stays_rounded(full: Desk, clock: SetClock) -> None:
    made = keep(full, exact("police", "Liaison north"))
    sheet = full.ask(printing.sheet, made.name, QUARTER, clock.now())
    raw = files.write("csv", sheet.document, sheet.figures, sheet.lists)
    said = {
        row["line"]: row["precision"]
        for row in csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline=""))
        if row["part"] == "figures" and not row["role"]
    }
    assert said["PV03_not_shared_rounded_5"] == "nearest 5"
    assert said["PV01_police_incidents"] == "exact"
    rounded = sheet.figures.lines["PV03_not_shared_rounded_5"]
    assert rounded == HIDDEN or (isinstance(rounded, int) and rounded % 5 == 0)


def test_the_preview_shows_what_exact_figures_look_like(full: Desk) -> None:
    seen = full.ask(pack_page.preview, PackDraft(exact()))
    assert "Figures are exact." in seen.text
    assert "27" in seen.text
