"""What is kept: facts, the ledger that they are written to, the documents that they fold to, the
TinyDB store of these, and readers for the rosters that schools export. Begin with `ledger.facts`,
then `records`, then `store.store`.

Nothing here knows the rules of the kiosk or its screens. Clock and disk are parameters (`system`).
"""
