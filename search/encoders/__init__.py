"""Backends of the `Encoder` protocol, one file each, imported only by the wiring of the service."""
