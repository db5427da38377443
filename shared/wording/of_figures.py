"""What is said of one figure: by name, in Vietnamese and English, with the places of its facts."""

from __future__ import annotations

from collections.abc import Mapping

NUMBER_VI = 'viết bằng chữ số và nhiều nhất một dấu chấm thập phân, ví dụ 92.7 hoặc "92.7"'
NUMBER_EN = 'write digits and at most one decimal point, for example 92.7 or "92.7"'

OF_FIGURES: Mapping[str, tuple[str, str]] = {
    # its fields
    "given-twice": ("{name!r} được ghi hai lần", "{name!r} is given twice"),
    "one-object": ("Một số liệu là một đối tượng JSON {{…}}", "A figure is a JSON object {{…}}"),
    "no-such-field": ("Không có trường {name!r}; các trường: {fields}", "There is no field {name!r}; fields: {fields}"),
    "missing": ("Thiếu {field}", "{field} is missing"),
    "not-text": ("Giá trị phải là chuỗi ký tự", "The value must be a string"),
    "text-length": ("Giá trị có từ 1 đến {most} ký tự", "The value has 1 to {most} characters"),
    "control-characters": ("Giá trị có ký tự điều khiển", "The value holds control characters"),
    "revision-form": ("revision là số nguyên từ 1 trở lên", "revision is a whole number, 1 or more"),
    "no-activity-form": ("no_activity là true hoặc false", "no_activity is true or false"),
    # its days
    "no-day": ("{text!r} không phải ngày dạng 2023-03-17", "{text!r} is not a day such as 2023-03-17"),
    "day-after-today": ("{day} sau ngày hôm nay, {today}", "{day} is after today, {today}"),
    "no-period": ("{text!r} không phải kỳ dạng 2023-02", "{text!r} is not a period such as 2023-02"),
    "period-after-this": ("{period} sau tháng này, {last}", "{period} is after this month, {last}"),
    "period-ended": (
        "Kỳ {period} chỉ nhận số liệu đến ngày {last}; số liệu ngày {as_of} thuộc kỳ {right}",
        "Period {period} takes figures up to {last} only; a figure of {as_of} belongs to period {right}",
    ),
    "starts-after": ("{start} sau as_of, {as_of}", "{start} is after as_of, {as_of}"),
    # its unit and indicator
    "several-units": ("{text!r} là tên của nhiều đơn vị: {units}", "{text!r} is the name of several units: {units}"),
    "unit-not-then": (
        "Đơn vị {units} không tồn tại vào ngày {day}",
        "Unit {units} did not exist on {day}",
    ),
    "no-unit": ("Không có đơn vị {text!r} trong danh mục", "The catalogue has no unit {text!r}"),
    "no-unit-near": (
        "Không có đơn vị {text!r} trong danh mục; gần nhất: {near}",
        "The catalogue has no unit {text!r}; nearest: {near}",
    ),
    "no-indicator": ("Không có chỉ tiêu {text!r} trong danh mục", "The catalogue has no indicator {text!r}"),
    "no-indicator-near": (
        "Không có chỉ tiêu {text!r} trong danh mục; gần nhất: {near}",
        "The catalogue has no indicator {text!r}; nearest: {near}",
    ),
    "no-right": (
        "Khóa API không có quyền gửi {name}; được gửi: {allowed}",
        "The API key may not send {name}; it may send: {allowed}",
    ),
    # its dimension
    "dimension-form": (
        'dimension là một đối tượng, ví dụ {{"status": "completed"}}',
        'dimension is an object, for example {{"status": "completed"}}',
    ),
    "no-dimension": (
        "{indicator} không có chiều phân tổ {name!r}; chỉ tiêu này không có chiều nào",
        "{indicator} has no dimension {name!r}, nor any other",
    ),
    "other-dimensions": (
        "{indicator} không có chiều phân tổ {name!r}; các chiều: {known}",
        "{indicator} has no dimension {name!r}; dimensions: {known}",
    ),
    "dimension-signs": ("Giá trị phân tổ không chứa ; và =", "The value of a dimension holds neither ; nor ="),
    "dimension-values": (
        "{name} của {indicator} là một trong: {known}",
        "{name} of {indicator} is one of: {known}",
    ),
    # its numbers
    "number-not-taken": ("Không nhận {text}; " + NUMBER_VI, "{text} is not taken; " + NUMBER_EN),
    "no-number": ("{text!r} không phải là số; " + NUMBER_VI, "{text!r} is not a number; " + NUMBER_EN),
    "two-readings": (
        (
            '"{text}" có thể đọc là {whole} hoặc là số thập phân {decimal}; '
            'hãy viết "{whole}", hoặc "{text}0" nếu là số thập phân'
        ),
        (
            '"{text}" can be read as {whole} or as the decimal {decimal} (with a decimal comma); '
            'write "{whole}", or "{text}0" for the decimal'
        ),
    ),
    "too-many-digits": ("Một số có nhiều nhất {most} chữ số", "A number has at most {most} digits"),
    "not-whole": ("{value} không phải số nguyên từ 0 trở lên", "{value} is not a whole number, 0 or more"),
    "no-rank": ("{value} không phải số nguyên từ 1 trở lên", "{value} is not a whole number, 1 or more"),
    "below-zero": ("{value} nhỏ hơn 0", "{value} is below 0"),
    "dong-below-zero": ("{value} đồng nhỏ hơn 0", "{value} đồng is below 0"),
    "above-hundred": (
        "{value} lớn hơn 100, chỉ tiêu {indicator} không thể vượt 100",
        "{value} is above 100, which indicator {indicator} cannot be",
    ),
    "nothing-said": (
        "Cần gửi value, hoặc numerator và denominator, hoặc no_activity",
        "Send value, or numerator and denominator, or no_activity",
    ),
    "value-beside": ("Đã ghi no_activity thì không gửi value", "With no_activity there is no value"),
    "parts-beside": ("no_activity nghĩa là mẫu số bằng 0", "no_activity means a denominator of 0"),
    "no-parts-here": (
        "{indicator} không phải tỷ lệ phần trăm; hãy gửi value",
        "{indicator} is not a percent; send value",
    ),
    "zero-denominator": (
        'Mẫu số bằng 0 là không phát sinh: hãy gửi "no_activity": true',
        'A denominator of 0 is no activity: send "no_activity": true',
    ),
    "parts-above-one": (
        "Tử số {numerator} lớn hơn mẫu số {denominator}",
        "The numerator {numerator} is above the denominator {denominator}",
    ),
    "disagreement": (
        "value là {value}, nhưng {numerator}/{denominator} bằng {exact}%",
        "value is {value}, but {numerator}/{denominator} is {exact}%",
    ),
    # beside other figures
    "revision-passed": (
        "Đã ghi nhận lần {current} với số liệu khác; hãy gửi revision {next}",
        "Revision {current} was accepted with another figure; send revision {next}",
    ),
    "cell-repeated": (
        "Yêu cầu này đã có số liệu khác cho cùng ô ở phía trước",
        "The request has another figure for the same cell before this one",
    ),
    "id-of-another": ("Mã id này đã dùng cho số liệu khác", "This id was used for another figure"),
    # its envelope
    "event-object": ("Một CloudEvents là một đối tượng JSON", "A CloudEvent is a JSON object"),
    "attribute-value": ("{name} phải là {expected}", "{name} must be {expected}"),
}
