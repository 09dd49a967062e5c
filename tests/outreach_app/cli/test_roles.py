"""What each role may do on the command line: every command that signs in, every role."""

from pathlib import Path
from typing import Final

import pytest

from outreach_app import bootstrap
from outreach_app.casework.colleagues import NewColleague
from outreach_app.cli.commands import COMMANDS
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from outreach_app.words import say
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.cli.conftest import Run

PHRASE: Final = "harbour velvet onion cloud piano"
OTHERS: Final = ("volunteer", "outreach", "caseworker", "police_liaison", "reporter", "admin")
ALL: Final = frozenset(OTHERS)
# Who is shown exact figures beside the lead.
FIGURES: Final = frozenset({"outreach", "caseworker", "reporter"})
NEW: Final = ("--new-passphrase-file", "@/new")
DECEMBER: Final = ("report", "--month", "2025-12", "--format", "json", "--output", "-", "--pack")
# What is typed, and who beside the lead is not turned away.
EVERY: Final[dict[str, tuple[tuple[str, ...], frozenset[str]]]] = {
    "export": (("export", "--output", "@/out.json"), frozenset()),
    "import": (("import", "@/sample.json", "--dry-run"), frozenset({"admin"})),
    "report": ((*DECEMBER, "internal"), FIGURES),
    "protected": ((*DECEMBER, "public"), FIGURES | {"police_liaison"}),
    "freeze": (
        (*DECEMBER, "public", "--freeze"),
        frozenset({"outreach", "caseworker", "reporter"}),
    ),
    "cohort": (("cohort", "--year", "2025"), FIGURES),
    "match": (("match",), frozenset({"outreach", "caseworker"})),
    "verify": (("verify",), ALL),
    "backup": (("backup", "--to", "@/stick"), ALL),
    "list": (("users", "list"), ALL),
    "add": (("users", "add", "Zed", "lead", *NEW), frozenset()),
    "role": (("users", "role", SIGN_IN, "volunteer"), frozenset()),
    "disable": (("users", "disable", SIGN_IN), frozenset()),
    "enable": (("users", "enable", SIGN_IN, *NEW), frozenset()),
    "passphrase": (("users", "passphrase", SIGN_IN, *NEW), frozenset()),
    "new-key": (("users", "new-key"), frozenset()),
}
# Without anybody signing in, and `restore`, which asks who may itself (test_copies).
APART: Final = frozenset({"init", "audit", "demo", "self-check", "restore", "template"})


def test_every_command_is_in_the_table() -> None:
    assert {words[0] for words, _ in EVERY.values()} | APART == set(COMMANDS)


@pytest.mark.parametrize("role", OTHERS)
def test_what_a_role_may_do(
    role: str, ravel: Path, run: Run, now: SetClock, tmp_path: Path
) -> None:
    desk = bootstrap.open_desk(ravel, SIGN_IN, PASSPHRASE, now, cost=KdfCost.CHEAPEST)
    desk.accounts.add(NewColleague("Mo", role), PHRASE)
    desk.close()
    (tmp_path / "stick").mkdir()
    (tmp_path / "new").write_text("copper sparrow kettle winter noon\n")
    refused = set()
    for name, (words, _) in EVERY.items():
        argv = [each.replace("@", str(tmp_path)) for each in words]
        done = run(
            *argv,
            "--casebook",
            ravel,
            "--user",
            "mo",
            "--passphrase-file",
            "-",
            hears=f"{PHRASE}\n",
        )
        if say("errors.not_allowed") in done.err:
            assert (done.code, done.out) == (1, b"")
            refused.add(name)
    assert refused == {name for name, (_, who) in EVERY.items() if role not in who}
