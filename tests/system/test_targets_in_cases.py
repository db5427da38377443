"""What a target still takes is told to the unit, shown with its arithmetic, and asked beforehand of other targets."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.system.product import ROOT, Product, embedded, eventually

INDICATOR = "services-with-online-dossiers-pct"
HEADER = (
    "id,version,programme,indicator,dimension,scope_kind,scope_value,comparator,threshold,valid_from,valid_to,due,"
    "legal_basis,kind,upper,near,margin,path_from,path_start"
)
#: a line from 76 % to 92 % in 160 days: 82 % on the 60th, 16/6/2022
PATH = f"path,1,uy-ban-quoc-gia,{INDICATOR},,unit,hon-quan,>=,92,2022-01-01,,2022-09-24,Luật A,,,90,,2022-04-17,76"
WHOLE = f"whole,1,chien-dich-92-ngay,{INDICATOR},,unit,hon-quan,>=,100,,,,Luật B,,,,,,"
FIGURE = {
    "unit": "hon-quan",
    "indicator": INDICATOR,
    "period": "2022-06",
    "window_start": "2022-01-01",
    "as_of": "2022-06-16",
    "numerator": "10",
    "denominator": "13",
}
ASKED = ("--unit", "hon-quan", "--indicator", INDICATOR, "--period", "2022-06")


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product with two targets: a path, and all of it."""
    province = copytree(ROOT / "deploy" / "provinces" / "binh-phuoc", tmp_path / "province")
    (province / "targets.csv").write_text(f"{HEADER}\n{PATH}\n{WHOLE}\n", encoding="utf-8")
    with embedded(tmp_path, NHIPSO_PROVINCE=str(province)) as running:
        yield running


def text_of(mail: Path) -> str:
    body = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default).get_body(("plain",))
    return "" if body is None else " ".join(body.get_content().split())


def test_from_the_figure_to_the_mail_and_back_to_the_arithmetic(product: Product) -> None:
    assert product.post(product.create_key(), [FIGURE]).status_code == 202
    eventually(product.mails, "the unit has its mail")

    path, whole = product.json("explain", *ASKED)["verdicts"]
    assert (path["threshold"], path["verdict"], path["near"]) == ("82", "not_met", True)
    assert path["shortfall"] == {"way": "further", "cases": 4, "until": "2022-09-24", "per_month": 2}
    assert path["arithmetic"].endswith("14/17 = 82.352941176471; with 3: 13/16 = 81.25")
    assert whole["arithmetic"] == ("out of reach: (10 + k)/(13 + k) never is >= 100: 3 of 13 have missed already")
    (mail,) = product.mails()
    said = text_of(mail)
    assert (
        "từ 82% trở lên; thiếu 5,08 điểm phần trăm (gần đạt) Để đạt mục tiêu: cần thêm ít nhất 04 dịch vụ công đạt"
        in said
    )
    assert "khoảng 02 dịch vụ công mỗi tháng đến 24/9/2022" in said
    assert "không còn khả năng đạt trong kỳ vì đã có 3/13 dịch vụ công không đạt" in said


def test_other_targets_are_asked_beforehand_and_change_nothing(product: Product, tmp_path: Path) -> None:
    product.post(product.create_key(), [FIGURE])
    eventually(product.mails, "the unit has its mail")
    lower = tmp_path / "lower.csv"
    lower.write_text(
        f"{HEADER}\n{PATH.replace(',92,', ',76.5,').replace('path,1', 'path,2')}\n{WHOLE}\n", encoding="utf-8"
    )

    (turned,) = product.json("whatif", "--targets", str(lower), "--period", "2022-06")

    assert (turned["unit"], turned["before"], turned["after"]) == ("hon-quan", "not_met", "met")
    assert turned["target"] == "path (2)"
    assert [verdict["target_version"] for verdict in product.json("explain", *ASKED)["verdicts"]] == ["1", "1"]
