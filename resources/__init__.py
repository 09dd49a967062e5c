"""What is shipped and is not code: words, vocabularies, packs, theme, icons, fonts."""
