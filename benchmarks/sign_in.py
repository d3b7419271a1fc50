"""Signing in, beside the passphrase hash it cannot do without."""

from nacl.pwhash import argon2id

from benchmarks import trust
from benchmarks.measuring import Figure, compare
from panelguide.bootstrap import create_context
from panelguide.demo import cast
from panelguide.paths import Home
from panelguide.seal.keys import STANDARD_ARGON
from panelguide.services.session import sign_in
from panelguide.settings import Settings

ROUNDS = 15


def measure() -> list[Figure]:
    with trust.folder() as home:
        context = create_context(Settings(Home(home)))
        people = cast.assemble(context)
        email = people.chair.person.email

        def argon() -> None:
            argon2id.kdf(
                32,
                cast.PASSPHRASE.encode(),
                bytes(16),
                opslimit=STANDARD_ARGON.ops,
                memlimit=STANDARD_ARGON.mem,
            )

        compared = compare(
            lambda: sign_in(context, email=email, passphrase=cast.PASSPHRASE), argon, rounds=ROUNDS
        )
        context.store.close()
    return [compared.figure("signing in, recorded", "argon2id with the same parameters", 1.2)]
