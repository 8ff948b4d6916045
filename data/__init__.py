"""What is kept: facts, the ledger they are written to, the fold that turns them into
documents, and the TinyDB store a coach reviews. Begin with `facts`, then `ledger`, then `store`.

Nothing here knows a rule of the desk or a screen. Time and disk come in as parameters (`seams`).
"""
