// The work on this page: the file that was chosen, its rows, and what of it has been sent.

import { byId, show } from "./dom.js";
import { language, say } from "./words.js";

/** Who sends, as the door told it. */
export const sender = { source: "", units: [], indicators: [], periods: [], limits: {} };

/** The file and its rows; `mended` are rows that are sent in place of what stands in the file. */
export const work = { file: null, kind: "", numbers: "", once: "", rows: [], mendedOnce: "", parts: [] };

export function begin(file, kind, numbers) {
  Object.assign(work, { file, kind, numbers, once: newName(), rows: [], mendedOnce: newName(), parts: [] });
}

export function closeWork() {
  begin(null, "", "");
  byId("file").value = "";
  show(byId("check"), false);
  show(byId("sent"), false);
}

/** A name for one sending: however often it is tried, it counts once. */
export function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

export const ofFile = () => work.rows.filter((row) => !row.mended);
export const mended = () => work.rows.filter((row) => row.mended);
export const count = (status, rows = work.rows) => rows.filter((row) => row.status === status).length;

export function unitName(row) {
  return sender.units.find((unit) => unit.id === row.cells.unit)?.name ?? row.cells.unit ?? "";
}

export function indicatorName(row) {
  const found = sender.indicators.find((each) => each.id === row.cells.indicator);
  const text = found ? (language === "en" ? found.name_en : found.name_vi) : row.cells.indicator ?? "";
  return row.cells.dimension ? `${text} (${row.cells.dimension})` : text;
}

export function isPercent(row) {
  return sender.indicators.find((each) => each.id === row.cells.indicator)?.measure === "percent";
}

/** The figure of a row in short: 88,9; 3537/3558; nothing to count. */
export function valueText(row) {
  const { value, numerator, denominator, no_activity: nothing } = row.cells;
  const parts = numerator || denominator ? `${numerator ?? ""}/${denominator ?? ""}` : "";
  return [value, parts, nothing ? say("no_activity") : ""].filter(Boolean).join("; ");
}

addEventListener("beforeunload", (event) => {
  const unsent = work.parts.length === 0 && (count("accepted") > 0 || mended().length > 0);
  if (unsent) event.preventDefault();
});
