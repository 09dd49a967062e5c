"""Descriptions of people beside each other: what agrees, what differs, what is rare in both."""

from dataclasses import dataclass
from typing import Final, Literal

from outreach_app.matching import accounts, features, phones
from outreach_app.matching.accounts import Account
from outreach_app.matching.facts import SuspectFacts, known
from outreach_app.matching.features import Feature
from outreach_app.matching.phones import Phone

# What is looked at to tell a man from another (exchange format, 9.3).
LOOKS: Final = ("age", "height", "build", "hair", "accent")
AGES: Final = ("u18", "a18_24", "a25_34", "a35_44", "a45_54", "a55_64", "a65p")
# Said when something else is covered, or does not fit the list: neither for nor against.
_VAGUE: Final = {"hair": frozenset({"covered"}), "accent": frozenset({"other"})}
_UNSURE: Final = "other"
# Appearances that are taken for one another; the code is an observer's guess.
_NEAR_IC: Final = (
    frozenset({"IC1", "IC2"}),
    frozenset({"IC2", "IC6"}),
    frozenset({"IC4", "IC6"}),
    frozenset({"IC2", "IC4"}),
)
NEVER_RARE: Final = frozenset({"glasses", "clothing"})
_ANY_WAY: Final = "other"


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody described, made ready for comparing; what is not known is None."""

    sex: str | None
    ic: str | None
    looks: tuple[str | None, ...]
    features: tuple[Feature, ...]
    mo: frozenset[str]
    phones: tuple[Phone, ...]
    phone_said: str | None
    account: Account | None


@dataclass(frozen=True, slots=True)
class SuspectFound:
    """How two descriptions compare, by names of `LOOKS` and ``sex`` and ``ic``.

    `near` are nearly equal, `apart` what one man cannot be both. `number` and `name` say how
    telephone and account agree.
    """

    agree: tuple[str, ...]
    near: tuple[str, ...]
    differ: tuple[str, ...]
    apart: tuple[str, ...]
    alike: tuple[tuple[Feature, Feature, features.Kind], ...]
    ways: tuple[str, ...]
    number: phones.Kind | None
    name: accounts.Kind | None

    @property
    def conflicts(self) -> int:
        """Count what differs."""
        return len(self.differ) + len(self.apart)

    @property
    def same_looks(self) -> float:
        """Count what agrees of the looks; a neighbouring age is half of one."""
        return len(self.agree) + ("age" in self.near) / 2


def ready(facts: SuspectFacts) -> Suspect:
    """Make a description ready."""
    account = accounts.read(facts.account_platform, facts.account_name)
    sex = known(facts.sex)
    return Suspect(
        sex=None if sex == _UNSURE else sex,
        ic=known(facts.ic),
        looks=tuple(_look(name, getattr(facts, name)) for name in LOOKS),
        features=tuple(features.of_person(each) for each in facts.features),
        mo=frozenset(facts.mo) - {_ANY_WAY},
        phones=tuple(dict.fromkeys((*phones.read(facts.phone_said), *accounts.number_in(account)))),
        phone_said=facts.phone_said,
        account=account,
    )


def compare(one: Suspect, other: Suspect) -> SuspectFound:
    """Compare two descriptions."""
    agree, near, differ = [], [], []
    for place, name in enumerate(LOOKS):
        mine, theirs = one.looks[place], other.looks[place]
        if mine is None or theirs is None:
            continue
        if mine == theirs:
            agree.append(name)
        elif name == "age" and neighbours(mine, theirs):
            near.append(name)
        else:
            differ.append(name)
    apart = ["sex"] if one.sex and other.sex and one.sex != other.sex else []
    if one.ic and other.ic and one.ic != other.ic:
        (near if _near_ic(one.ic, other.ic) else apart).append("ic")
    return SuspectFound(
        agree=tuple(agree),
        near=tuple(near),
        differ=tuple(differ),
        apart=tuple(apart),
        alike=_alike(one.features, other.features),
        ways=tuple(sorted(one.mo & other.mo)),
        number=_number(one.phones, other.phones),
        name=accounts.compare(one.account, other.account)
        if one.account and other.account
        else None,
    )


def neighbours(one: str, other: str) -> bool:
    """Tell whether two age bands stand beside each other: they overlap in memory."""
    if one not in AGES or other not in AGES:
        return False
    return abs(AGES.index(one) - AGES.index(other)) == 1


def near_ages(age: str) -> tuple[str, ...]:
    """Return an age band and those beside it."""
    return tuple(each for each in AGES if each == age or neighbours(each, age)) or (age,)


def _look(name: str, code: str | None) -> str | None:
    found = known(code)
    return None if found in _VAGUE.get(name, ()) else found


def _near_ic(one: str, other: str) -> bool:
    return any(one in each and other in each for each in _NEAR_IC)


def _number(mine: tuple[Phone, ...], theirs: tuple[Phone, ...]) -> phones.Kind | None:
    found = {phones.compare(a, b) for a in mine for b in theirs}
    answers: tuple[Literal["same", "end"], ...] = ("same", "end")
    return next((each for each in answers if each in found), None)


def _alike(
    mine: tuple[Feature, ...], theirs: tuple[Feature, ...]
) -> tuple[tuple[Feature, Feature, features.Kind], ...]:
    found: list[tuple[Feature, Feature, features.Kind]] = []
    for one in mine:
        for other in theirs:
            kind = features.compare(one, other)
            if kind is not None:
                found.append((one, other, kind))
    return tuple(sorted(found, key=lambda each: each[2] != "thing"))
