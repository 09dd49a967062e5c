"""What the built program takes along, held against the source tree; nothing is built here."""

import ast
import importlib.util
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
OWN = ("outreach_app", "ui", "models", "resources")


@pytest.fixture(scope="module")
def bundled() -> ModuleType:
    """The lists of packaging/bundled.py, which is no package of ours."""
    return loaded("bundled")


def loaded(name: str) -> ModuleType:
    found = importlib.util.spec_from_file_location(name, ROOT / f"packaging/{name}.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def sources() -> Iterator[Path]:
    for top in OWN:
        yield from sorted((ROOT / top).rglob("*.py"))


def data() -> set[str]:
    """Every file below our packages that is not Python, and the steps of the file's layout."""
    steps = "outreach_app/storage/migrations/"
    found = set()
    for top in OWN:
        for path in (ROOT / top).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            read = path.suffix != ".py" or name.startswith(steps)
            if read and path.is_file() and "__pycache__" not in name:
                found.add(name)
    return found


def test_every_file_that_is_read_goes_in(bundled: ModuleType) -> None:
    taken = {
        f"{folder}/{Path(source).name}"
        for source, folder in bundled.data_files(ROOT)
        if bundled.wanted(f"{folder}/{Path(source).name}")
    }
    assert data() <= taken
    assert not [name for name in taken if "__pycache__" in name or "test" in Path(name).parts]


def test_every_room_found_by_name_is_named(bundled: ModuleType) -> None:
    """Whoever imports by name says so to the build: else the module is missing in the program."""
    by_name = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for path in sources()
        if "import_module(" in path.read_text(encoding="utf-8")
    }
    known = {"outreach_app.statistics.registry", "ui.registry"}
    assert by_name == known, "add its packages to PACKAGES in packaging/bundled.py, and it here"
    assert {"ui.pages", "outreach_app.statistics.lines"} <= set(bundled.PACKAGES)


def test_nothing_that_is_imported_stays_out(bundled: ModuleType) -> None:
    imported = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    left_out = set(bundled.NOT_MODULES)
    assert not {each for each in imported if any(_inside(each, out) for out in left_out)}


def _inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def test_the_program_and_its_metadata_say_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    from outreach_app import VERSION

    assert project["version"] == VERSION


def test_the_font_of_the_icons_goes_in(bundled: ModuleType) -> None:
    import qtawesome

    (used,) = [each for each in qtawesome._BUNDLED_FONTS if each[0] == "mdi6"]
    for file in used[1:]:
        assert bundled.wanted(f"qtawesome/fonts/{file}")


def test_a_library_stays_when_something_asks_for_it(bundled: ModuleType) -> None:
    asks = {"window.so": {"drawing.so"}, "drawing.so": {"libc.so"}, "sound.so": set[str]()}
    assert bundled.reached(asks, ["window.so"]) == {"window.so", "drawing.so"}


def test_a_licence_that_a_text_only_names_is_passed_on_in_full(tmp_path: Path) -> None:
    notices = loaded("notices")
    (tmp_path / "LGPL-2.1").write_text("Lesser, in full\n")
    said = "see `/usr/share/common-licenses/LGPL-2.1'. And /usr/share/common-licenses/GFDL."
    part = notices.Part("libglib2.0-0", "2.74", "see text", "", said)
    own = notices.Part("casebook", "1", "GPL-3.0-or-later", "", "Our own")
    assert [each.text for each in notices.named([part], tmp_path)] == ["Lesser, in full\n"]
    page = notices._page(own, [part], tmp_path)
    assert "/usr/share/common-licenses/LGPL-2.1\n" in page
    assert page.endswith("Lesser, in full\n")


def test_a_library_is_not_looked_for_in_a_folder_of_the_building_computer(
    bundled: ModuleType,
) -> None:
    said = "  NEEDED   libc.so.6\n  RUNPATH              /home/somebody/python/lib\n"
    library = b"\x7fELF\0libc.so.6\0/home/somebody/python/lib\0end"
    told = bundled.searching_beside(library, said)
    assert told == b"\x7fELF\0libc.so.6\0$ORIGIN" + b"\0" * 19 + b"end"
    assert len(told) == len(library)
    beside = "  RUNPATH              $ORIGIN/../lib\n"
    assert bundled.searching_beside(library, beside) == library
    shared = b"\x7fELF\0/opt/home/somebody/python/lib\0"
    assert bundled.searching_beside(shared, said) == shared
