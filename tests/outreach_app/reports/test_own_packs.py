"""A project's own packs: made from a copy, kept in versions, refused where a reader may not see."""

from dataclasses import replace
from io import BytesIO
from types import MappingProxyType
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.governance import audit
from outreach_app.reports import (
    issuing,
    logos,
    pack_keeping,
    pack_page,
    pack_pieces,
    printing,
    showing,
)
from outreach_app.reports.pack_keeping import PackDraft, PackUsed
from outreach_app.reports.showing import Wanted
from outreach_app.statistics import answer, known_packs, packs, periods
from outreach_app.statistics.packs import Pack, Section, Tile
from outreach_app.work import Work

OCTOBER = periods.month("2025-10")
LOTTERY = packs.load("lottery")


def copy(name: str = "lottery", label: str = "Harbour Trust") -> Pack:
    return pack_keeping.copied(packs.load(name), label)


def keep(desk: Desk, pack: Pack) -> Pack:
    return desk.do(pack_keeping.keep, PackDraft(pack)).value


def refused(desk: Desk, pack: Pack) -> set[tuple[str, str]]:
    with pytest.raises(CheckFailed) as found:
        keep(desk, pack)
    return {(problem.field, problem.code) for problem in found.value.problems}


def test_every_shipped_pack_can_be_copied_and_prints_the_same_figures(full: Desk) -> None:
    for name in packs.SHIPPED:
        shipped = packs.load(name)
        made = keep(full, copy(name, f"Like {name}"))
        assert made.name == f"own-like-{name}"
        assert made.letter == f"{shipped.letter}2"
        assert made.protected is shipped.protected
        assert made.sections == shipped.sections
        assert made.tiles == shipped.tiles
        period = OCTOBER if "month" in made.kinds else periods.year("2025")
        mine = full.ask(answer.run, made.name, period, full.clock.now())
        assert mine.pack == made.name
        assert set(mine.lines) <= set(made.lines)
        if not made.protected:
            theirs = full.ask(answer.run, name, period, full.clock.now())
            assert all(theirs.lines[key] == value for key, value in mine.lines.items())


def test_a_pack_is_found_by_its_name_and_told_apart_in_report_numbers(full: Desk) -> None:
    first = keep(full, copy())
    second = keep(full, copy(label="Hill Fund"))
    assert full.ask(known_packs.of, "harbour TRUST").name == first.name
    assert (first.letter, second.letter) == ("L2", "L3")
    assert [pack.label for pack in full.ask(known_packs.in_use)[-2:]] == [
        "Harbour Trust",
        "Hill Fund",
    ]
    assert ("label", "label_taken") in refused(full, copy(label="HARBOUR trust"))
    with pytest.raises(packs.NoSuchPack):
        full.ask(known_packs.of, "Valley Fund")


def test_the_funders_words_stand_on_the_page(full: Desk) -> None:
    people_part = next(each for each in LOTTERY.sections if each.title == "People")
    pack = replace(
        copy(),
        audience="Harbour Trust, grant 12",
        intro="As agreed for the second year",
        labels=MappingProxyType({"R02_new_people": "New faces"}),
        sections=(replace(people_part, title="People we met"), *LOTTERY.sections[:1]),
    )
    made = keep(full, pack)
    shown = full.do(showing.show, Wanted(made.name, OCTOBER))
    assert shown is not None
    for words in ("Harbour Trust, grant 12", "As agreed for the second year", "People we met"):
        assert words in shown.text
    assert "New faces" in shown.text
    assert "New to us" not in shown.text
    assert "those whose first contact ever lies in the period" in shown.text


def test_an_issued_report_keeps_the_pack_as_it_was(full: Desk, clock: SetClock) -> None:
    made = keep(full, replace(copy(), audience="First words"))
    full.do(issuing.issue, made.name, OCTOBER, clock.now())
    (issue,) = full.ask(issuing.everything)
    # In the very same second: no moment has to tell the versions apart.
    changed = keep(full, replace(made, audience="Later words", sections=made.sections[:2]))
    assert changed.version == 2
    assert changed.letter == made.letter
    assert full.ask(known_packs.as_issued, issue.id).audience == "First words"
    shown = full.do(showing.show, Wanted(made.name, OCTOBER, issue.id))
    assert shown is not None
    assert "First words" in shown.text
    assert "Later words" not in shown.text
    now = full.do(showing.show, Wanted(made.name, OCTOBER, showing.NOW))
    assert now is not None
    assert "Later words" in now.text
    again = keep(full, replace(changed, audience="Last words"))
    assert again.version == 3
    assert full.ask(known_packs.as_issued, issue.id).audience == "First words"


