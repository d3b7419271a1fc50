"""Letters reach the disk whole, private and never over somebody's own changes."""

import hashlib
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from tests.documents.letter_samples import AWKWARD_NAME, parts_of, sample_letter

from panelguide.documents.letter_templates import LetterTemplate, load_templates
from panelguide.documents.letter_writer import LetterOrder, LetterResult, LetterState, make_letters
from panelguide.domain.letter import REQUIRED, LetterKind
from panelguide.errors import BadInput, Refused

NAME = "V014-C03-offer.docx"


@pytest.fixture(scope="module")
def templates() -> dict[LetterKind, LetterTemplate]:
    return load_templates()


def order(candidate: str = "C03", kind: LetterKind = LetterKind.OFFER, **changes: Any) -> LetterOrder:
    return LetterOrder("V014", candidate, sample_letter(kind, **changes))


def make(
    templates: dict[LetterKind, LetterTemplate], folder: Path, *orders: LetterOrder, **options: Any
) -> list[LetterResult]:
    return list(make_letters(orders or (order(),), templates, folder, **{"written": {}, **options}))


def test_a_letter_is_named_by_codes_and_owned_by_one(templates: Any, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    (result,) = make(templates, folder)
    written = folder / NAME
    assert (result.state, result.file_name) == (LetterState.MADE, NAME)
    assert result.sha256 == hashlib.sha256(written.read_bytes()).hexdigest()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert AWKWARD_NAME in templates[LetterKind.OFFER].preview(order().letter.context())


def test_no_part_but_the_letter_itself_names_the_candidate(templates: Any, tmp_path: Path) -> None:
    make(templates, tmp_path)
    naming = [
        name for name, body in parts_of((tmp_path / NAME).read_bytes()).items() if "Renée".encode() in body
    ]
    assert naming == ["word/document.xml"]


@pytest.mark.parametrize("code", ["Renée", "C03/..", "../C03", "C", "c03", "C03 "])
def test_nothing_but_a_code_gets_into_a_file_name(templates: Any, tmp_path: Path, code: str) -> None:
    with pytest.raises(ValueError, match="codes"):
        make(templates, tmp_path, order(code))


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in LetterKind for field in REQUIRED[kind]]
)
def test_an_empty_required_field_refuses_that_letter_and_no_other(
    templates: Any, tmp_path: Path, kind: LetterKind, field: str
) -> None:
    kept = getattr(sample_letter(kind), field)
    empty = type(kept)() if isinstance(kept, (str, tuple)) else None
    results = make(templates, tmp_path, order("C01", kind, **{field: empty}), order("C02", kind))
    assert [result.state for result in results] == [LetterState.REFUSED, LetterState.MADE]
    assert results[0].sentence.startswith(f"C01: “{field}” is empty.")
    assert [path.name for path in tmp_path.iterdir()] == [f"V014-C02-{kind}.docx"]


