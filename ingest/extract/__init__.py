"""Pure functions from a `Document` to `Finding`s, one file per kind; their rules are data under `rules/`."""
