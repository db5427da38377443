// What went wrong, told once where everybody meets it, with a way on.

import { byId, el, goTo } from "./dom.js";
import { Trouble } from "./door.js";
import { say } from "./words.js";

const WAYS = {
  network: "way_network",
  slow: "way_network",
  down: "way_later",
  "try-later": "way_later",
  "internal-error": "way_other",
  "too-many-requests": "way_later",
  "too-many-wrong-keys": "way_key",
  unauthorised: "way_key",
  "key-expired": "way_key",
  "address-not-allowed": "way_address",
  "not-allowed": "way_right",
  "body-too-large": "way_large",
  "too-many-figures": "way_large",
  "body-too-slow": "way_network",
  "unsupported-media-type": "way_kind",
  "malformed-file": "way_file",
  "unsafe-file": "way_unsafe",
  "figures-refused": "way_recheck",
  "idempotency-key-reused": "way_recheck",
  "idempotency-key-in-use": "way_later",
  "file-gone": "way_gone",
};
const TITLES = { network: "trouble_network", slow: "trouble_slow", down: "trouble_down" };
let clock = 0;

/** Say what is going on, for eyes and ears. */
export function tell(text) {
  byId("status").textContent = text;
}

export function calm() {
  clearInterval(clock);
  byId("trouble").replaceChildren();
  byId("trouble").classList.remove("trouble");
}

/** Tell a trouble; `again` is what to do when the reader says so, left out where that is of no use. */
export function tellTrouble(trouble, again) {
  if (!(trouble instanceof Trouble)) throw trouble;
  calm();
  tell("");
  const box = byId("trouble");
  const title = trouble.title || say(TITLES[trouble.kind] ?? "trouble_down");
  const way = say(WAYS[trouble.kind] ?? "way_other", { trace: trouble.trace || trouble.kind });
  box.classList.add("trouble");
  box.append(el("p", { class: "trouble-title" }, title));
  if (trouble.detail) box.append(el("p", {}, trouble.detail));
  box.append(el("p", {}, way));
  if (again) box.append(el("p", {}, againButton(trouble.wait, again)));
  goTo(box);
}

function againButton(wait, again) {
  const button = el("button", { type: "button", class: "second", click: () => { calm(); again(); } }, say("again"));
  let left = Math.min(wait, 3600);
  const count = () => {
    button.textContent = left > 0 ? say("again_in", { seconds: left }) : say("again");
    button.disabled = left > 0;
    if (left === 0) clearInterval(clock);
    if (left === 0 && wait > 0) tell(say("can_try"));
    left -= 1;
  };
  if (left > 0) clock = setInterval(count, 1000);
  count();
  return button;
}

/** Do something that may fail: what fails is told, with the same once more as the way on. */
export async function attempt(doing, text, again) {
  calm();
  tell(text);
  document.body.setAttribute("aria-busy", "true");
  try {
    return await doing();
  } catch (trouble) {
    tellTrouble(trouble, again);
    return undefined;
  } finally {
    document.body.removeAttribute("aria-busy");
  }
}
