"""How scores stay independent until the whole panel has sealed: pure functions, no clock, no files.

`ids` and `digest` name and hash things, `canonical` gives one text to one value. `keys` draws a person's
keys from one seed, signs, and wraps the seed with a passphrase. `chain` stamps and checks the audit trail.
"""