def test_a_used_pack_is_retired_and_an_unused_one_may_go(full: Desk, clock: SetClock) -> None:
    used, unused = keep(full, copy()), keep(full, copy(label="Hill Fund"))
    full.do(issuing.issue, used.name, OCTOBER, clock.now())
    with pytest.raises(PackUsed):
        full.do(pack_keeping.remove, used.name)
    full.do(pack_keeping.remove, unused.name)
    full.do(pack_keeping.retire, used.name)
    assert full.ask(known_packs.in_use) == tuple(packs.load(name) for name in packs.SHIPPED)
    (row,) = full.ask(known_packs.own)
    assert (row.retired, row.used) == (True, 1)
    # Its name is free, its code is not.
    other = keep(full, copy())
    assert other.name == "own-harbour-trust-2"
    with pytest.raises(CheckFailed):
        full.do(lambda work: pack_keeping.retire(work, used.name, active=True))


def test_what_was_issued_fixes_reader_and_way_of_issuing(full: Desk, clock: SetClock) -> None:
    made = keep(full, copy())
    full.do(issuing.issue, made.name, OCTOBER, clock.now())
    assert ("reader", "pack_reader_fixed") in refused(full, replace(made, reader="I"))
    assert ("once", "pack_once_fixed") in refused(full, replace(made, once=True))


NOT_FOR_THEM = [
    ("lottery", "PV02_police_table", "pack_police_only"),
    ("police", "I03_by_group", "pack_not_for_police"),
    ("police", "PC01_police_conduct", "pack_not_for_police"),
    ("police", "C04_by_area", "pack_not_for_police"),
    ("police", "SG01_safeguarding_raised", "pack_not_for_police"),
    ("lottery", "I02_by_type", "pack_line_inside"),
    ("health", "I03_by_group", "pack_line_inside"),
    ("pcc", "PC01_police_conduct", "pack_line_inside"),
    ("public", "C04_by_area", "pack_line_inside"),
]


def test_lines_a_reader_may_not_see_are_refused_in_words(full: Desk) -> None:
    for name, table, code in NOT_FOR_THEM:
        pack = copy(name)
        more = Section("table", "More", "figures", table, (), "", "", pack.kinds)
        assert ("sections", code) in refused(full, replace(pack, sections=(*pack.sections, more)))
        headline = Tile(table, "figures", "")
        assert ("sections", code) in refused(full, replace(pack, tiles=(headline,)))


def test_exact_tables_never_go_out(full: Desk) -> None:
    more = Section(
        "table",
        "People",
        "people",
        "R06_demographics/gender/exact",
        (),
        "",
        "",
        frozenset({"quarter"}),
    )
    assert ("sections.0", "pack_no_figure") in refused(full, replace(copy(), sections=(more,)))
    inside = keep(full, replace(copy("internal"), sections=(more,)))
    assert not inside.protected


def test_whoever_asks_for_exact_figures_outside_gets_protected_ones(full: Desk) -> None:
    assert keep(full, replace(copy(), protected=False)).protected
    assert keep(full, replace(copy("police", "Force"), protected=False)).protected


TO_MEND: list[tuple[dict[str, object], tuple[str, str]]] = [
    ({"label": " "}, ("label", "required")),
    ({"label": "Police"}, ("label", "label_taken")),
    ({"audience": ""}, ("audience", "required")),
    ({"reader": "X"}, ("reader", "required")),
    ({"kinds": frozenset()}, ("kinds", "required")),
    ({"kinds": frozenset({"span"})}, ("kinds", "pack_only_days")),
    ({"tiles": (), "sections": (), "series": ()}, ("sections", "pack_empty")),
    ({"series": ("S01_supplies",)}, ("series", "pack_not_monthly")),
    ({"tiles": LOTTERY.tiles[:1] * 2}, ("tiles", "pack_twice")),
    ({"tiles": LOTTERY.tiles + LOTTERY.tiles[:1]}, ("tiles", "pack_too_many")),
    ({"tiles": (Tile("I01_incidents/moon", "moons", ""),)}, ("tiles.0", "pack_no_figure")),
    ({"stories": 4}, ("stories", "pack_stories")),
    ({"year_starts": 4, "kinds": frozenset({"month"})}, ("year_starts", "pack_grant_year")),
    ({"year_starts": 13}, ("year_starts", "out_of_range")),
    ({"intro": "x" * 301}, ("intro", "too_long")),
]


def test_what_has_to_be_mended_is_named(full: Desk) -> None:
    for change, problem in TO_MEND:
        assert problem in refused(full, replace(copy(), **change))  # type: ignore[arg-type]


def test_police_and_public_packs_are_issued_once_whatever_is_asked(full: Desk) -> None:
    for name in ("police", "public"):
        made = keep(full, replace(copy(name, f"Own {name}"), once=False, revised=True))
        assert made.once
        assert not made.revised
    signed = replace(copy("police"), signatures=True)
    assert ("signatures", "pack_no_names") in refused(full, signed)


def test_a_name_typed_into_a_pack_is_looked_at_and_found_again_on_the_page(full: Desk) -> None:
    alias = full.ask(people.everyone)[0].alias
    pack = replace(copy(), intro=f"With thanks to {alias}")
    assert ("looked", "required") in refused(full, pack)
    made = full.do(pack_keeping.keep, PackDraft(pack, looked=True)).value
    shown = full.do(showing.show, Wanted(made.name, OCTOBER))
    assert shown is not None
    assert alias in [leak.words for leak in shown.leaks]


