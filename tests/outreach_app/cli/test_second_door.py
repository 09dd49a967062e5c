"""The fixed contract of the command line: names, shapes, exit codes."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.reports import pack_keeping
from outreach_app.reports.pack_keeping import PackDraft
from outreach_app.statistics import packs
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.cli.conftest import SAMPLE, Run

P = ("--passphrase-file", "-")


def test_init_makes_a_casebook_and_shows_the_code_once(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "new.casebook"
    done = run("init", "--casebook", path, "--user", "daya", *P)

    assert done.code == 0, done.err
    assert len(done.out.decode().strip().split("-")) == 7
    assert run("verify", "--casebook", path, *P).code == 0
    again = run("init", "--casebook", path, "--user", "daya", *P)
    assert (again.code, "not overwritten" in again.err) == (5, True)


def test_init_writes_the_recovery_sheet(tmp_path: Path, run: Run) -> None:
    sheet = tmp_path / "sheet.pdf"
    path = tmp_path / "new.casebook"
    done = run("init", "--casebook", path, "--user", "daya", "--recovery-sheet", sheet, *P)
    assert (done.code, done.out) == (0, b"")
    assert sheet.read_bytes().startswith(b"%PDF")


def test_a_weak_passphrase_makes_nothing(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "new.casebook"
    done = run("init", "--casebook", path, "--user", "daya", *P, hears="short\n")
    assert done.code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("period", ["2025-10", "2025-11", "2025-12"])
def test_every_expected_line_of_a_month(ravel: Path, run: Run, period: str) -> None:
    bundle = json.loads(SAMPLE.read_text())
    for which in ("first", "final"):
        as_at = bundle["meta"]["cutoffs"]["final" if which == "final" else period]
        done = run(
            *("report", "--casebook", ravel, "--month", period, "--pack", "internal"),
            *("--format", "json", "--as-at", as_at, "--output", "-", *P),
        )
        assert done.code == 0, done.err
        answer = json.loads(done.out)
        expected = bundle["expected"][period][which]
        assert {key: answer["lines"].get(key) for key in expected} == expected
        assert answer["pack"] == "internal"
        assert answer["period"]["from"] == f"{period}-01"


def test_the_quarter_and_the_cohort(ravel: Path, run: Run) -> None:
    bundle = json.loads(SAMPLE.read_text())
    as_at = bundle["meta"]["cutoffs"]["final"]
    done = run(
        *("report", "--casebook", ravel, "--quarter", "2025-Q4", "--pack", "internal"),
        *("--format", "json", "--as-at", as_at, "--output", "-", *P),
    )
    lines = json.loads(done.out)["lines"]
    expected = bundle["expected"]["quarter"]["final"]
    assert {key: lines.get(key) for key in expected} == expected

    done = run("cohort", "--casebook", ravel, "--year", "2023", "--as-at", as_at, *P)
    assert json.loads(done.out) == bundle["expected"]["cohort_2023"]["final"]


def test_export_then_import_gives_the_same_bytes(
    ravel: Path, run: Run, tmp_path: Path, now: SetClock
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run("export", "--casebook", ravel, "--output", first, *P).code == 0
    other = tmp_path / "other.casebook"
    assert run("init", "--casebook", other, "--user", "mo", *P).code == 0
    assert run("import", first, "--casebook", other, *P).code == 0
    assert run("export", "--casebook", other, "--output", second, *P).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_pages_are_written_as_pdf(ravel: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "october.pdf"
    for pack in ("lottery", "police"):
        done = run(
            *("report", "--casebook", ravel, "--month", "2025-10", "--pack", pack),
            *("--format", "pdf", "--output", target, *P),
        )
        assert done.code == 0, done.err
        assert target.read_bytes().startswith(b"%PDF")
        assert target.stat().st_mode & 0o777 == 0o600


def test_figures_are_written_as_tables(ravel: Path, run: Run, tmp_path: Path) -> None:
    for form, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfpart,period,")):
        target = tmp_path / f"october.{form}"
        for pack in ("internal", "police"):
            done = run(
                *("report", "--casebook", ravel, "--month", "2025-10", "--pack", pack),
                *("--format", form, "--output", target, *P),
            )
            assert done.code == 0, done.err
            assert target.read_bytes().startswith(start)
            assert target.stat().st_mode & 0o777 == 0o600


def test_words_of_the_casebook_in_a_file_are_said_without_naming_them(
    book: Path, sample: Path, run: Run, tmp_path: Path
) -> None:
    raw = json.loads(sample.read_text())
    # An area with somebody's name: the label is printed wherever the area is.
    alias = raw["persons"][0]["alias"] = "Foundry"
    sample.write_text(json.dumps(raw))
    assert run("import", sample, "--casebook", book, *P).code == 0
    target = tmp_path / "october.csv"
    command = ("report", "--casebook", book, "--month", "2025-10", "--pack", "internal")
    done = run(*command, "--format", "csv", "--output", target, *P)
    assert done.code == 0, done.err
    assert alias in target.read_text("utf-8-sig")
    assert "looks like somebody" in done.err or "look like somebody" in done.err
    assert alias not in done.err


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_issue_made_once_is_written_as_the_same_table_again(
    ravel: Path, run: Run, tmp_path: Path, now: SetClock, form: str
) -> None:
    command = ("report", "--casebook", ravel, "--month", "2025-10", "--pack", "police")
    target, written = tmp_path / f"page.{form}", []
    for extra in (("--freeze",), ()):
        done = run(*command, "--format", form, "--output", target, *extra, *P)
        assert done.code == 0, done.err
        written.append(target.read_bytes())
        now.moment += timedelta(days=3)
    assert written[0] == written[1]


def test_freezing_is_refused_twice_where_a_pack_is_issued_once(
    ravel: Path, run: Run, tmp_path: Path
) -> None:
    pages = []
    command = ("report", "--casebook", ravel, "--month", "2025-10", "--pack", "police")
    target = tmp_path / "page.pdf"
    for extra, code in (("--freeze", 0), ("--freeze", 1), (None, 0)):
        done = run(*command, "--format", "pdf", "--output", target, *([extra] if extra else []), *P)
        assert done.code == code, done.err
        pages.append(target.read_bytes())
    assert len(set(pages)) == 1


def test_a_pack_of_the_projects_own_is_asked_for_by_its_name(
    ravel: Path, run: Run, now: SetClock
) -> None:
    command = ("report", "--casebook", ravel, "--month", "2025-10", "--pack", "harbour trust")
    done = run(*command, "--format", "json", "--output", "-", *P)
    assert done.code == 2
    assert "harbour trust" in done.err
    desk = bootstrap.open_desk(ravel, SIGN_IN, PASSPHRASE, now)
    pack = pack_keeping.copied(packs.load("lottery"), "Harbour Trust")
    desk.do(pack_keeping.keep, PackDraft(pack))
    desk.close()
    done = run(*command, "--format", "json", "--output", "-", *P)
    assert done.code == 0, done.err
    assert json.loads(done.out)["pack"] == "own-harbour-trust"
    done = run(*command, "--freeze", "--format", "json", "--output", "-", *P)
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("report", "--pack", "internal", "--format", "json", "--output", "-"), 2),
        (
            (
                "report",
                "--month",
                "2025-13",
                "--pack",
                "internal",
                "--format",
                "json",
                "--output",
                "-",
            ),
            2,
        ),
        (
            (
                *("report", "--month", "2025-10", "--as-at", "2025-11-07T23:59:59"),
                *("--pack", "internal", "--format", "json", "--output", "-"),
            ),
            2,
        ),
        (
            ("report", "--month", "2025-10", "--pack", "moon", "--format", "json", "--output", "-"),
            2,
        ),
        (("cohort", "--year", "23"), 2),
        (("export", "--output", "e.txt"), 2),
        (
            (
                *("report", "--month", "2025-10", "--as-at", "9999-12-31T23:59:59-14:00"),
                *("--pack", "internal", "--format", "json", "--output", "-"),
            ),
            2,
        ),
        (
            (
                *("report", "--month", "2025-10", "--output", "/no/such/folder/x.json"),
                *("--pack", "internal", "--format", "json"),
            ),
            5,
        ),
        (("dance",), 2),
    ],
)
def test_a_wrong_command_line_says_so(
    ravel: Path, run: Run, argv: tuple[str, ...], code: int
) -> None:
    done = run(*argv, "--casebook", ravel, *P)
    assert done.code == code, done.err
    assert done.err
    assert "Traceback" not in done.err


def test_a_wrong_passphrase_is_3_and_changes_nothing(ravel: Path, run: Run) -> None:
    before = ravel.read_bytes()
    done = run("verify", "--casebook", ravel, *P, hears="not the right one at all\n")
    assert done.code == 3
    done = run("verify", "--casebook", ravel, "--user", "nobody", *P)
    assert done.code == 3
    assert ravel.read_bytes() == before


@pytest.mark.parametrize("size", [0, 1, 15, 16, 1000, 5000])
def test_what_is_no_casebook_is_4_and_stays_as_it_is(ravel: Path, run: Run, size: int) -> None:
    data = ravel.read_bytes()[:size]
    ravel.write_bytes(data)
    done = run("verify", "--casebook", ravel, *P)
    assert done.code == 4, done.err
    assert ravel.read_bytes() == data


def test_a_zip_a_missing_file_a_missing_key_file(ravel: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.casebook"
    assert run("verify", "--casebook", other, *P).code == 5
    other.write_bytes(b"PK\x03\x04" + bytes(8000))
    assert run("verify", "--casebook", other, *P).code == 4
    shutil.copy(ravel, other)
    done = run("verify", "--casebook", other, *P)
    assert (done.code, "key file" in done.err) == (4, True)


def test_it_is_open_in_another_window(ravel: Path, run: Run, now: SetClock) -> None:
    from outreach_app import bootstrap
    from tests.conftest import PASSPHRASE

    desk = bootstrap.open_desk(ravel, "", PASSPHRASE, now)
    try:
        done = run("verify", "--casebook", ravel, *P)
    finally:
        desk.close()
    assert (done.code, "another window" in done.err) == (5, True)


def test_match_prints_every_proposed_link_by_reference(
    run: Run, book: Path, tmp_path: Path
) -> None:
    sample = json.loads(SAMPLE.read_text())
    source = tmp_path / "sample.json"
    source.write_text(json.dumps(sample["data"]), encoding="utf-8")
    assert run("import", source, "--casebook", book, "--passphrase-file", "-").code == 0
    said = run("match", "--casebook", book, "--passphrase-file", "-")
    assert said.code == 0
    links = {frozenset((each["a"], each["b"])): each for each in json.loads(said.out)}
    expected = {
        frozenset((each["a"], each["b"])): each["tier"] for each in sample["expected_matches"]
    }
    assert {pair: each["tier"] for pair, each in links.items()} == expected
    assert links[frozenset(("INR-05", "INR-19"))]["conflicts"]
    assert set(next(iter(links.values()))) == {"a", "b", "tier", "agrees", "conflicts"}


def test_verify_says_where_the_trail_ends(book: Path, run: Run, now: SetClock) -> None:
    done = run("verify", "--casebook", book, *P)
    assert done.code == 0, done.err
    desk = bootstrap.open_desk(book, SIGN_IN, PASSPHRASE, now)
    end = desk.verify().end
    desk.close()
    assert end is not None
    assert f"{end.entries} entries in the trail, the last one sealed {end.grouped}." in (
        done.out.decode()
    )
