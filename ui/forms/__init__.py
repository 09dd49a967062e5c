"""Forms: load a draft, hand it back, show problems; a form never decides."""