def test_lead_and_report_maker_make_packs_and_nobody_else(full: Desk) -> None:
    def keep_as(work: Work, role: str) -> int:
        return pack_keeping.keep(replace(work, role=role), PackDraft(copy())).value.version

    def take_as(work: Work, role: str) -> object:
        return logos.take(replace(work, role=role), b"")

    for role in ("caseworker", "outreach", "volunteer", "police_liaison", "admin"):
        with pytest.raises(NotAllowed):
            full.do(keep_as, role)
        with pytest.raises(NotAllowed):
            full.do(take_as, role)
    assert full.do(keep_as, "reporter") == 1


def test_pieces_are_lines_for_the_reader_with_their_definitions(full: Desk) -> None:
    for reader in pack_pieces.READERS:
        found = full.ask(pack_pieces.pieces, reader)
        assert found
        assert all(piece.words and piece.definition and piece.unit for piece in found)
        assert len({piece.path for piece in found}) == len(found)
    police = full.ask(pack_pieces.pieces, "V")
    assert {piece.line[:2] for piece in police} == {"PV"}
    assert not [p for p in full.ask(pack_pieces.pieces, "I") if p.line.startswith("R05")]


def picture(form: str = "PNG", size: tuple[int, int] = (1600, 400), **more: Any) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, (200, 20, 20)).save(target, format=form, **more)
    return target.getvalue()


def test_a_logo_is_drawn_anew_small_grey_and_without_anything_else(full: Desk) -> None:
    told = PngInfo()
    told.add_text("Author", "somebody at home")
    given = picture(pnginfo=told)
    assert b"somebody" in given
    row = full.do(logos.take, given).value
    assert b"somebody" not in row.logo.data
    assert (row.logo.width, row.logo.height) == (900, 225)
    with Image.open(BytesIO(row.logo.data)) as kept:
        assert (kept.format, kept.mode, kept.info) == ("PNG", "L", {})
    assert full.do(logos.take, given).value.id == row.id
    exif = Image.Exif()
    exif[0x013B] = "somebody at home"
    jpeg = picture("JPEG", exif=exif)
    assert b"somebody" in jpeg
    assert b"somebody" not in logos.drawn_anew(jpeg).data


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_told_so(data: bytes) -> None:
    with pytest.raises(logos.NotALogo):
        logos.drawn_anew(data)


def test_other_kinds_of_picture_and_huge_ones_are_refused() -> None:
    with pytest.raises(logos.NotALogo):
        logos.drawn_anew(picture("GIF"))
    with pytest.raises(logos.LogoTooLarge):
        logos.drawn_anew(b"\x89PNG" + bytes(logos.MOST_BYTES))
    with pytest.raises(logos.LogoTooLarge):
        logos.drawn_anew(picture(size=(8000, 6000)))


def test_a_logo_stands_at_the_head_of_the_pages(full: Desk) -> None:
    row = full.do(logos.take, picture()).value
    without = keep(full, copy(label="Plain"))
    made = full.do(pack_keeping.keep, PackDraft(copy(), logo_id=row.id)).value
    assert made.logo == row.logo
    sheet = full.do(printing.make, made.name, OCTOBER, full.clock.now())
    pages = printing.pdf(sheet)
    assert b"/Subtype /Image" in pages
    assert pages == printing.pdf(sheet)
    plain = printing.pdf(full.do(printing.make, without.name, OCTOBER, full.clock.now()))
    assert b"/Subtype /Image" not in plain


def test_a_pack_is_looked_at_with_invented_figures_and_nothing_is_written(full: Desk) -> None:
    before = len(full.ask(audit.latest))
    for name in packs.SHIPPED:
        sheet = full.ask(pack_page.opened, copy_of=name)
        assert sheet.before is None
        assert sheet.pack.label == ""
        draft = PackDraft(replace(sheet.pack, label="Harbour Trust"))
        seen = full.ask(pack_page.preview, draft)
        assert not seen.checked.problems
        assert seen.pages.startswith(b"%PDF")
        assert "Preview with invented figures" in seen.text
        for piece in sheet.pieces[sheet.pack.reader]:
            assert piece.shape != "table" or sheet.rows[piece.path]
    assert len(full.ask(audit.latest)) == before


def test_every_piece_can_stand_in_a_pack_of_its_reader(full: Desk) -> None:
    for reader, name in (("I", "internal"), ("L", "lottery"), ("P", "pcc"), ("H", "health")):
        start = copy(name)
        pieces = full.ask(pack_pieces.pieces, reader)
        for at in range(0, len(pieces), 30):
            some = pieces[at : at + 30]
            pack = replace(start, tiles=(), series=(), sections=tuple(p.section() for p in some))
            seen = full.ask(pack_page.preview, PackDraft(pack))
            assert seen.checked.problems == ()
            assert seen.pages
    with_tiles = replace(start, tiles=tuple(p.tile() for p in pieces[:8]))
    assert full.ask(pack_page.preview, PackDraft(with_tiles)).checked.problems == ()
