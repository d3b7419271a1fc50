"""One module a noun: each offers join(application)."""
