"""The computers that sign entries of the audit trail made with nobody signed in."""

from panelguide.seal.chain import MACHINE_ADDED, machine_body
from panelguide.services.context import Context, Recorder
from panelguide.store import audits as store
from panelguide.store.store import Connection


def is_known(context: Context, connection: Connection) -> bool:
    """Whether the trail names this computer's key, so that an entry it signs can be checked."""
    return store.names_machine(connection, machine_body(context.machine.public), added=MACHINE_ADDED)


def admit(context: Context, change: Recorder) -> None:
    """Lets this computer's key in, where the trail does not name it yet, by whoever makes this change.

    The same database is opened on another computer, or from another data folder. A machine cannot let another
    in, so the first person to sign in there does.
    """
    if not is_known(context, change.connection):
        change.record(MACHINE_ADDED, "", machine=context.machine.public.hex())
