// The page begins: with the key of the link, with that of this tab, or by asking for one.

import { byId, goTo, show } from "./dom.js";
import { Trouble, ask, useKey } from "./door.js";
import { openDesk } from "./desk.js";
import { closeWork } from "./work.js";
import { attempt, calm, tell, tellTrouble } from "./troubles.js";
import { day, say } from "./words.js";

const PLACE = "nhipso.key";
const OUT = [401, 403];

/** The tab's own memory; where a browser forbids it, the key lives as long as the page. */
const memory = {
  get: () => attemptQuietly(() => sessionStorage.getItem(PLACE)) ?? "",
  keep: (key) => attemptQuietly(() => sessionStorage.setItem(PLACE, key)),
  forget: () => attemptQuietly(() => sessionStorage.removeItem(PLACE)),
};

function attemptQuietly(doing) {
  try {
    return doing();
  } catch {
    return null;
  }
}

/** The key behind the # of a personal link, taken out of the address so that nobody reads or copies it there. */
function keyOfLink() {
  const found = decodeURIComponent(location.hash.slice(1)).trim();
  if (!found.startsWith("nhs_")) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return found;
}

async function signIn(key) {
  useKey(key);
  const sender = await attempt(() => asked(key), say("signing_in"), () => signIn(key));
  if (!sender) {
    showSignIn();
    return;
  }
  memory.keep(key);
  byId("key").value = "";
  show(byId("sign-in"), false);
  show(byId("desk"));
  show(byId("sign-out"));
  const until = sender.expires_at;
  byId("who").textContent = say(until ? "who_until" : "who", { source: sender.source, day: until && lastDay(until) });
  tell(say("signed_in"));
  openDesk(sender);
}

async function asked(key) {
  try {
    return await ask("v1/key");
  } catch (trouble) {
    if (trouble instanceof Trouble && OUT.includes(trouble.status)) memory.forget();
    throw trouble;
  }
}

/** A key ends with a day in Việt Nam, that is as the next one begins. */
const lastDay = (moment) => day(new Date(Date.parse(moment) + 7 * 3_600_000 - 1).toISOString());

function showSignIn() {
  show(byId("sign-in"));
  show(byId("desk"), false);
  show(byId("sign-out"), false);
}

function signOut() {
  memory.forget();
  useKey("");
  closeWork();
  calm();
  showSignIn();
  tell(say("signed_out"));
  goTo(byId("key"));
}

byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const pasted = byId("key").value.trim();
  const key = pasted.slice(pasted.lastIndexOf("#") + 1);
  const right = /^nhs_[\w-]{20,}$/.test(key);
  byId("key").setAttribute("aria-invalid", String(!right));
  byId("key-wrong").textContent = right ? "" : say("key_form");
  show(byId("key-wrong"), !right);
  if (right) signIn(key);
  else byId("key").focus();
});
byId("sign-out").addEventListener("click", signOut);
addEventListener("hashchange", () => {
  const key = keyOfLink();
  if (key) { closeWork(); signIn(key); }
});
addEventListener("unhandledrejection", (event) => {
  tellTrouble(new Trouble("internal-error", { title: String(event.reason?.message ?? event.reason) }));
});

const key = keyOfLink() || memory.get();
if (key) signIn(key);
else showSignIn();
