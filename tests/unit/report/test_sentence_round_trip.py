"""What the bulletin says of its tables, read back by the verifier: the very facts, and every slip in them is seen."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.by_layout import by_layout
from services.report.domain.claims.claim import AllAt, Claim, Dated, Selected, Share, Top, Total, Trend
from services.report.domain.claims.document import Block, Document, Passage
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.matching import matched
from services.report.domain.claims.names import Names
from services.report.domain.claims.tabulation import tabulated
from services.report.domain.layout import TableRule
from services.report.verify.expected import expected
from services.report.verify.verifying import Verified, verified
from shared.facts import Evaluation
from tests.slips_of_texts import slips_said
from tests.unit.report.factories import (
    BEFORE,
    CATALOGUE,
    NOW,
    SHARE,
    a_column,
    a_layout,
    a_table,
    a_verdict,
    an_edition,
    an_evaluation,
    since,
)

DISTRICTS = ("north", "south", "east", "west")
NAMES = ("North", "South", "East", "West", "Nowhere")
VERDICT = {"show_verdict": True, "verdict_heading": "Đánh giá[ ({target})]"}
TITLE = "Kết quả xử lý hồ sơ (đến ngày {as_of})"


def shares() -> TableRule:
    """A table with every kind of sentence about percents, each in more than one wording."""
    return a_table(
        a_column(
            SHARE, heading="Tỷ lệ hồ sơ", show_change=True, show_verdict=True, verdict_heading="Đánh giá[ ({target})]"
        ),
        title=TITLE,
        total={"unit": "province", "name": "Tổng"},
        sentences=[
            sentence("trend", "trend", "Tỷ lệ hồ sơ {movement}.", also=["Toàn tỉnh, tỷ lệ hồ sơ {movement}."]),
            sentence(
                "behind",
                "behind",
                "{count} đơn vị dưới {target}: {units}.",
                also=["Còn {count}/{of} đơn vị dưới {target}, gồm {units}."],
                one="Chỉ còn {count} đơn vị dưới {target}: {units}.",
                every="Cả {count} đơn vị đều dưới {target}: {units}.",
                none="Tất cả {of} đơn vị đạt chỉ tiêu {target}.",
            ),
            sentence(
                "top",
                "top",
                "{count} đơn vị cao nhất: {units}.",
                also=["Cao nhất là {units}."],
                one="Đơn vị cao nhất: {units}.",
                every="Cả {count} đơn vị cùng đạt {value}.",
                n=2,
            ),
            sentence("first", "top", "Cao nhất ({value}): {names}.", n=1),
            sentence("last", "top", "{count} đơn vị kém nhất: {units}.", n=2, order="lowest"),
            sentence("least", "top", "Thấp nhất ({value}): {names}.", n=1, order="lowest"),
            sentence(
                "all",
                "all_at",
                "Tất cả {of} đơn vị đạt {value}.",
                value="100",
                some="{count}/{of} đơn vị đạt {value}; còn lại: {exceptions}.",
                nobody="Chưa có đơn vị nào đạt {value}.",
            ),
            sentence("share", "share", "{numerator}/{denominator} hồ sơ ({value})[, {gap} so với mục tiêu {target}]."),
            sentence("total", "total", "Tỷ lệ hồ sơ toàn tỉnh đến ngày {as_of} là {value}."),
        ],
    )


def sentence(name: str, kind: str, pattern: str, **given: Any) -> dict[str, Any]:
    column = {} if kind == "statement" else {"column": "figure"}
    return {"id": name, "kind": kind, "pattern": pattern, **column, **given}


@st.composite
def figures(draw: st.DrawFn) -> list[Evaluation]:
    """Percents of the districts and of the whole: of any precision, equal, at the edges, missing, no activity."""
    percents = st.one_of(
        st.sampled_from(["0", "0.004", "79.996", "80", "80.004", "99.996", "100"]),
        st.decimals(min_value=0, max_value=100, places=draw(st.integers(0, 4))).map(str),
    )
    found = []
    for unit in DISTRICTS:
        value = draw(st.one_of(percents, st.sampled_from([None, "missing"])))
        if value != "missing":
            found.append(judged(value, unit))
    # The whole lies among its parts, here on one of them.
    whole = draw(st.sampled_from([figure.value for figure in found if figure.value is not None] or [Decimal(50)]))
    scale = draw(st.sampled_from([1, 7]))
    parts = int(whole * 10**4) * scale, 10**6 * scale
    near = st.sampled_from([whole, whole + Decimal("0.001")])
    before = draw(st.one_of(near, st.decimals(min_value=0, max_value=100, places=4)))
    change = since(str(before), str(whole - before))
    earlier = an_evaluation("50", period=BEFORE)
    return [earlier, *found, judged(str(whole), "province", parts=parts, change=change)]


def judged(value: str | None, unit: str, **given: Any) -> Evaluation:
    """A figure with its verdict against 80 %."""
    if value is None:
        return an_evaluation(value, unit, **given)
    gap = Decimal(value) - 80
    verdict = a_verdict("met" if gap >= 0 else "not_met").model_copy(update={"gap": gap})
    return an_evaluation(value, unit, verdicts=(verdict,), **given)


def edition(told: list[Evaluation]) -> Bulletin:
    return an_edition(*told, tables=(shares(),))


def held(kept: PrintedEdition, blocks: tuple[Block, ...] | None = None, *, alone: bool = True) -> Verified:
    document = kept.computed if blocks is None else Document(blocks)
    return verified(document, CATALOGUE, a_layout(shares()), NOW, None if alone else kept)


@settings(max_examples=60, deadline=None)
@given(told=figures())
def test_every_sentence_holds_by_the_table_it_was_made_from(told: list[Evaluation]) -> None:
    kept = expected(edition(told))

    assert held(kept).findings == ()
    assert held(kept, alone=False).findings == ()


@settings(max_examples=60, deadline=None)
@given(told=figures())
def test_a_sentence_read_back_gives_exactly_its_facts(told: list[Evaluation]) -> None:
    bulletin = edition(told)

    for one in bulletin.sentences:
        claims = read(bulletin, one.text)
        assert claims, one.text
        assert all(agrees(claim, one.facts) for claim in claims), (one.text, claims, one.facts)


def read(bulletin: Bulletin, text: str) -> list[Claim]:
    names = Names(CATALOGUE)
    tables = [table for page in expected(bulletin).computed.tables if (table := tabulated(page, names)) is not None]
    known = matched(a_layout(shares()).tables[0].variants, tables)
    return [spoken.claim for spoken in by_layout(text, known, names)]


def agrees(claim: Claim, facts: dict[str, Any]) -> bool:  # noqa: PLR0911  # one answer a kind
    """Whether the verifier takes from a sentence what it was made of; a wording need not state every fact."""
    units = facts.get("units", facts.get("exceptions", []))
    match claim:
        case Trend():
            return bool(claim.direction == facts["direction"]) and claim.end.states(Decimal(facts["to"]["value"]))
        case Selected() | Top():
            of = claim.of if isinstance(claim, Selected) else None
            named = [unit["unit"] for unit in units] if claim.units or isinstance(claim, Top) else []
            stated = [unit.key for unit in claim.units]
            return stated == named and claim.count in {None, _count(facts)} and str(of) in {"None", facts.get("of")}
        case AllAt():
            return str(claim.of) in {facts.get("of"), str(len(units))}
        case Share():
            parts = str(claim.numerator.value), str(claim.denominator.value)
            return parts == (str(facts["numerator"]), str(facts["denominator"]))
        case Total():
            return claim.value.states(Decimal(facts["value"]))
        case Dated():
            return claim.day.isoformat() == str(facts.get("as_of", "2023-03-17"))
        case _:
            return False


def _count(facts: dict[str, Any]) -> int:
    return int(facts.get("count", len(facts.get("units", []))))


def sample(*values: str | None, before: str = "60") -> list[Evaluation]:
    """Districts with these figures, the first of them that of the whole as well."""
    found = [judged(value, unit) for unit, value in zip(DISTRICTS, values, strict=False) if value != "missing"]
    whole = Decimal(values[0] or 0)
    change = since(before, str(whole - Decimal(before)))
    total = judged(str(whole), "province", parts=(int(whole * 100), 10000), change=change)
    return [an_evaluation("50", period=BEFORE), *found, total]


SAMPLES = (
    sample("79.5", "12.25", "91", "100"),
    sample("90", "90", "90", "79.996"),
    sample("100", "100", "100", "100", before="100"),
    sample("40.5", "missing", None, "3"),
    sample("88", "88", "88", "88", before="99.9"),
    sample("95.1", "99.996", "missing", "95.1"),
)


def test_every_slip_in_a_sentence_is_seen() -> None:
    """A mutation oracle: one fact of a sentence changed, whatever was changed, is reported at that sentence."""
    missed = Counter[str]()
    for told in SAMPLES:
        kept = expected(edition(told))
        for place, block in enumerate(kept.computed.blocks):
            if not isinstance(block, Passage) or block.head:
                continue
            for kind, after in slips_said(block.text, NAMES):
                slipped = Passage(block.number, block.heading, after)
                blocks = (*kept.computed.blocks[:place], slipped, *kept.computed.blocks[place + 1 :])
                found = held(kept, blocks, alone=False).of("contradicted")
                missed[kind] += not any(finding.place.paragraph == block.number for finding in found)

    assert +missed == Counter()
