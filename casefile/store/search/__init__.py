"""Finding records over a whole library: an index beside the cases, made from them and never needed to read them.

The index is one SQLite file with its full-text search, FTS5. It can be deleted at any time. One that is damaged,
locked or of another version is left aside and made anew. The modules here load `sqlite3`, so they are imported
where somebody searches and nowhere else.
"""
