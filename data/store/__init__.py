"""The store: the documents that the facts fold to, as TinyDB tables in memory, and their snapshot
in a file. Begin with `store`.
"""
