// The door: every request with the key, every failure as a Trouble that says what kind it is.

import { language } from "./words.js";

const PATIENCE = 150_000;
const PROXIES = [502, 504];
let secret = "";

/** What went wrong: `kind` is a problem code, or "network", "slow", "down". */
export class Trouble extends Error {
  constructor(kind, told = {}) {
    super(told.title ?? kind);
    Object.assign(this, { kind, title: "", detail: "", status: 0, wait: 0, trace: "", errors: [] }, told);
  }
}

export function useKey(key) {
  secret = key;
}

/** Ask, and get the answer's JSON; with another `accept` its content as a blob. Throws Trouble. */
export async function ask(path, { method = "GET", body, kind, accept = "application/json", once } = {}) {
  const headers = { Authorization: `Bearer ${secret}`, Accept: accept, "Accept-Language": language };
  if (kind) headers["Content-Type"] = kind;
  if (once) headers["Idempotency-Key"] = once;
  const answer = await reached(path, { method, body, headers });
  if (!answer.ok) throw await troubleOf(answer);
  try {
    return accept === "application/json" ? await answer.json() : await answer.blob();
  } catch {
    throw new Trouble("network");
  }
}

async function reached(path, order) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    return await fetch(path, { ...order, signal, credentials: "omit", cache: "no-store", redirect: "error" });
  } catch (error) {
    throw new Trouble(error.name === "TimeoutError" ? "slow" : "network");
  }
}

async function troubleOf(answer) {
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  const trace = (answer.headers.get("traceparent") ?? "").split("-")[1] ?? "";
  let said = {};
  try {
    said = await answer.json();
  } catch {
    // a proxy in between answers in its own way
  }
  const code = typeof said.type === "string" ? said.type.split("/").pop() : "";
  const kind = code || (PROXIES.includes(answer.status) ? "down" : `http-${answer.status}`);
  const { title = "", detail = "", errors = [] } = said;
  return new Trouble(kind, { title, detail, errors, status: answer.status, wait, trace });
}
