"""The command tree of `drom`, one file per noun."""
