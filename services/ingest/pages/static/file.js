// The file: chosen or dropped, looked over here, then looked at by the service, which stores nothing yet.

import { byId } from "./dom.js";
import { Trouble, ask } from "./door.js";
import { showCheck } from "./check.js";
import { attempt, calm, tellTrouble } from "./troubles.js";
import { amount, say, size } from "./words.js";
import { begin, closeWork, sender, work } from "./work.js";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV = "text/csv";
const ZIP = "504b0304";
/** of an old or a locked workbook, which the service names by that name */
const OLE = "d0cf11e0";

export function openFile() {
  const { file_bytes: bytes, file_figures: figures } = sender.limits;
  byId("file-hint").textContent = say("file_hint", { size: size(bytes), figures: amount(String(figures)) });
  if (!work.file) chosen();
}

/** A file may lie there before anybody listens: a slow page, or a browser that keeps it when the page is read again. */
function chosen() {
  const [file] = byId("file").files;
  if (file && !byId("desk").hidden) choose(file);
}

/** The address of something to be done with the file. */
export const fileAddress = (path) => (work.numbers ? `${path}?${new URLSearchParams({ numbers: work.numbers })}` : path);

async function choose(file) {
  closeWork();
  calm();
  const told = await wrongWith(file);
  if (told) {
    tellTrouble(told);
    return;
  }
  const numbers = [byId("numbers").value, byId("percents").value].filter(Boolean).join(":");
  begin(file, await kindOf(file), numbers);
  await look();
}

async function look() {
  const { file } = work;
  const order = { method: "POST", body: file, kind: work.kind };
  const doing = async () => ask(fileAddress("v1/files/report"), { ...order, body: await readable(file) });
  const report = await attempt(doing, say("checking", { name: file.name }), look);
  if (!report || work.file !== file) return;
  work.rows = report.rows;
  showCheck();
}

/** The content of the file; a browser cannot read one that was saved over since it was chosen. */
export async function readable(file) {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new Trouble("file-gone", { title: say("file_gone", { name: file.name }) });
  }
}

/** What is wrong with a file before anything is sent. */
async function wrongWith(file) {
  const most = sender.limits.file_bytes;
  if (file.size > most) {
    const detail = say("too_large", { name: file.name, size: size(file.size), most: size(most) });
    return new Trouble("body-too-large", { title: say("trouble_large"), detail });
  }
  const named = /\.(xlsx|csv)$/i.test(file.name);
  const begun = await beginning(file);
  if (named && (/\.csv$/i.test(file.name) || !begun || [ZIP, OLE].includes(begun))) return null;
  const detail = say("other_kind", { name: file.name });
  return new Trouble("unsupported-media-type", { title: say("trouble_kind"), detail });
}

const kindOf = async (file) => ((await beginning(file)) === ZIP ? XLSX : CSV);

/** The first bytes of the file; none of an empty one, nor of one that cannot be read. */
async function beginning(file) {
  try {
    const bytes = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return "";
  }
}

function dropped(event) {
  event.preventDefault();
  byId("drop").classList.remove("over");
  const { files } = event.dataTransfer;
  if (byId("desk").hidden || files.length === 0) return;
  if (files.length === 1) choose(files[0]);
  else tellTrouble(new Trouble("unsupported-media-type", { title: say("one_file") }));
}

byId("file").addEventListener("change", chosen);
for (const id of ["numbers", "percents"]) {
  byId(id).addEventListener("change", () => {
    if (work.file && !byId("check").hidden) choose(work.file);
  });
}
// Wherever it falls, a file is never opened in place of the page.
addEventListener("dragover", (event) => {
  event.preventDefault();
  byId("drop").classList.add("over");
});
addEventListener("dragleave", () => byId("drop").classList.remove("over"));
addEventListener("drop", dropped);
