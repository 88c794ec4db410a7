"""The front door: HTTP, pages and the command line. May import every room."""
