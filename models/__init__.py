"""What is remembered: the tables of a casebook and their vocabulary."""
