"""The graph room: records, identity, store, releases. May import `ontology` only."""
