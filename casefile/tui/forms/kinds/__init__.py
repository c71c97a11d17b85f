"""Kinds of field: each reads a text, shows a value, and says what can be chosen. `kind` is what all of them have."""
