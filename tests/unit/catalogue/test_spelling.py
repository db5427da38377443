"""What carries no meaning in a name is dropped; diacritics carry meaning."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalogue.spelling import bare_form, normal_form

NAMES = ("UBND H.Bù Đăng", "Sở LĐ-TB&XH", "Thị xã Phước Long", "Ủy ban nhân dân tỉnh", "Sở Văn hóa")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BÙ ĐĂNG", "Bù Đăng"),
        ("Bình Phƣớc", "Bình Phước"),
        ("BÌNH PHƢỚC", "Bình Phước"),
        ("UBND  H.Bù Đăng ", "ubnd h bù đăng"),
        ("Sở LĐ- TB&XH", "Sở LĐ-TB&XH"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Sở Văn hoá", "Sở Văn hóa"),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(("one", "other"), [("Phú Riêng", "Phú Riềng"), ("Bù Đẳng", "Bù Đăng"), ("Chon", "Chơn")])
def test_names_with_other_diacritics_are_other_names(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(st.sampled_from(NAMES), st.sampled_from(("NFC", "NFD")), st.booleans())
def test_composition_and_case_never_matter(name: str, form: str, upper: bool) -> None:  # noqa: FBT001
    written = unicodedata.normalize(form, name.upper() if upper else name)  # type: ignore[arg-type]

    assert normal_form(written) == normal_form(name)


@given(st.text(max_size=40))
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


def test_a_bare_form_has_letters_only() -> None:
    assert bare_form("Huyện Bù Đăng") == "huyen bu dang"
