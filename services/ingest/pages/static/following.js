// What becomes of the figures that were sent: stored, published, judged, doubted; asked for until all is known.

import { byId, el, goTo, show } from "./dom.js";
import { ask } from "./door.js";
import { showAsked } from "./desk.js";
import { showResults } from "./results.js";
import { attempt, tell } from "./troubles.js";
import { amount, clock, say } from "./words.js";
import { closeWork, work } from "./work.js";

const STEPS = ["stored", "published", "evaluated"];
const LONGEST = 120_000;
/** doubts come a little after the verdict */
const LAST_LOOKS = 3;
let round = 0;

/** Follow the receipts of what was just sent. */
export function follow() {
  show(byId("check"), false);
  show(byId("sent"));
  const now = new Date().toISOString();
  const stored = work.parts.flatMap((part) => part.items).filter((item) => item.id).length;
  const receipts = work.parts.map((part) => part.receipt).join(", ");
  byId("sent-of").textContent = say("sent", { count: amount(String(stored)), time: clock(now), receipts });
  tell(byId("sent-of").textContent);
  goTo(byId("sent-title"));
  look(++round, Date.now(), LAST_LOOKS);
}

async function look(mine, since, left) {
  show(byId("refresh"), false);
  const again = () => look(mine, since, left);
  const receipts = await attempt(() => Promise.all(work.parts.map((part) => ask(`v1/receipts/${part.receipt}`))), byId("status").textContent, again);
  if (mine !== round || !receipts) return;
  const counts = Object.fromEntries(STEPS.map((step) => [step, receipts.reduce((sum, each) => sum + each[step], 0)]));
  showProgress(counts);
  showResults(work.parts, receipts);
  const done = counts.evaluated === counts.stored;
  const late = Date.now() - since > LONGEST;
  if (done && left === LAST_LOOKS) tell(say("done"));
  byId("progress-note").textContent = done ? say("done") : say("waiting");
  if (late || (done && left === 0)) {
    show(byId("refresh"));
    if (done) showAsked();
    return;
  }
  // A large receipt is not asked for as often.
  const pause = Math.max(800, counts.stored, (Date.now() - since) / 10);
  setTimeout(() => { if (mine === round) look(mine, since, done ? left - 1 : LAST_LOOKS); }, pause);
}

function showProgress(counts) {
  byId("progress").replaceChildren(...STEPS.map((step, place) => {
    const id = `step-${step}`;
    const text = say("of", { done: amount(String(counts[step])), count: amount(String(counts.stored)) });
    const isDone = counts[step] === counts.stored;
    return el("li", { class: isDone ? "is-done" : "is-waiting" },
      el("span", { id, class: "step-name" }, `${isDone ? "✓ " : ""}${say(step)}`), " ",
      el("progress", { "aria-labelledby": id, max: counts.stored || 1, value: counts.stored ? counts[step] : place ? 0 : 1 }), " ",
      el("span", {}, text));
  }));
}

byId("refresh").addEventListener("click", () => look(++round, Date.now(), 0));
byId("another").addEventListener("click", () => {
  round += 1;
  closeWork();
  tell("");
  goTo(byId("file-title"));
});
