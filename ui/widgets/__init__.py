"""Small building blocks that every page shares."""
