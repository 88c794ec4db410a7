"""From the graph to an answer. May import `graph` and `ontology`, never `ingest`."""
