"""A change is kept whole with its audit entry, or not at all; reads never change anything."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select, text, update
from tests.store import chains, rows

from panelguide.errors import PanelguideError, Refused, SomebodyElseChangedIt, StoreTrouble
from panelguide.store.store import Store, UnrecordedChange, last_entry, update_versioned
from panelguide.store.tables import advert, person, vacancy


def _people(store: Store) -> list[str]:
    with store.read() as connection:
        return [*connection.execute(select(person.c.name)).scalars()]


def _fall_over(store: Store, error: BaseException) -> None:
    """Adds somebody, records it, and fails before the end."""
    with store.change(chains.stamp) as change:
        change.connection.execute(insert(person).values(rows.ROWS["person"]))
        chains.note(change, rows.PERSON)
        raise error


def _save_advert(store: Store, words: str, *, version: int) -> None:
    row = advert.c.vacancy_id == rows.VACANCY
    with store.change(chains.stamp) as change:
        update_versioned(
            change.connection, advert, row, version, {"text": words}, yours=words, theirs=lambda: "Theirs"
        )
        chains.note(change, rows.VACANCY)


def test_a_change_without_an_audit_entry_is_a_fault_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(UnrecordedChange), store.change(chains.stamp) as change:
        change.connection.execute(insert(person).values(rows.ROWS["person"]))
    assert _people(store) == []


@pytest.mark.parametrize("error", [Refused("No."), RuntimeError("fell over"), KeyboardInterrupt()])
def test_whatever_is_raised_nothing_is_kept(store: Store, error: BaseException) -> None:
    before = store.head()
    with pytest.raises(type(error)):
        _fall_over(store, error)
    assert _people(store) == []
    assert store.head() == before
    assert chains.check(store).sound


def test_a_change_after_a_failed_one_goes_on_from_the_same_entry(store: Store) -> None:
    with pytest.raises(Refused):
        _fall_over(store, Refused("No."))
    with store.change(chains.stamp) as change:
        chains.note(change, "kept")
    assert chains.subjects(store) == ["kept"]
    assert chains.check(store).sound


def test_one_change_may_record_several_acts_in_order(store: Store) -> None:
    with store.change(chains.stamp) as change:
        numbers = [chains.note(change, subject) for subject in ("one", "two", "three")]
        assert change.head.seq == numbers[-1]
    assert numbers == [2, 3, 4]
    assert chains.subjects(store) == ["one", "two", "three"]
    assert chains.check(store).sound


def test_the_head_of_a_vacancy_grows_with_its_own_changes_only(store: Store) -> None:
    assert store.head(rows.VACANCY) == 0
    with store.change(chains.stamp) as change:
        mine = chains.note(change, "mine", rows.VACANCY)
    with store.change(chains.stamp) as change:
        other = chains.note(change, "other", "9" * 32)
    assert store.head(rows.VACANCY) == mine
    assert store.head() == other > mine


def test_another_window_sees_a_change_only_once_it_is_committed(store: Store) -> None:
    window = Store(store.url.render_as_string(hide_password=False))
    try:
        before = window.head()
        with store.change(chains.stamp) as change:
            chains.note(change, "under way")
            assert window.head() == before
        assert window.head() == before + 1
    finally:
        window.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO import_source (fingerprint, mapping) VALUES ('x', '{}')",
        "UPDATE audit_head SET seq = 99",
        "DELETE FROM audit",
        "CREATE TABLE sneaky (x int)",
        "DROP TABLE advert",
    ],
)
def test_a_read_cannot_write(store: Store, statement: str) -> None:
    before = store.head()
    with pytest.raises(StoreTrouble, match="read-only"), store.read() as connection:
        connection.execute(text(statement))
    assert store.head() == before
    assert chains.check(store).sound


def test_a_draft_is_kept_without_an_entry(store: Store) -> None:
    before = store.head()
    with store.keep_draft() as connection:
        connection.execute(insert(person).values(rows.ROWS["person"]))
    assert _people(store) == [rows.ROWS["person"]["name"]]
    assert store.head() == before


def test_a_stale_write_is_refused_with_both_texts_and_changes_nothing(filled: Store) -> None:
    _save_advert(filled, "Theirs", version=1)
    with pytest.raises(SomebodyElseChangedIt) as stale:
        _save_advert(filled, "Mine", version=1)
    assert (stale.value.yours, stale.value.theirs) == ("Mine", "Theirs")
    with filled.read() as connection:
        assert connection.execute(select(advert.c.text, advert.c.version)).one() == ("Theirs", 2)


def test_a_refusal_by_the_database_is_a_sentence_without_the_data(filled: Store) -> None:
    with pytest.raises(PanelguideError) as refused:
        chains.commit(filled, update(vacancy).values(posts=0, title="Secret post"))
    assert "Nothing was changed." in str(refused.value)
    assert "Secret post" not in str(refused.value)


def test_all_of_one_read_is_of_one_moment(store: Store) -> None:
    """What is committed between two statements is not seen: half of a reveal would look like tampering."""
    with ThreadPoolExecutor(1) as another_window, store.read() as connection:
        before = last_entry(connection)
        written = another_window.submit(_note_something, store)
        if not store.is_sqlite:  # there the writer waits until this read has ended
            written.result(timeout=10)
        assert last_entry(connection) == before
    written.result(timeout=10)
    assert store.head() == before + 1


def _note_something(store: Store) -> None:
    with store.change(chains.stamp) as change:
        chains.note(change, "meanwhile")
