"""The back door: from pages and files to findings and records. May import `graph` and `ontology`, never `search`."""
