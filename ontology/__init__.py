"""The words of drom: ontology, concept schemes, shapes and labels, as data first.

Imports the standard library, and rdflib where Turtle is read; none of the other rooms.
"""
