"""What becomes of options and points."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.versions import QuestionComparison, Recoding, Verdict, compare
from tests.surveys.documents import Document, a_text, options, question_document
from tests.surveys.versions.pairs import changed, codes, keys, labelled, survey

CHOICE, SEVERAL, RANKED = "single_choice", "multiple_response", "ranking"


def from_to(kind: str, old: list[Document], new: list[Document], **members: Any) -> QuestionComparison:
    """Return what is said of a question whose options change."""
    return changed(kind, {"options": old, **members}, {"options": new, **members})


@pytest.mark.parametrize("kind", [CHOICE, SEVERAL, RANKED, "scale"])
def test_a_label_may_be_corrected(kind: str) -> None:
    result = from_to(kind, labelled(a="Jaa", b="Nee"), labelled(a="Ja", b="Nee"))
    assert (result.verdict, keys(result)) == (Verdict.COMPARABLE, ["options_corrected"])


def test_labels_that_changed_codes_break_the_series_although_the_version_did_not_rise() -> None:
    """A stored "a" would be read as "Nee" from then on."""
    result = from_to(CHOICE, labelled(a="Ja", b="Nee"), labelled(a="Nee", b="Ja"))
    assert (result.verdict, keys(result)) == (Verdict.NOT_COMPARABLE, ["labels_moved"])


def test_a_label_of_a_removed_option_on_another_code_breaks_the_series_too() -> None:
    result = from_to(CHOICE, labelled(a="Ja", b="Nee", c="Soms"), labelled(a="Ja", b="Soms"))
    assert keys(result) == ["labels_moved"]


def test_two_labels_that_were_always_alike_have_not_moved() -> None:
    same = labelled(a="Anders", b="Anders")
    assert from_to(CHOICE, same, labelled(a="Anders", b="Overig")).verdict is Verdict.COMPARABLE


@pytest.mark.parametrize("kind", [CHOICE, SEVERAL, RANKED, "scale"])
def test_a_code_with_the_same_label_is_only_renamed(kind: str) -> None:
    result = from_to(kind, labelled(a="Ja", b="Nee"), labelled(yes="Ja", b="Nee"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["codes_renamed"])
    assert (result.old_recoding, result.new_recoding) == (Recoding(codes={"a": "yes"}), None)


@pytest.mark.parametrize("kind", [CHOICE, SEVERAL, RANKED])
def test_another_order_is_a_caution_where_options_have_none(kind: str) -> None:
    result = from_to(kind, codes("a", "b", "c"), codes("c", "a", "b"))
    assert (result.verdict, keys(result)) == (Verdict.COMPARABLE, ["options_reordered"])


def test_an_option_without_counterpart_ends_the_series_of_a_choice() -> None:
    gone = from_to(CHOICE, codes("a", "b", "c"), codes("a", "b"))
    come = from_to(CHOICE, codes("a", "b"), codes("a", "b", "c"))
    assert (gone.verdict, keys(gone)) == (Verdict.NOT_COMPARABLE, ["options_without_counterpart"])
    assert (come.verdict, keys(come)) == (Verdict.NOT_COMPARABLE, ["options_without_counterpart"])


@pytest.mark.parametrize("kind", [CHOICE, SEVERAL])
def test_where_both_offer_other_what_one_lacks_counts_as_other(kind: str) -> None:
    result = from_to(kind, codes("a", "b", "old", other="o"), codes("a", "b", "new", other="o"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["counted_as_other"])
    assert result.old_recoding == Recoding(codes={"old": "o"})
    assert result.new_recoding == Recoding(codes={"new": "o"})


def test_several_options_for_one_are_counted_together() -> None:
    result = from_to(CHOICE, codes("a", "bus", "tram"), codes("a", "public"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["options_merged"])
    assert result.old_recoding == Recoding(codes={"bus": "public", "tram": "public"})
    assert result.new_recoding is None


def test_one_option_for_several_is_counted_under_the_first_of_them() -> None:
    result = from_to(CHOICE, codes("a", "public"), codes("a", "bus", "tram"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["option_split"])
    assert result.old_recoding == Recoding(codes={"public": "bus"})
    assert result.new_recoding == Recoding(codes={"tram": "bus"})


def test_one_option_for_another_is_read_as_it() -> None:
    result = from_to(CHOICE, codes("a", "b"), codes("a", "c"))
    assert keys(result) == ["option_replaced"]
    assert result.old_recoding == Recoding(codes={"b": "c"})


def test_several_options_for_several_have_no_counterpart() -> None:
    result = from_to(CHOICE, codes("a", "b", "c"), codes("a", "x", "y"))
    assert result.verdict is Verdict.NOT_COMPARABLE


def test_an_option_of_a_list_is_left_out_of_it() -> None:
    result = from_to(SEVERAL, codes("a", "b", "c"), codes("a", "b"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["left_out_of_lists"])
    assert result.old_recoding == Recoding(codes={"c": None})


def test_none_of_these_is_never_counted_as_other() -> None:
    result = from_to(SEVERAL, codes("a", "b", other="o", exclusive="none"), codes("a", "b", other="o"))
    assert keys(result) == ["left_out_of_lists"]


def test_what_was_ranked_among_all_is_left_out() -> None:
    result = from_to(RANKED, codes("a", "b", "c"), codes("a", "b", "d", "e"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["left_out_of_ranking"])
    assert result.old_recoding == Recoding(codes={"c": None})
    assert result.new_recoding == Recoding(codes={"d": None, "e": None})


def test_what_was_ranked_among_the_first_few_ends_the_series() -> None:
    result = from_to(RANKED, codes("a", "b", "c"), codes("a", "b", "d"), maximum=2)
    assert (result.verdict, keys(result)) == (Verdict.NOT_COMPARABLE, ["ranked_among_others"])


@pytest.mark.parametrize("kind", [CHOICE, SEVERAL, "scale"])
def test_not_applicable_is_left_out_on_the_side_that_has_it(kind: str) -> None:
    without, within = codes("a", "b"), options("a", "b", not_applicable=("na",))
    gone, added = from_to(kind, within, without), from_to(kind, without, within)
    assert (gone.verdict, keys(gone)) == (Verdict.AFTER_RECODING, ["set_apart_gone"])
    assert (gone.old_recoding, gone.new_recoding) == (Recoding(codes={"na": None}), None)
    assert (added.verdict, keys(added)) == (Verdict.AFTER_RECODING, ["set_apart_added"])
    assert (added.old_recoding, added.new_recoding) == (None, Recoding(codes={"na": None}))


def test_a_point_that_is_set_apart_now_is_left_out_of_earlier_answers() -> None:
    result = from_to("scale", codes("a", "b", "c"), options("a", "b", not_applicable=("c",)))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["set_apart_now"])
    assert result.old_recoding == Recoding(codes={"c": None}, by_other_key=True)


def test_flags_of_options_have_their_reasons() -> None:
    plain, alone, words = codes("a", "b", "c"), codes("a", "b", exclusive="c"), codes("a", "b", other="c")
    exclusive = from_to(SEVERAL, plain, alone)
    assert (exclusive.verdict, keys(exclusive)) == (Verdict.AFTER_RECODING, ["exclusive_now"])
    assert exclusive.old_recoding == Recoding(alone=("c",))
    assert keys(from_to(SEVERAL, alone, plain)) == ["exclusive_no_more"]
    assert keys(from_to(CHOICE, plain, words)) == ["words_asked_now"]
    assert keys(from_to(CHOICE, words, plain)) == ["words_asked_no_more"]


def test_points_in_another_order_leave_answers_and_ask_for_new_scores() -> None:
    result = from_to("scale", codes("a", "b", "c"), codes("c", "b", "a"))
    assert result.verdict is Verdict.AFTER_RECODING
    assert "points_reordered" in keys(result)
    assert result.old_recoding == Recoding(by_other_key=True)


def test_another_number_of_points_between_the_same_ends_compares_from_0_to_100() -> None:
    result = from_to("scale", codes("low", "high"), codes("low", "middle", "high"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["points_changed"])
    assert result.old_recoding == Recoding(out_of_100={"low": 0, "high": 100})
    assert result.new_recoding == Recoding(out_of_100={"low": 0, "middle": 50, "high": 100})


def test_five_points_become_seven_with_codes_that_are_numbers() -> None:
    """The highest label moved from 5 to 7: no harm, because places are compared and codes are not."""
    five = labelled(**{"1": "Oneens", "2": "b", "3": "c", "4": "d", "5": "Eens"})
    seven = labelled(**{"1": "Oneens", "2": "b", "3": "c", "4": "x", "5": "y", "6": "z", "7": "Eens"})
    result = from_to("scale", five, seven)
    assert keys(result) == ["points_changed"]
    assert result.old_recoding is not None
    assert result.old_recoding.out_of_100["5"] == 100


def test_a_scale_with_another_end_begins_a_new_series() -> None:
    result = from_to("scale", codes("a", "b", "c"), codes("a", "b", "c", "d"))
    assert (result.verdict, keys(result)) == (Verdict.NOT_COMPARABLE, ["points_with_other_ends"])


def test_points_on_the_same_places_between_the_same_ends_are_read_place_by_place() -> None:
    result = from_to("scale", codes("a", "b", "c"), codes("a", "x", "c"))
    assert (result.verdict, keys(result)) == (Verdict.AFTER_RECODING, ["points_recoded"])
    assert result.old_recoding == Recoding(codes={"b": "x"})


def test_points_that_changed_and_moved_have_no_counterpart() -> None:
    result = from_to("scale", codes("a", "b", "c"), codes("b", "a", "d", "c"))
    assert result.verdict is Verdict.NOT_COMPARABLE
    assert "points_changed_and_reordered" in keys(result)


def test_options_of_a_battery_change_each_of_its_items() -> None:
    items = [{"id": name, "version": 1, "text": a_text()} for name in "xy"]
    before, after = (
        survey(question_document("battery", options=given, items=items))
        for given in (codes("a", "c"), codes("a", "b", "c"))
    )
    result = compare(before, after).questions
    assert {name: keys(one) for name, one in result.items()} == {"x": ["points_changed"], "y": ["points_changed"]}
