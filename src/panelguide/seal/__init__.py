"""How scores stay independent until the whole panel has sealed: pure functions, no clock, no database.

Everything is checked from signed objects themselves, which also travel as files; whatever is random is an
argument. Errors are `Refused` (a rule says no), `Tampered` (the record does not hold together), `BadInput`
(cannot be sealed as written) and `CannotTell`.

In the order a round meets them:

- `ids`, `digest`, `canonical`: ids and randomness, the one tagged hash, one text for one value.
- `keys`: a person's four keys from one seed, signatures, and the bundle that only a passphrase opens.
- `cards`: the two recovery cards in words, and passphrases from the same words.
- `manifest`, `versions`: who scores whom on what; what a later version may change and who signs it.
- `writing`, `draft`, `sheet`: marks and notes in one length; sealed while being written; sealed for good.
- `release`, `releasing`, `standing`: the list of all sheets; who hands over keys, in which order; whose
  release is good.
- `seats`: whose signatures stand for chair and confirmer. `reveal`: every sheet opened, who is out, plain
  scores. `final`: what is signed after it.
- `chain`: the audit trail. `verify`: a whole round checked from its files, as an outsider would.
"""
