"""What was corrected since it was published is marked, with the old figure, the new one and why; nothing else is."""

from __future__ import annotations

from services.report.domain.bulletin import Bulletin, Cell
from services.report.domain.correction import Correction
from services.report.domain.corrections import Reasons, corrections, printed_figures, retold
from services.report.domain.records import Records
from services.report.domain.revised import revised
from shared.facts import Evaluation
from shared.figures import FigureKey
from tests.unit.report.factories import (
    BEFORE,
    NOW,
    SHARE,
    a_column,
    a_table,
    a_verdict,
    an_edition,
    an_evaluation,
    since,
)

NUMBER = "02/2023"
SAID = "(R) {}, Kết quả, báo cáo số 02/2023 (tháng 02/2023):"


def found(published: Bulletin, *now: Evaluation, reasons: Reasons | None = None) -> tuple[Correction, ...]:
    return corrections(printed_figures(published, NUMBER), Records.of(now).standing(), reasons or {})


def cells(bulletin: Bulletin) -> dict[str, Cell]:
    return {row.unit: row.cells["figure"] for table in bulletin.tables for row in table.rows}


def test_another_figure_than_the_published_one_is_a_correction_with_both_and_the_reason() -> None:
    (only,) = found(
        an_edition(an_evaluation("80"), an_evaluation("70", "south")),
        an_evaluation("85", revision=2),
        an_evaluation("70", "south"),
    )

    assert (only.unit, only.kind, only.published.text, only.corrected.text) == ("north", "corrected", "80%", "85%")
    assert (only.number, only.reason) == (NUMBER, "đơn vị gửi lại số liệu (lần 2)")


def test_the_reason_of_an_editor_goes_before_ours() -> None:
    reasons = {FigureKey("north", SHARE, "", NOW): "Rà soát lại hồ sơ"}

    (only,) = found(an_edition(an_evaluation("80")), an_evaluation("85", revision=2), reasons=reasons)

    assert only.reason == "Rà soát lại hồ sơ"


def test_the_same_figure_sent_again_is_no_correction() -> None:
    assert found(an_edition(an_evaluation("80")), an_evaluation("80.0", revision=2)) == ()


def test_a_figure_that_is_gone_one_that_came_late_and_one_without_activity_are_told_apart() -> None:
    published = an_edition(an_evaluation("80"), an_evaluation("70", "south"))

    all_of_them = found(published, an_evaluation(None, "south", revision=2), an_evaluation("60", "east"))

    assert {each.unit: (each.kind, each.corrected.text) for each in all_of_them} == {
        "north": ("withdrawn", "…"),
        "south": ("corrected", "-"),
        "east": ("supplied", "60%"),
    }


def test_a_corrected_figure_just_below_its_target_does_not_read_as_the_target() -> None:
    verdict = a_verdict("not_met", threshold="80")

    (only,) = found(an_edition(an_evaluation("75")), an_evaluation("79.996", revision=2, verdicts=(verdict,)))

    assert only.corrected.text == "79,996%"


def test_a_note_says_no_activity_in_words() -> None:
    now = (an_evaluation(None, revision=2),)

    again = revised(an_edition(*now), found(an_edition(an_evaluation("80")), *now))

    assert "đã công bố 80%, nay là không phát sinh; lý do:" in again.tables[0].footnotes[-1]


def test_a_re_issue_marks_its_own_corrected_figures_and_explains_them() -> None:
    now = (an_evaluation("85", revision=2), an_evaluation("60", "east"))

    again = revised(an_edition(*now), found(an_edition(an_evaluation("80")), *now))

    assert {unit for unit, cell in cells(again).items() if cell.revised} == {"north"}
    assert again.tables[0].footnotes[-2:] == (
        f"{SAID.format('East')} nay bổ sung số liệu 60%; lý do: số liệu gửi sau khi báo cáo đã phát hành.",
        f"{SAID.format('North')} đã công bố 80%, nay là 85%; lý do: đơn vị gửi lại số liệu (lần 2).",
    )


def test_the_next_edition_marks_the_changes_that_rest_on_a_corrected_figure() -> None:
    table = a_table(a_column(show_change=True, change_heading="So với {compared_with}"))
    was = an_edition(an_evaluation("80", period=BEFORE), tables=(table,), period=BEFORE)
    now = (
        an_evaluation("85", period=BEFORE, revision=2),
        an_evaluation("90", change=since("85", "5")),
        an_evaluation("95", "south"),
    )

    following = revised(an_edition(*now, tables=(table,)), found(was, *now))

    assert {unit for unit, cell in cells(following).items() if cell.change_revised} == {"north"}
    assert not any(cell.revised for cell in cells(following).values())
    assert [each.period for each in following.corrections] == [BEFORE]


def test_what_a_table_no_longer_printed_said_is_corrected_at_the_end() -> None:
    gone = found(an_edition(an_evaluation("80")), an_evaluation("85", revision=2))

    following = revised(an_edition(tables=()), gone)

    assert [(sentence.table, sentence.kind) for sentence in following.sentences] == [("", "statement")]
    assert "đã công bố 80%, nay là 85%" in following.sentences[0].text


def test_what_readers_were_told_is_not_told_again() -> None:
    published, now = an_edition(an_evaluation("80")), an_evaluation("85", revision=2)
    (printed,) = [each for each in printed_figures(published, NUMBER) if each.unit == "north"]
    (told,) = found(published, now)

    assert corrections([retold(told, printed)], Records.of([now]).standing(), {}) == ()


def test_an_edition_without_corrections_stays_as_it_is() -> None:
    edition = an_edition(an_evaluation("80"))

    assert revised(edition, ()) == edition
