"""The documents that the facts fold to, as TinyDB tables in memory, and their snapshot. Begin with
`store`.
"""
