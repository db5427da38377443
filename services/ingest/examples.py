"""Requests as a sender may copy them; the page of the door shows them and a test runs them."""

from __future__ import annotations

from collections.abc import Mapping

CURL = """\
curl -sS 'http://127.0.0.1:8080/v1/figures?mode=partial' \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -H "Idempotency-Key: 2023-04-14/1" \\
  -d '[{"unit": "so-gtvt", "indicator": "dossiers-handled-online-pct", "as_of": "2023-04-14",
        "numerator": 3537, "denominator": 3558},
       {"unit": "Sở Y tế", "indicator": "dossiers-handled-online-pct", "as_of": "2023-04-14", "no_activity": true}]'
"""

PYTHON = """\
import json
import os
import urllib.error
import urllib.request

DOOR = "http://127.0.0.1:8080"
KEY = os.environ["KEY"]


def ask(path, body=None, **headers):
    request = urllib.request.Request(DOOR + path, body, {"Authorization": f"Bearer {KEY}", **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        raise SystemExit(f"{problem['title']} {problem.get('detail', '')} {problem.get('errors', '')}")


figures = [
    {"unit": "so-gtvt", "indicator": "dossiers-handled-online-pct", "as_of": "2023-04-14", "value": "99.41"},
    {"unit": "Sở Y tế", "indicator": "dossiers-handled-online-pct", "as_of": "2023-04-14", "value": "1.069"},
]
answer = ask("/v1/figures", json.dumps(figures).encode(), **{"Content-Type": "application/json"})
for item in answer["items"]:
    print(figures[item["index"]]["unit"], item["status"])
    for error in item["errors"]:
        print("  ", error["pointer"], error["message"])
receipt = ask("/v1/receipts/" + answer["receipt"])
print(receipt["stored"], "stored,", receipt["published"], "published,", receipt["evaluated"], "evaluated")
"""

EXAMPLES: Mapping[str, str] = {"curl": CURL, "python": PYTHON}
