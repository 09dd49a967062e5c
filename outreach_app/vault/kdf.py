"""From what a person types to a key: Argon2id over domain, sign-in name and secret.

The sign-in name goes into the derivation together with the passphrase, each with its length in
front. So the key file needs no names and no labels: one run of Argon2id gives a key that is tried
against every slot, and the file does not say who may open it.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from outreach_app.errors import LowMemory

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
MEMORY_FLOOR: Final = 19 * 1024  # KiB; the least OWASP still recommends for Argon2id
MEMORY_CEILING: Final = 2 * 1024 * 1024  # KiB; a hostile file must not exhaust the computer
PASSES_CEILING: Final = 32
LANES_CEILING: Final = 16
# KiB x passes over the whole key file, tried under two names: some ten seconds. Bounds on each
# number alone would still allow a file that keeps the program busy for minutes.
WORK_CEILING: Final = 3 * 1024 * 1024
PASSPHRASE_DOMAIN: Final = "casebook-passphrase/1"  # noqa: S105 - a label
RECOVERY_DOMAIN: Final = "casebook-recovery/1"


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one derivation costs: `passes` over `memory` KiB in `lanes`.

    `CREATION` is what new slots get (RFC 9106 asks for at least 64 MiB with three passes, which is
    `MODEST`); `CHEAPEST` is the least a key file may ask for, and is for tests.
    """

    passes: int
    memory: int
    lanes: int

    CREATION: ClassVar["KdfCost"]
    MODEST: ClassVar["KdfCost"]
    CHEAPEST: ClassVar["KdfCost"]

    def allowed(self) -> bool:
        """Tell whether the numbers are within what the program is willing to run."""
        return (
            1 <= self.passes <= PASSES_CEILING
            and MEMORY_FLOOR <= self.memory <= MEMORY_CEILING
            and 1 <= self.lanes <= LANES_CEILING
            and self.work <= WORK_CEILING
        )

    @property
    def work(self) -> int:
        """KiB touched in all."""
        return self.passes * self.memory


KdfCost.CREATION = KdfCost(passes=3, memory=256 * 1024, lanes=4)
KdfCost.MODEST = KdfCost(passes=3, memory=64 * 1024, lanes=4)
KdfCost.CHEAPEST = KdfCost(passes=1, memory=MEMORY_FLOOR, lanes=1)


@dataclass(frozen=True, slots=True)
class Kdf:
    """One derivation as the key file describes it."""

    id: str
    salt: bytes
    cost: KdfCost

    @classmethod
    def fresh(cls, cost: KdfCost) -> Self:
        """Make one with a random salt."""
        return cls(secrets.token_hex(8), secrets.token_bytes(SALT_BYTES), cost)

    def derive(self, domain: str, name: str, secret: str) -> bytearray:
        """Return the 32-byte key for `name` and `secret`; the caller wipes it.

        Raises LowMemory when the computer cannot spare what the cost asks for.
        """
        argon = Argon2id(
            salt=self.salt,
            length=KEY_BYTES,
            iterations=self.cost.passes,
            lanes=self.cost.lanes,
            memory_cost=self.cost.memory,
        )
        key = bytearray(KEY_BYTES)
        try:
            argon.derive_into(_joined(domain, name, secret), key)
        except MemoryError as error:
            raise LowMemory(mib=self.cost.memory // 1024) from error
        return key


def tidy_name(name: str) -> str:
    """Return a sign-in name as it is compared: NFKC, casefolded, runs of blanks made one."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.split())


def tidy_passphrase(passphrase: str) -> str:
    """Return a passphrase as it is used: NFC, so that two keyboards give the same letters."""
    return unicodedata.normalize("NFC", passphrase)


def _joined(*parts: str) -> bytes:
    # A length before each part: "ann" + "abell" and "anna" + "bell" must not meet. A lone surrogate
    # (an undecodable byte from a terminal) is kept as it came instead of raising.
    coded = (part.encode("utf-8", "surrogatepass") for part in parts)
    return b"".join(len(part).to_bytes(4, "big") + part for part in coded)
