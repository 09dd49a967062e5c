"""What is remembered: the tables of a casebook and their vocabulary."""

from models import (
    contacts,
    finding,
    following,
    incidents,
    leaving,
    linking,
    neighbours,
    people,
    project,
    protection,
    record,
    requests,
    sharing,
    stock,
    support,
    vault,
    warning,
)
from models.base import Base

__all__ = [
    "Base",
    "contacts",
    "finding",
    "following",
    "incidents",
    "leaving",
    "linking",
    "neighbours",
    "people",
    "project",
    "protection",
    "record",
    "requests",
    "sharing",
    "stock",
    "support",
    "vault",
    "warning",
]
