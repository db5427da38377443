// Small mistakes mended on the page: the wrong cells of a row, checked again by the same door as files.

import { byId, el } from "./dom.js";
import { ask } from "./door.js";
import { language, say } from "./words.js";
import { isPercent, mended, newName, work } from "./work.js";

const COLUMNS = ["unit", "indicator", "dimension", "period", "window_start", "as_of", "value", "numerator", "denominator", "no_activity"];
const FIGURE = ["value", "numerator", "denominator", "no_activity"];
const LABELS = { as_of: "day", no_activity: "no_activity_mark" };
/** what cannot be put right in a cell */
const FINAL = ["not-allowed", "stale-revision", "repeated-cell", "id-reused"];
export const NUMBERS = `${language === "en" ? "en" : "vi"}:shown`;

/** The cells of a row to mend, in a row of their own. */
export function mendRow(row, width) {
  const fields = fieldsOf(row);
  const inside = fields.length
    ? el("fieldset", { class: "mend" }, el("legend", {}, say("mend_row", { row: row.row })), ...fields.map((name) => field(row, name)))
    : el("p", { class: "mend hint" }, say("cannot_mend"));
  return el("tr", { role: "row", class: "mending" }, el("td", { role: "cell", colspan: width }, inside));
}

function fieldsOf(row) {
  if (row.errors.some((error) => FINAL.includes(error.code))) return [];
  const parts = isPercent(row) ? FIGURE : ["value", "no_activity"];
  const wrong = row.errors.flatMap((error) => (error.column && !FIGURE.includes(error.column) ? [error.column] : parts));
  const all = row.status === "editing" ? parts : wrong;
  const exact = row.errors.length && row.errors.every((error) => error.readings.length);
  const wanted = exact ? row.errors.map((error) => error.column) : all;
  return COLUMNS.filter((name) => wanted.includes(name));
}

function field(row, name) {
  const id = `mend-${work.rows.indexOf(row)}-${name}`;
  const error = row.errors.find((each) => each.column === name);
  const label = say(LABELS[name] ?? name);
  const text = row.cells[name] ?? "";
  const readings = error?.readings ?? [];
  // What can be read two ways is not put in: left as it is, it would be read one way without anybody choosing.
  const value = row.edits?.[name] ?? (readings.length ? "" : text);
  const input = el("input", { id, value, "data-row": work.rows.indexOf(row), "data-name": name, autocomplete: "off", "aria-invalid": error ? "true" : null });
  const choose = readings.map((number) =>
    el("button", { type: "button", class: "second small", click: () => { input.value = number; input.focus(); } }, say("reading", { number })));
  const choice = choose.length ? el("span", { role: "group", class: "choice", "aria-label": say("choose_reading", { text }) }, ...choose) : null;
  return el("p", {}, el("label", { for: id }, label), " ", input, choice);
}

/** Take over what was typed, also when the rows are shown anew. */
export function readMended() {
  for (const input of byId("rows").querySelectorAll("input[data-row]")) {
    const row = work.rows[Number(input.dataset.row)];
    row.edits = { ...row.edits, [input.dataset.name]: input.value.trim() };
  }
}

/** Check the corrected rows again, all of them together, as they will be sent. Throws Trouble. */
export async function recheck() {
  const edited = editedRows();
  const rows = work.rows.filter((row) => row.mended || edited.includes(row));
  const cells = rows.map((row) => (edited.includes(row) ? { ...row.cells, ...row.edits } : row.cells));
  const report = await ask(`v1/files/report?${new URLSearchParams({ numbers: NUMBERS })}`, { method: "POST", kind: "text/csv", body: csvOf(cells) });
  rows.forEach((row, place) => {
    const { status, errors } = report.rows[place];
    Object.assign(row, { status, errors, cells: { ...cells[place], ...report.rows[place].cells }, edits: undefined, mended: true });
  });
  work.mendedOnce = newName();
  return report;
}

export const isAnyMended = () => editedRows().length > 0;

const editedRows = () => work.rows.filter((row) => row.edits && ["rejected", "editing"].includes(row.status) && isChanged(row));

function isChanged(row) {
  return Object.entries(row.edits).some(([name, text]) => {
    const ambiguous = row.errors.some((error) => error.column === name && error.readings.length);
    return ambiguous ? text !== "" : text !== (row.cells[name] ?? "");
  });
}

/** The corrected rows as the file they are sent as. */
export const mendedFile = () => csvOf(mended().filter((row) => row.status !== "rejected").map((row) => row.cells));

function csvOf(rows) {
  const quoted = (text) => `"${String(text ?? "").replace(/\s+/g, " ").replaceAll('"', '""')}"`;
  return [COLUMNS, ...rows.map((cells) => COLUMNS.map((name) => cells[name]))].map((line) => line.map(quoted).join(",")).join("\r\n");
}
