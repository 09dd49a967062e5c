"""The opened key: what the rest of the program holds while a casebook is open."""

from typing import NoReturn, Self, final

from outreach_app.vault.slots import subkey
from outreach_app.vault.wiping import wipe


@final
class OpenKey:
    """The data key of one casebook and who opened it, until `close` wipes it.

    A casebook may have had other data keys before, each with the number of its generation: those
    that are known are held as well, because older copies are under them. `generation` is the one
    of the data key itself.

    `slot_id` leads to the staff row inside the casebook; `kind` is "passphrase" or "recovery";
    `sequence` is the key file's number, kept in the casebook to notice an older key file;
    `failed_before` counts the wrong attempts since the last right one, for the audit trail.
    """

    __slots__ = (
        "_data_key",
        "_others",
        "failed_before",
        "generation",
        "kind",
        "sequence",
        "slot_id",
        "vault_id",
    )

    def __init__(
        self,
        data_key: bytearray,
        *,
        vault_id: str,
        generation: int,
        slot_id: str,
        kind: str,
        sequence: int,
        failed_before: int = 0,
    ) -> None:
        self._data_key = data_key
        self._others: dict[int, bytearray] = {}
        self.vault_id = vault_id
        self.generation = generation
        self.slot_id = slot_id
        self.kind = kind
        self.sequence = sequence
        self.failed_before = failed_before

    @property
    def closed(self) -> bool:
        """Tell whether the key was wiped."""
        return not self._data_key

    def database_key(self) -> bytearray:
        """Return a copy of the 32-byte data key for the database; the caller wipes it."""
        return bytearray(self._alive())

    def derive(self, label: str) -> bytearray:
        """Return the 32-byte key for a purpose such as "audit-chain/1"; the caller wipes it."""
        return subkey(self._alive(), label)

    @property
    def generations(self) -> tuple[int, ...]:
        """The generations whose data keys are known, the newest first."""
        return tuple(sorted({self.generation, *self._others}, reverse=True))

    def learn(self, generation: int, data_key: bytearray) -> None:
        """Hold the data key of another generation as well."""
        if generation != self.generation:
            self._others[generation] = data_key

    def become(self, generation: int) -> None:
        """Let a data key that is known be the one of the casebook, and keep the one before."""
        if generation == self.generation:
            return
        before, self._data_key = self._alive(), self._others.pop(generation)
        self._others[self.generation] = before
        self.generation = generation

    def forget(self, generation: int) -> None:
        """Wipe the data key of another generation."""
        wipe(self._others.pop(generation, bytearray()))

    def derive_first(self, label: str) -> bytearray:
        """Return the key for a purpose that outlasts data keys: from the first one there was."""
        return subkey(self._others.get(min(self.generations), self._alive()), label)

    def twin(self, generation: int | None = None) -> "OpenKey":
        """Return the same key in memory of its own, for whoever closes it.

        With `generation` the data key is that one's; raises KeyError where it is not known.
        """
        made = OpenKey(
            bytearray(self._alive()),
            vault_id=self.vault_id,
            generation=self.generation,
            slot_id=self.slot_id,
            kind=self.kind,
            sequence=self.sequence,
        )
        for number, data_key in self._others.items():
            made.learn(number, bytearray(data_key))
        made.become(self.generation if generation is None else generation)
        return made

    def close(self) -> None:
        """Wipe the key; every later use is a bug and raises RuntimeError."""
        wipe(self._data_key)
        self._data_key = bytearray()
        for other in self._others.values():
            wipe(other)
        self._others.clear()

    def _alive(self) -> bytearray:
        if self.closed:
            msg = "the key was wiped"
            raise RuntimeError(msg)
        return self._data_key

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<OpenKey {'closed' if self.closed else 'open'}>"

    def __reduce__(self) -> NoReturn:
        msg = "a key is never written down"
        raise TypeError(msg)
