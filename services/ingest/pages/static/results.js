// How the figures were judged and what is doubted about them, with the way to correct one.

import { byId, el, show, table, tableRow } from "./dom.js";
import { showCheck } from "./check.js";
import { amount, language, say } from "./words.js";
import { begin, indicatorName, unitName, valueText, work } from "./work.js";

const SHOWN = 500;

/** Show the verdicts and doubts of receipts, each beside the row it came from. */
export function showResults(parts, receipts) {
  const found = parts.flatMap((part, place) => itemsOf(part, receipts[place]));
  const judged = found.filter(({ item }) => item.evaluated);
  const verdicts = { met: 0, not_met: 0, none: 0 };
  for (const { item } of judged) verdicts[item.verdict ?? "none"] += 1;
  byId("verdicts").textContent = judged.length ? say("verdicts", verdicts) : "";
  showDoubts(found.filter(({ item }) => item.doubts.length), judged.length === found.length && found.length > 0);
  showTable(found);
}

function itemsOf(part, receipt) {
  const byRow = new Map(part.rows.map((row) => [row.row, row]));
  const rowOf = (item) => (part.byRow ? byRow.get(item.row) : part.rows[item.index]);
  return receipt.items.filter((item) => item.id).map((item) => ({ item, row: rowOf(item) })).filter(({ row }) => row);
}

function showDoubts(doubted, isComplete) {
  const box = byId("doubts");
  // Left as it is where nothing is new: whoever reads or stands on a button there is not thrown out.
  const state = JSON.stringify([isComplete, doubted.map(({ item }) => [item.id, item.doubts])]);
  if (box.dataset.state === state && box.childElementCount) return;
  box.dataset.state = state;
  if (doubted.length === 0) {
    box.replaceChildren(...(isComplete ? [el("p", {}, say("no_doubts"))] : []));
    return;
  }
  box.replaceChildren(el("h3", {}, say("doubts")), el("p", {}, say("doubts_how"), " ", say("doubts_right")), el("ul", { class: "doubts" }, ...doubted.map(doubtOf)));
}

function doubtOf({ item, row }) {
  const confirmed = item.doubts.some((doubt) => doubt.confirmed);
  const label = say("correct_of", { name: indicatorName(row), row: row.row });
  const button = el("button", { type: "button", class: "second", "aria-label": label, click: () => correct(row) }, say("correct"));
  return el("li", { class: confirmed ? "is-confirmed" : "" },
    el("p", {}, el("b", {}, `${unitName(row)} – ${indicatorName(row)}: ${valueText(row)}`)),
    el("ul", {}, ...item.doubts.map((doubt) => el("li", {}, `${sentence(language === "en" ? doubt.message_en : doubt.message_vi)} ${expected(doubt)}`))),
    confirmed ? el("p", { class: "fate accepted" }, `✓ ${say("confirmed")}`) : el("p", {}, button));
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function expected({ expected_from: low, expected_to: high }) {
  const facts = { low: low && amount(low), high: high && amount(high) };
  if (low && high) return say(low === high ? "expected_same" : "expected_both", facts);
  return low ? say("expected_least", facts) : high ? say("expected_most", facts) : "";
}

function showTable(found) {
  const headings = ["row", "unit", "indicator", "value", "result"].map((name) => say(name));
  const rows = found.slice(0, SHOWN).map(({ item, row }) =>
    tableRow(headings, [String(row.row), unitName(row), indicatorName(row), valueText(row), verdictOf(item)]));
  const made = table(say("results_caption"), headings, rows);
  made.classList.add("cards");
  const note = found.length > SHOWN ? [el("p", { class: "hint" }, say("some_shown", { shown: SHOWN, count: amount(String(found.length)) }))] : [];
  byId("results").replaceChildren(el("div", { class: "wide" }, made), ...note);
}

function verdictOf(item) {
  const name = item.verdict ?? (item.evaluated ? "no_verdict" : "awaited");
  const sign = { met: "✓", not_met: "▼" }[name];
  return el("span", { class: `fate ${name}` }, ...(sign ? [el("span", { "aria-hidden": "true" }, `${sign} `)] : []), say(name));
}

/** Correct a figure that was sent: checked and sent like every other, it becomes the next revision. */
function correct(row) {
  begin(null, "", "");
  const { revision: _sent, ...cells } = row.cells;
  work.rows = [{ ...row, cells, status: "editing", errors: [], mended: true, edits: undefined }];
  show(byId("sent"), false);
  showCheck();
}
