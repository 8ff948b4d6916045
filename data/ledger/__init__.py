"""The ledger, an append-only log of facts: one file for each school year, one atomic batch of facts
on each line. Begin with `facts`, then `ledger`.
"""
