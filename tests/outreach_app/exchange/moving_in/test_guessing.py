"""The lists guesses are made from: every code in them is one of ours; and who may look at all."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.errors import NotAllowed
from outreach_app.exchange.moving_in import guessing, spreadsheet, taking, targets
from outreach_app.exchange.moving_in.targets import KINDS, SUPPLY, Target
from outreach_app.vocabulary import shipped
from outreach_app.words import lookup
from outreach_app.work import Work
from tests.outreach_app.exchange.moving_in import messy


def test_every_word_that_means_a_code_means_one_of_ours() -> None:
    for name, pairs in lookup("moving_in.means").items():
        codes = shipped()[name].codes()
        assert {pair.partition("=")[2] for pair in pairs.split(";")} <= set(codes)
    assert set(lookup("moving_in.also_item")) <= set(shipped()["supply_item"].codes())
    fields = {each.name for kind in KINDS for each in targets.of(kind, shipped())}
    assert set(lookup("moving_in.also")) <= fields


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("age_band", Decimal(34), "25_34"),
        ("age_band", "17", "16_17"),
        ("age_band", "15", "u16"),
        ("age_band", "80", "65p"),
        ("age_band", "25-34", "25_34"),
        ("age_band", "200", ""),
        ("ethnicity", "Chinese", "A4"),
        ("gender", "F", "woman"),
        ("gender", "Non-binary", "nonbinary"),
        ("work_settings", "xyzzy", ""),
    ],
)
def test_codes_are_guessed_or_left_open(name: str, value: str | Decimal, code: str) -> None:
    target = next(each for each in targets.of("persons", shipped()) if each.name == name)
    assert guessing.code_for(value, target, shipped()) == code


def test_each_column_is_used_once() -> None:
    found = guessing.columns("contacts", ("Date", "Date", "Needles", "Needles returned"), shipped())
    assert found == {"day": 0, SUPPLY + "needle_set": 2, "needle_returns": 3}


def test_a_field_is_known_by_its_own_words() -> None:
    target = Target("setting", "code", "contact_setting")
    assert guessing.likeness(target.label, target) == 100
    assert guessing.likeness("", target) == 0


def test_it_is_for_the_lead(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(messy.as_csv(messy.rows(3)))
    (sheet,) = spreadsheet.read(path).tables
    seen = desk.ask(taking.begin, sheet)

    def as_colleague(work: Work, role: str) -> None:
        other = replace(work, role=role)
        for ask in (
            lambda: taking.begin(other, sheet),
            lambda: taking.take_in(other, sheet, seen.matching, ()),
            lambda: taking.set_aside(other, sheet, seen),
        ):
            with pytest.raises(NotAllowed):
                ask()

    for role in ("admin", "caseworker", "outreach", "volunteer"):
        desk.do(as_colleague, role)
