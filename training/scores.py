"""How well a table of vectors brings translations together, counted as `drom model evaluate` counts it."""

from search.encoder import Vectors
from search.measuring import Found, mean, nearest

__all__ = ["Found", "Vectors", "mean", "nearest"]
