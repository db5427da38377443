// What would become of each row: counts, the rows themselves, the marked workbook, and the way to send them.

import { byId, el, goTo, save, show } from "./dom.js";
import { ask } from "./door.js";
import { fileAddress, readable } from "./file.js";
import { isAnyMended, readMended, recheck } from "./mending.js";
import { showRows } from "./rows.js";
import { send } from "./sending.js";
import { attempt, tell } from "./troubles.js";
import { amount, say } from "./words.js";
import { count, work } from "./work.js";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const STATUSES = ["accepted", "duplicate", "rejected"];

/** Show the rows as they were looked at; `stay` leaves the reader where they are. */
export function showCheck({ stay = false } = {}) {
  show(byId("sent"), false);
  show(byId("check"));
  showCounts();
  if (!stay) byId("only-problems").checked = count("rejected") > 0 && work.rows.length > 10;
  show(byId("rows-bar"), Boolean(work.file));
  showRows();
  showConfirm();
  if (!stay) goTo(byId("check-title"));
}

function showCounts() {
  const told = work.file ? say("check_of", { name: work.file.name, count: amount(String(work.rows.length)) }) : say("mend_of");
  byId("check-of").textContent = told;
  const counts = Object.fromEntries(STATUSES.map((status) => [status, count(status)]));
  byId("counts").replaceChildren(...STATUSES.map((status) =>
    el("li", { class: status }, el("b", {}, amount(String(counts[status]))), ` ${say(status)}`)));
  const editing = count("editing") === work.rows.length;
  show(byId("counts"), !editing);
  tell(editing ? told : say("counts", counts));
}

function showConfirm() {
  const [accepted, duplicate, rejected] = STATUSES.map((status) => count(status));
  const editing = count("editing");
  show(byId("mend-bar"), rejected + editing > 0);
  show(byId("confirm"), accepted + duplicate > 0);
  byId("confirm").textContent = accepted ? say("send", { count: amount(String(accepted)) }) : say("send_again");
  const none = accepted + duplicate === 0 ? say("nothing_to_send") : "";
  byId("confirm-note").textContent = rejected && !none ? say("send_without", { count: amount(String(rejected)) }) : none;
}

async function downloadMarked() {
  const doing = async () =>
    ask(fileAddress("v1/files/report"), { method: "POST", body: await readable(work.file), kind: work.kind, accept: XLSX });
  const blob = await attempt(doing, say("marking"), downloadMarked);
  if (!blob) return;
  const name = `${work.file.name.replace(/\.\w+$/, "")}-ket-qua.xlsx`;
  save(blob, name);
  tell(say("marked", { name }));
}

async function checkMended() {
  readMended();
  const changed = isAnyMended();
  byId("mend-note").textContent = changed ? "" : say("nothing_mended");
  if (changed && (await attempt(recheck, say("rechecking"), checkMended))) {
    showCheck({ stay: true });
    goTo(byId("check-title"));
  }
}

byId("only-problems").addEventListener("change", () => { readMended(); showRows(); });
byId("download-marked").addEventListener("click", downloadMarked);
byId("rows-form").addEventListener("submit", (event) => {
  event.preventDefault();
  checkMended();
});
byId("confirm").addEventListener("click", send);
