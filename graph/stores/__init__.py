"""Backends of the `GraphStore` protocol, one file each; only the wiring of the service imports them."""
