"""What ties the encrypted file to its key file."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class VaultMeta(Base):
    """One fact about the file itself: its vault id, its key generation."""

    __tablename__ = "vault_meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]
