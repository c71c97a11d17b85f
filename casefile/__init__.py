"""casefile: a case-file browser for analysts in the terminal."""

__version__ = "0.1.0"
