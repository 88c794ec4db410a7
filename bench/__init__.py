"""Measurements: speed beside the bare libraries, and quality on judged pages and questions. May import every room.

`python -m bench` runs everything; `bench/README.md` says what is measured and on what.
"""
