// The figures are sent: what stands in the file, and the corrected rows beside it, each counting once however often tried.

import { byId } from "./dom.js";
import { ask } from "./door.js";
import { fileAddress, readable } from "./file.js";
import { follow } from "./following.js";
import { mendedFile, NUMBERS } from "./mending.js";
import { attempt } from "./troubles.js";
import { say } from "./words.js";
import { count, mended, ofFile, work } from "./work.js";

let underway = false;

/** Send all that can be sent; what was answered before a failure is not asked for again. */
export async function send() {
  if (underway) return; // a second click on the same button
  underway = true;
  byId("confirm").setAttribute("aria-disabled", "true");
  if (work.parts.length === 0) work.parts = partsOf();
  try {
    if (await attempt(sendAll, say("sending"), send)) follow();
    else forgetRefused();
  } finally {
    underway = false;
    byId("confirm").removeAttribute("aria-disabled");
  }
}

async function sendAll() {
  for (const part of work.parts) {
    if (part.receipt) continue;
    const answer = await ask(part.path, { method: "POST", kind: part.kind, body: await part.body(), once: part.once });
    Object.assign(part, { receipt: answer.receipt, items: answer.items });
  }
  return true;
}

/** Nothing was sent at all: the rows may be mended and checked again. */
function forgetRefused() {
  if (work.parts.some((part) => part.receipt)) return;
  work.parts = [];
}

function partsOf() {
  const parts = [];
  const { file } = work;
  const told = ofFile();
  if (file && count("accepted", told) + count("duplicate", told) > 0) {
    parts.push({ path: fileAddress("v1/files"), kind: work.kind, once: work.once, body: () => readable(file), rows: told, byRow: true });
  }
  const rows = mended().filter((row) => row.status !== "rejected");
  if (rows.length > 0) {
    const text = mendedFile();
    parts.push({ path: `v1/files?numbers=${NUMBERS}`, kind: "text/csv", once: work.mendedOnce, body: async () => text, rows, byRow: false });
  }
  return parts;
}
