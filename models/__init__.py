"""What is remembered: the tables of a casebook and their vocabulary."""

from models import contacts, incidents, people, project, protection, record, sharing, support, vault
from models.base import Base

__all__ = [
    "Base",
    "contacts",
    "incidents",
    "people",
    "project",
    "protection",
    "record",
    "sharing",
    "support",
    "vault",
]
