// The form of the unit: which unit and month, by when, what is asked for, and the workbook.

import { byId, el, save, show, table, tableRow } from "./dom.js";
import { ask } from "./door.js";
import { openFile } from "./file.js";
import { attempt, tell } from "./troubles.js";
import { amount, day, language, month, say } from "./words.js";
import { sender } from "./work.js";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
let latest = 0;

/** Show what this sender may send. */
export function openDesk(found) {
  Object.assign(sender, found);
  byId("unit").replaceChildren(...found.units.map((unit) => el("option", { value: unit.id }, unit.name)));
  byId("period").replaceChildren(...found.periods.map(periodOption));
  openFile();
  showPeriod();
}

function periodOption(each) {
  const text = say(each.current ? "period_current" : "period_past", { month: month(each.period) });
  return el("option", { value: each.period, selected: each.current }, text);
}

function showPeriod() {
  const chosen = sender.periods.find((each) => each.period === byId("period").value);
  const name = chosen.last_day > chosen.cut_off ? "cut_off_grace" : "cut_off";
  byId("cut-off").textContent = say(name, { day: day(chosen.cut_off), last: day(chosen.last_day) });
  showAsked();
}

/** What is asked for is a help, not a condition: where it cannot be had, the form itself says why. */
async function showAsked() {
  const mine = ++latest;
  show(byId("asked"), false);
  let form;
  try {
    form = await ask(address());
  } catch {
    return;
  }
  if (mine !== latest) return;
  const sent = form.rows.filter((row) => row.held).length;
  byId("asked-title").textContent = say("asked", { sent, count: form.rows.length });
  const headings = [say("indicator"), say("due"), say("before"), say("held")];
  const rows = form.rows.map((row) => tableRow(headings, [
    [name(row)], day(row.due), figure(row.before, "none_before"), figure(row.held, "not_sent"),
  ]));
  const made = table(say("asked_caption"), headings, rows);
  made.classList.add("cards");
  byId("asked-rows").replaceChildren(made);
  show(byId("asked"));
}

export { showAsked };

const address = () => `v1/form?${new URLSearchParams({ unit: byId("unit").value, period: byId("period").value })}`;

function name(row) {
  const text = language === "en" ? row.name_en : row.name_vi;
  return row.dimension ? `${text} (${row.dimension})` : text;
}

function figure(found, absent) {
  if (!found) return say(absent);
  const text = found.value === null ? say("no_activity") : amount(found.value);
  return absent === "none_before" ? `${text} (${month(found.period)})` : text;
}

async function download() {
  const blob = await attempt(() => ask(address(), { accept: XLSX }), say("loading_form"), download);
  if (!blob) return;
  const file = `form-${byId("unit").value}-${byId("period").value}.xlsx`;
  save(blob, file);
  tell(say("form_saved", { name: file }));
}

byId("unit").addEventListener("change", showPeriod);
byId("period").addEventListener("change", showPeriod);
byId("download-form").addEventListener("click", download);
