"""A contract is worth what it was seen to refuse: one bad import planted for each."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "outreach_app", "ui", "resources")

PLANTED = {
    "ui over outreach_app over models": ("models/planted.py", "import outreach_app.clock"),
    "Qt lives in ui only": ("outreach_app/casework/planted.py", "import PySide6.QtCore"),
    "ui sees no SQL, no mapped object, no file format": (
        "ui/widgets/planted.py",
        "import sqlalchemy",
    ),
    "models stand on their own": ("models/planted_too.py", "import sqlcipher3"),
    "resources decide nothing": ("resources/planted.py", "import models.base"),
    "inside the core": ("outreach_app/vault/planted.py", "import outreach_app.storage.engine"),
    "pages do not know one another": ("ui/pages/planted.py", "import ui.pages.people"),
    "reportlab is known to one room": ("outreach_app/statistics/planted.py", "import reportlab"),
    "the auditor shares nothing with what it audits": (
        "outreach_app/statistics/auditor/planted.py",
        "import outreach_app.statistics.disclosure_control.problem",
    ),
    "comparing descriptions reads no casebook": (
        "outreach_app/matching/facts.py",
        "import outreach_app.work",
    ),
}


def lint(folder: Path) -> str:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(tool), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=lambda _, names: [
                each for each in names if "." in each and not each.endswith(".py")
            ],
        )
    return tmp_path


def test_every_contract_refuses_the_import_planted_for_it(copy: Path) -> None:
    contracts = (ROOT / "pyproject.toml").read_text().count("[[tool.importlinter.contracts]]")
    assert contracts == len(PLANTED)

    for name, line in PLANTED.values():
        target = copy / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(f"{line}\n")
    said = lint(copy)
    assert {name for name in PLANTED if f"{name} BROKEN" in said} == set(PLANTED), said
