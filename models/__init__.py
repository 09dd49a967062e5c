"""What is remembered: the tables of a casebook and their vocabulary."""

from models import (
    contacts,
    finding,
    incidents,
    linking,
    people,
    project,
    protection,
    record,
    sharing,
    stock,
    support,
    vault,
)
from models.base import Base

__all__ = [
    "Base",
    "contacts",
    "finding",
    "incidents",
    "linking",
    "people",
    "project",
    "protection",
    "record",
    "sharing",
    "stock",
    "support",
    "vault",
]
