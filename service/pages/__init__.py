"""Server-rendered pages for people, one file per page; each has its own `router`."""
