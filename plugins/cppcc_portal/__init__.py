"""cppcc_portal turns the records of a CPPCC (政协) committee into its public information portal."""

__version__ = "0.1.0"
