"""What the panel talks about, and what it does not yet see."""

from decimal import Decimal

from panelguide.domain.discussion import Reason, discussion_list, spread
from panelguide.domain.figures import FigureQuestion, RoundMarks
from panelguide.domain.marks import NoMark
from panelguide.domain.method import Method

Q1 = FigureQuestion("q1", "Q1")
Q2 = FigureQuestion("q2", "Q2")
METHOD = Method()


def sheets(**by_member):
    return {member: {"q1": marks[0], "q2": marks[1]} for member, marks in by_member.items()}


def discuss(candidates, method=METHOD, **options):
    struck = options.pop("struck", frozenset())
    options.setdefault("seed", 7)
    return discussion_list([RoundMarks(candidates, frozenset(struck))], [Q1, Q2], method, **options)


def found(discussion):
    return {(entry.candidate, entry.question.id): set(entry.reasons) for entry in discussion.entries}


def test_marks_two_apart_are_on_the_list_and_marks_one_apart_are_not():
    discussion = discuss({"C01": sheets(chair=[5, 4], begum=[3, 5], wood=[5, 5])})
    assert found(discussion) == {("C01", "q1"): {Reason.SPREAD}}
    assert [(entry.candidate, entry.question.id) for entry in discussion.on_request] == [("C01", "q2")]


def test_an_answer_a_member_did_not_hear_is_on_the_list():
    discussion = discuss({"C01": sheets(chair=[5, 5], begum=[NoMark.NOT_HEARD, 5])})
    assert found(discussion) == {("C01", "q1"): {Reason.NOT_HEARD}}


def test_a_question_that_was_not_asked_is_not_on_the_list_for_that():
    not_asked = NoMark.NOT_ASKED
    assert found(discuss({"C01": sheets(chair=[5, not_asked], begum=[5, not_asked])})) == {}


def test_a_question_some_marked_and_others_say_was_not_asked_is_on_the_list():
    not_asked = NoMark.NOT_ASKED
    discussion = discuss({"C01": sheets(chair=[5, 5], begum=[5, not_asked], wood=[5, 5])})
    assert found(discussion) == {("C01", "q2"): {Reason.WAS_IT_ASKED}}


def test_a_mark_that_would_move_somebody_across_the_line_is_on_the_list():
    discussion = discuss({"C01": sheets(chair=[3, 3], begum=[3, 3])})
    assert found(discussion) == {("C01", "q1"): {Reason.COULD_DECIDE}, ("C01", "q2"): {Reason.COULD_DECIDE}}
    assert found(discuss({"C01": sheets(chair=[4, 4], begum=[3, 4])})) == {}


def test_a_mark_that_would_move_somebody_across_a_pass_line_is_on_the_list():
    with_line = FigureQuestion("q1", "Q1", pass_line=3)
    marks = RoundMarks({"C01": sheets(chair=[3, 5], begum=[3, 5])})
    discussion = discussion_list([marks], [with_line, Q2], METHOD, seed=1)
    assert found(discussion) == {("C01", "q1"): {Reason.COULD_DECIDE}}


def test_a_mark_that_would_change_the_order_of_offer_is_on_the_list():
    near = {"C01": sheets(chair=[4, 4], begum=[4, 4]), "C02": sheets(chair=[4, 4], begum=[4, 3])}
    assert set(found(discuss(near))) == {("C01", "q1"), ("C01", "q2"), ("C02", "q1"), ("C02", "q2")}
    far = {"C01": sheets(chair=[5, 5], begum=[5, 5]), "C02": sheets(chair=[4, 4], begum=[4, 4])}
    assert found(discuss(far)) == {}


def test_a_mark_that_would_break_a_tie_changes_the_order_too():
    tied = {"C01": sheets(chair=[4, 4]), "C02": sheets(chair=[4, 4])}
    assert len(found(discuss(tied))) == 4


def test_a_weightier_question_may_decide_where_a_lighter_cannot():
    method = Method(weights={"q1": Decimal(10)})
    marks = {"C01": sheets(chair=[4, 4], begum=[4, 4]), "C02": sheets(chair=[4, 3], begum=[5, 4])}
    assert found(discuss(marks, method)) == {
        ("C01", "q1"): {Reason.COULD_DECIDE},
        ("C02", "q1"): {Reason.COULD_DECIDE},
    }


def test_marks_at_the_ends_of_the_scale_are_not_pushed_off_it():
    no_line = Method(appointable_line=Decimal(0))
    assert found(discuss({"C01": sheets(chair=[0, 0], begum=[0, 0])}, no_line)) == {}
    top_line = Method(appointable_line=Decimal(5))
    assert found(discuss({"C01": sheets(chair=[5, 4]), "C02": sheets(chair=[3, 3])}, top_line)) == {
        ("C01", "q2"): {Reason.COULD_DECIDE}
    }


def test_struck_questions_and_those_away_are_not_discussed():
    marks = {"C01": sheets(chair=[5, 5], begum=[1, 5]), "C02": sheets(chair=[5, 0], begum=[5, 5])}
    discussion = discuss(marks, struck={"q2"}, away={"C01"})
    assert discussion.order == ("C02",)
    assert discussion.entries == ()
    assert [entry.question.id for entry in discussion.on_request] == ["q1"]


def test_candidates_stand_in_an_order_the_seed_gives_and_the_marks_do_not():
    good, poor = sheets(chair=[5, 5]), sheets(chair=[1, 1])
    codes = [f"C{number:02}" for number in range(9)]
    one = discuss({code: good if code < "C04" else poor for code in codes})
    other = discuss({code: poor if code < "C04" else good for code in reversed(codes)})
    assert one.order == other.order
    assert sorted(one.order) == codes
    assert len({discuss(dict.fromkeys(codes, good), seed=seed).order for seed in range(20)}) > 15


def test_everything_asked_stands_on_one_of_the_two_lists_by_that_order():
    marks = {f"C{n:02}": sheets(chair=[n % 6, 3], begum=[3, (n * 2) % 6]) for n in range(8)}
    discussion = discuss(marks)
    together = [*discussion.entries, *discussion.on_request]
    assert len(together) == len({(entry.candidate, entry.question.id) for entry in together}) == 16
    for entries in (discussion.entries, discussion.on_request):
        places = [(discussion.order.index(e.candidate), e.question.id) for e in entries]
        assert places == sorted(places)


def test_the_sentences_tell_nothing_about_where_a_candidate_stands():
    above = discuss({"C01": sheets(chair=[3, 3], begum=[3, 3])}).entries[0].sentence
    below = discuss({"C01": sheets(chair=[3, 3], begum=[3, 2])}).entries[0].sentence
    assert above == below == "C01, Q1: one mark more or less could change the outcome."


def test_the_spread_counts_marks_only():
    assert spread({"chair": 4, "begum": 1, "wood": NoMark.NOT_HEARD}) == 3
    assert spread({"chair": 4, "begum": NoMark.NOT_ASKED}) == 0
    assert spread({}) == 0
