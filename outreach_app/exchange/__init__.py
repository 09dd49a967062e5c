"""A whole casebook in and out, all or nothing."""
