"""No file, name, socket, title or list of processes tells anything about anybody.

A day at the command line and a day at the window are done in processes of their own, and every byte
they write is searched for words that stand in the casebook or were typed. What the user asked for,
in ``asked``, is the only place where any may stand.
"""

import sys
from pathlib import Path

import pytest

from tests.traces.canaries import PASSPHRASE
from tests.traces.watch import Seen, can_trace, lying, watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="watches as Linux lets it")

HOW = (
    "every call is watched" if can_trace() else "no strace here, what lies on the disk is looked at"
)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seen, Seen]:
    folder = tmp_path_factory.mktemp("days") / "work"
    (folder / "asked").mkdir(parents=True)
    (folder / "secret").write_text(f"{PASSPHRASE}\n")
    first = watched(folder, "tests.traces.cli_day", folder)
    assert first.code == 0, first.err
    second = watched(folder, "tests.traces.window_day", folder)
    assert second.code == 0, f"{second.out}\n{second.err}"
    return folder, first, second


@pytest.mark.parametrize("how", [HOW])
def test_nothing_is_written_in_clear_but_what_was_asked_for(
    days: tuple[Path, Seen, Seen], how: str
) -> None:
    folder, *seen = days
    asked = str(folder / "asked")
    for each in seen:
        leaks = {
            name: words
            for name, words in each.found.items()
            if not name.startswith((asked, "terminal"))
        }
        assert leaks == {}
        if how == "every call is watched":
            assert each.written[str(folder / "north.casebook-wal")]
    found = lying(folder)
    left = {name for name in found if not name.startswith((asked, str(folder / "secret")))}
    assert left == set()
    # The words are searched for in a way that finds them: they stand in what was asked for.
    assert str(folder / "asked" / "all.json") in found


@pytest.mark.parametrize("how", [HOW])
def test_files_are_made_where_the_user_and_the_settings_say(
    days: tuple[Path, Seen, Seen], how: str
) -> None:
    del how
    folder, *seen = days
    for each in seen:
        elsewhere = {
            name for name in each.made if not name.startswith((str(folder), "/dev/", "/memfd:"))
        }
        assert elsewhere == set()
    names = {path.name for path in folder.rglob("*") if "core" in path.name}
    assert names == set()


@pytest.mark.parametrize("how", [HOW])
def test_no_socket_is_opened(days: tuple[Path, Seen, Seen], how: str) -> None:
    del how
    for each in days[1:]:
        assert each.sockets == []


def test_titles_and_the_list_of_processes_name_nobody(days: tuple[Path, Seen, Seen]) -> None:
    _, first, second = days
    assert "titles and process list: []" in second.out
    assert "core files: 0" in second.out
    assert int(first.out.rpartition(" tables marked")[0].rpartition("\n")[2]) >= 10
    assert "Traceback" not in first.err + second.err
