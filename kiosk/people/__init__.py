"""What belongs to a person: account, PIN, session, drafts, private notes; and the roster import."""
