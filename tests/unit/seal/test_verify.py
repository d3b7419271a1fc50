"""An outsider checks a whole round from its files, and the plain scores are checked against the sheets."""

from dataclasses import replace

import pytest
from tests.unit.seal.chance import flipped
from tests.unit.seal.panel import ANN, BEN, C1, C2, CAT, EVE, Q1, Round, first_manifest, wrote

from panelguide.errors import CannotTell, Tampered
from panelguide.seal.final import sign_decision, sign_final
from panelguide.seal.release import Release, SignedRelease
from panelguide.seal.verify import (
    Reached,
    RoundFiles,
    SignedRecord,
    Verdict,
    compare_scores,
    verify_round,
)
from panelguide.seal.writing import NoMark

ANCHOR = {first_manifest().digest}


@pytest.fixture(scope="module")
def revealed() -> Round:
    table = Round().seal_all()
    table.seal(BEN, C1, wrote(5, 5, reason="Mixed up."))
    table.release()
    return table.follow(BEN, CAT)


@pytest.fixture(scope="module")
def files(revealed: Round) -> RoundFiles:
    reveal = revealed.reveal(ANN)
    manifest = revealed.history.last
    final = sign_final(CAT, manifest, reveal.reveal.digest, CAT.person, {"mark": 4})
    decision = sign_decision(ANN, manifest, reveal.reveal.digest, {"order": [C1.hex()]})
    return replace(
        revealed.files(reveal),
        finals=[SignedRecord(CAT.person, *final)],
        decisions=[SignedRecord(ANN.person, *decision)],
    )


def plain(table: Round):
    return [
        (score.member, score.candidate, score.question, score.mark, score.note)
        for score in table.open().scores()
    ]


def test_a_sound_round_with_an_anchor_from_outside_is_sound(files):
    report = verify_round(files, anchors=ANCHOR)

    assert report.verdict is Verdict.SOUND
    assert report.reached is Reached.REVEALED
    assert len(report.opened.scores()) == 12
    report.require_sound()


def test_without_anything_from_outside_nobody_can_tell(files):
    report = verify_round(files)

    assert report.verdict is Verdict.CANNOT_TELL
    with pytest.raises(CannotTell):
        report.require_sound()
    assert verify_round(files, anchors={bytes(32)}).verdict is Verdict.CANNOT_TELL


def test_the_report_says_how_far_a_round_has_come():
    table = Round().seal_all(ANN, BEN)
    assert verify_round(table.files(), anchors=ANCHOR).reached is Reached.OPEN
    table.seal_all(CAT)
    assert verify_round(table.files(), anchors=ANCHOR).reached is Reached.COMPLETE
    table.release()
    report = verify_round(table.files(), anchors=ANCHOR)
    assert report.reached is Reached.RELEASED
    assert report.verdict is Verdict.SOUND
    assert report.opened.standing.missing == {BEN.person, CAT.person}


@pytest.mark.parametrize("kind", ["manifests", "sheets", "releases"])
def test_one_turned_bit_in_any_file_is_reported(files, kind):
    held = getattr(files, kind)
    for number, data in enumerate(held):
        for position in range(number, len(data), 211 if len(data) < 9_000 else 2_003):
            changed = [*held[:number], flipped(data, position), *held[number + 1 :]]
            report = verify_round(replace(files, **{kind: changed}), anchors=ANCHOR)
            assert report.verdict is not Verdict.SOUND
            assert report.problems


@pytest.mark.parametrize("kind", ["manifests", "sheets", "releases"])
def test_any_file_left_out_is_reported(files, kind):
    held = getattr(files, kind)
    for number in range(len(held)):
        report = verify_round(replace(files, **{kind: [*held[:number], *held[number + 1 :]]}), anchors=ANCHOR)
        assert report.verdict is Verdict.BROKEN


def test_a_file_twice_or_a_stray_sheet_is_reported(files):
    stray = Round().seal(CAT, C2, wrote(0, 0)).to_file()

    for sheets in ([*files.sheets, files.sheets[0]], [*files.sheets, stray]):
        assert verify_round(replace(files, sheets=sheets), anchors=ANCHOR).problems


def test_a_turned_bit_in_the_reveal_a_final_score_or_the_decision_is_reported(files):
    final, decision = files.finals[0], files.decisions[0]
    attacks = [
        replace(files, reveal=flipped(files.reveal, len(files.reveal) // 2)),
        replace(files, reveal=b"{}"),
        replace(files, finals=[replace(final, author=BEN.person)]),
        replace(files, finals=[replace(final, signature=flipped(final.signature, 9))]),
        replace(files, finals=[replace(final, canonical=b'{"mark":5}')]),
        replace(files, decisions=[replace(decision, canonical=b'{"order":[]}')]),
        replace(files, releases=()),
        replace(files, manifests=()),
    ]

    for attacked in attacks:
        report = verify_round(attacked, anchors=ANCHOR)
        assert report.verdict is Verdict.BROKEN
        with pytest.raises(Tampered):
            report.require_sound()


def test_somebody_out_is_on_the_record_and_no_fault_of_it():
    table = Round().seal_all()
    table.release()
    table.follow(BEN)
    empty: Release = replace(table.releases[1].release, by=CAT.person, keys=(bytes(32), bytes(32)))
    table.releases.append(SignedRelease(empty).signed_by(CAT.keys))

    report = verify_round(table.files(table.reveal(ANN, EVE)), anchors=ANCHOR)

    assert report.verdict is Verdict.SOUND
    assert set(report.opened.out) == {CAT.person}
    assert report.notes == ("A release was left out: The key does not open the sheet.",)


def test_a_second_round_in_the_same_words_is_another_round(files):
    other = Round().seal_all()
    other.seal(CAT, C1, wrote(reason="x"))
    other.release()

    mixed = replace(files, sheets=other.files().sheets)

    assert verify_round(mixed, anchors=ANCHOR).verdict is Verdict.BROKEN


def test_w11_plain_scores_like_the_sheets_are_found_alike(revealed):
    assert compare_scores(revealed.open(), plain(revealed)) == ()


def test_w11_any_plain_score_changed_added_or_taken_out_is_named(revealed):
    opened, rows = revealed.open(), plain(revealed)

    assert compare_scores(opened, rows[1:]) == ("A sealed score is missing from the stored scores.",)
    assert compare_scores(opened, [*rows, (EVE.person, C1, Q1, 5, "")]) == (
        "A stored score stands on no sealed sheet.",
    )
    assert compare_scores(opened, [*rows, rows[0]]) == ("A stored score stands twice.",)
    for number, row in enumerate(rows):
        member, candidate, question, mark, note = row
        better = 5 if mark != 5 else 4
        for changed in (
            (member, candidate, question, better, note),
            (member, candidate, question, NoMark.NOT_ASKED, note),
            (member, candidate, question, None, note),
            (member, candidate, question, mark, note + " "),
        ):
            found = compare_scores(opened, [*rows[:number], changed, *rows[number + 1 :]])
            assert found == ("A stored score is not what the sealed sheet says.",)


def test_w11_the_scores_of_somebody_out_do_not_belong_in_the_rows():
    table = Round().released()
    rows = plain(table)
    table.releases.pop()

    assert set(compare_scores(table.open(), rows)) == {"A stored score stands on no sealed sheet."}
    assert [row for row in rows if row[0] == CAT.person]
