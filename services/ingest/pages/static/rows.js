// The rows of a file as a table, a part at a time, with the problems of each and the cells to mend.

import { byId, el, table, tableRow } from "./dom.js";
import { mendRow } from "./mending.js";
import { amount, day, month, say } from "./words.js";
import { indicatorName, unitName, valueText, work } from "./work.js";

const AT_ONCE = 100;
const PROBLEMS = ["rejected", "editing"];
const SIGNS = { accepted: "✓", duplicate: "=", rejected: "✕", editing: "✎" };
const NAMES = ["day", "value", "numerator", "denominator", "indicator", "unit", "period", "dimension", "window_start", "revision"];

/** Show the rows, those with problems only when that is ticked; `most` of them. */
export function showRows(most = AT_ONCE) {
  const wanted = byId("only-problems").checked ? work.rows.filter((row) => PROBLEMS.includes(row.status)) : work.rows;
  const box = byId("rows");
  if (wanted.length === 0) {
    box.replaceChildren(el("p", {}, say("no_problems")));
    return;
  }
  const shown = wanted.slice(0, most);
  const headings = ["row", "unit", "indicator", "day", "value", "result"].map((name) => say(name));
  const made = table(say("rows_caption"), headings, shown.flatMap((row) => rowsOf(row, headings)));
  made.classList.add("cards");
  const facts = { shown: amount(String(shown.length)), count: amount(String(wanted.length)) };
  const more = () => {
    showRows(most + AT_ONCE);
    byId("rows").querySelectorAll("tbody th")[shown.length]?.focus();
  };
  const note = el("p", { class: "hint" }, say(shown.length < wanted.length ? "some_shown" : "all_shown", facts));
  const button = shown.length < wanted.length ? el("button", { type: "button", class: "second", click: more }, say("more")) : null;
  box.replaceChildren(el("div", { class: "wide" }, made), note, ...(button ? [button] : []));
}

function rowsOf(row, headings) {
  const cells = [String(row.row), unitName(row), indicatorName(row), dayText(row), valueText(row), resultOf(row)];
  const made = tableRow(headings, cells, { class: row.status });
  made.firstElementChild.tabIndex = -1;
  const mend = PROBLEMS.includes(row.status) ? mendRow(row, headings.length) : null;
  return mend ? [made, mend] : [made];
}

function dayText(row) {
  const { as_of: text = "", period = "" } = row.cells;
  const shown = /^\d{4}-(0\d|1[0-2])-\d\d$/.test(text) ? day(text) : text;
  return /^\d{4}-(0\d|1[0-2])$/.test(period) ? `${shown} (${month(period)})` : shown;
}

function resultOf(row) {
  const word = el("span", { class: `fate ${row.status}` }, el("span", { "aria-hidden": "true" }, SIGNS[row.status]), ` ${say(row.status)}`);
  if (row.errors.length === 0) return word;
  return [word, el("ul", { class: "errors" }, ...row.errors.map((error) => el("li", {}, errorText(row, error))))];
}

function errorText(row, error) {
  const name = error.column === "as_of" ? "day" : error.column;
  const [one, other] = error.readings;
  const text = other ? say("two_readings", { text: row.cells[error.column], one, other }) : error.message;
  return NAMES.includes(name) ? `${say(name)}: ${text}` : text;
}
