"""A record in full, as a document: one module a table, and the parts that they share."""
