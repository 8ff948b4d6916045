"""A person's own: account, PIN, session, drafts, private notes; and the roster's import."""