def test_a_point_without_its_step_refuses_the_letter(templates: Any, tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.documents.letter_samples import OFFER, POINT

    half = order("C01", LetterKind.NOT_THIS_TIME, develop=(replace(POINT, step=""),))
    unsaid = order("C02", LetterKind.OFFER, offer=replace(OFFER, hours=""))
    first, second = make(templates, tmp_path, half, unsaid)
    assert first.sentence.startswith("C01: “develop.step” is empty.")
    assert second.sentence.startswith("C02: “offer.hours” is empty.")


def test_made_again_unchanged_nothing_is_written(templates: Any, tmp_path: Path) -> None:
    (first,) = make(templates, tmp_path)
    before = (tmp_path / NAME).stat().st_mtime_ns
    (again,) = make(templates, tmp_path, written={NAME: [first.sha256]})
    assert (again.state, again.sha256) == (LetterState.UNCHANGED, first.sha256)
    assert (tmp_path / NAME).stat().st_mtime_ns == before


def test_our_own_earlier_letter_is_replaced(templates: Any, tmp_path: Path) -> None:
    (first,) = make(templates, tmp_path, order(band="Band 5"))
    (second,) = make(templates, tmp_path, written={NAME: [first.sha256]})
    assert (second.state, second.file_name, second.kept) == (LetterState.MADE, NAME, "")
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_an_edited_letter_is_kept_and_the_new_one_stands_beside_it(templates: Any, tmp_path: Path) -> None:
    (first,) = make(templates, tmp_path)
    edited = b"edited in Word"
    (tmp_path / NAME).write_bytes(edited)
    (second,) = make(templates, tmp_path, written={NAME: [first.sha256]})
    assert (second.file_name, second.kept) == ("V014-C03-offer (2).docx", NAME)
    assert (tmp_path / NAME).read_bytes() == edited
    written = {NAME: [first.sha256], second.file_name: [second.sha256]}
    (third,) = make(templates, tmp_path, order(band="Band 7"), written=written)
    assert (third.state, third.file_name) == (LetterState.MADE, "V014-C03-offer (2).docx")
    assert (tmp_path / NAME).read_bytes() == edited


def test_somebody_elses_file_of_that_name_is_kept(templates: Any, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"mine")
    (result,) = make(templates, tmp_path)
    assert result.file_name == "V014-C03-offer (2).docx"
    assert (tmp_path / NAME).read_bytes() == b"mine"


def test_a_link_waiting_in_the_folder_is_not_followed(templates: Any, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / NAME).symlink_to(victim)
    for attempt in range(3):
        (folder / f".{NAME}.{os.getpid()}-{attempt}.part").symlink_to(victim)
    (result,) = make(templates, folder)
    assert result.state is LetterState.MADE
    assert victim.read_text() == "precious"


@pytest.mark.parametrize("owner", ["~$14-C03-offer.docx", f".~lock.{NAME}#"])
def test_a_letter_open_in_another_program_is_left_alone_with_a_sentence(
    templates: Any, tmp_path: Path, owner: str
) -> None:
    (first,) = make(templates, tmp_path)
    (tmp_path / owner).write_text("somebody")
    written = {NAME: [first.sha256]}
    (result,) = make(templates, tmp_path, order(band="Band 7"), written=written)
    assert result.state is LetterState.REFUSED
    assert result.sentence.startswith(f"C03: {NAME} is open in another program.")
    assert hashlib.sha256((tmp_path / NAME).read_bytes()).hexdigest() == first.sha256


def test_a_letter_gets_its_name_only_after_it_was_approved(templates: Any, tmp_path: Path) -> None:
    seen: list[tuple[str, list[str]]] = []

    def approve(result: LetterResult) -> None:
        seen.append((result.sha256, sorted(path.suffix for path in tmp_path.iterdir())))

    (result,) = make(templates, tmp_path, approve=approve)
    assert seen == [(result.sha256, [".part"])]
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_stop_keeps_the_letter_off_the_disk(templates: Any, tmp_path: Path) -> None:
    def approve(result: LetterResult) -> None:
        if result.order.candidate == "C02":
            raise Refused("V014 is stopped.")

    results = make(templates, tmp_path, order("C01"), order("C02"), order("C03"), approve=approve)
    assert [result.state for result in results] == [LetterState.MADE, LetterState.REFUSED, LetterState.MADE]
    assert results[1].sentence == "C02: V014 is stopped."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["V014-C01-offer.docx", "V014-C03-offer.docx"]


def test_a_crash_in_between_leaves_nothing_half(templates: Any, tmp_path: Path) -> None:
    def approve(result: LetterResult) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(templates, tmp_path, approve=approve)
    assert list(tmp_path.iterdir()) == []


def test_a_file_edited_while_its_letter_was_made_is_kept(templates: Any, tmp_path: Path) -> None:
    (first,) = make(templates, tmp_path)

    def approve(result: LetterResult) -> None:
        (tmp_path / NAME).write_bytes(b"edited just now")

    written = {NAME: [first.sha256]}
    (result,) = make(templates, tmp_path, order(band="Band 7"), written=written, approve=approve)
    assert "was changed while the letter was being made" in result.sentence
    assert (tmp_path / NAME).read_bytes() == b"edited just now"


def test_stopping_half_way_leaves_the_letters_made_so_far(templates: Any, tmp_path: Path) -> None:
    told: list[int] = []
    orders = [order(f"C{number:02}") for number in range(1, 10)]
    letters = make_letters(
        orders, templates, tmp_path, written={}, progress=lambda done, _: told.append(done)
    )
    for _ in range(4):
        next(letters)
    letters.close()
    assert told == [1, 2, 3, 4]
    assert len(list(tmp_path.iterdir())) == 4
    written = {path.name: [hashlib.sha256(path.read_bytes()).hexdigest()] for path in tmp_path.iterdir()}
    states = [result.state for result in make(templates, tmp_path, *orders, written=written)]
    assert states == [LetterState.UNCHANGED] * 4 + [LetterState.MADE] * 5


def test_what_a_crash_left_aside_is_swept_and_a_fresh_part_is_not(templates: Any, tmp_path: Path) -> None:
    old, fresh = tmp_path / f".{NAME}.1-0.part", tmp_path / f".{NAME}.2-0.part"
    for part in (old, fresh):
        part.write_bytes(b"half")
    long_ago = fresh.stat().st_mtime - 7_200
    os.utime(old, (long_ago, long_ago))
    make(templates, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [fresh.name, NAME]


def test_a_folder_that_is_a_file_gets_a_sentence(templates: Any, tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("x")
    with pytest.raises(BadInput, match="is not a folder"):
        make(templates, tmp_path / "letters")


def test_a_kind_without_a_template_is_refused_by_its_name(templates: Any, tmp_path: Path) -> None:
    (result,) = make({}, tmp_path)
    assert result.sentence.startswith("C03: There is no template for “Offer” letters.")
