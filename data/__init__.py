"""What is kept: facts and the ledger they are written to, the documents that they fold to, the
TinyDB store of these, and the rosters that schools export. Begin with `ledger.facts`, then
`records`, then `store.store`.

Nothing here knows a rule of the desk or a screen. Time and disk come in as parameters (`system`).
"""
