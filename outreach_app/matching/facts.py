"""What was said about a suspect and a vehicle: plain values, nothing of who told it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """A vehicle as described; codes of the lists ``vehicle_…``, the plate as said."""

    make: str | None = None
    model: str | None = None
    colour: str | None = None
    type: str | None = None
    plate_said: str | None = None
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuspectFacts:
    """Somebody as described; codes of the lists ``perp_…``, number and account as said."""

    sex: str | None = None
    age: str | None = None
    height: str | None = None
    build: str | None = None
    ic: str | None = None
    hair: str | None = None
    accent: str | None = None
    features: tuple[str, ...] = ()
    mo: tuple[str, ...] = ()
    phone_said: str | None = None
    account_platform: str | None = None
    account_name: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one incident or partner report says about who did it."""

    vehicle: VehicleFacts | None = None
    suspects: tuple[SuspectFacts, ...] = ()


# What a code says when nothing is known (every list has one).
NOTHING = frozenset({"unknown", "IC9", ""})


def known(code: str | None) -> str | None:
    """Return a code, or None when it says that nothing is known."""
    return None if code is None or code in NOTHING else code
