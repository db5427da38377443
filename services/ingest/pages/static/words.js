// What the page says, in its language: words with facts, days, months, numbers, sizes.

import { byId } from "./dom.js";

const words = JSON.parse(byId("words").textContent);

export const language = document.documentElement.lang;
const vietnamese = language === "vi";

export function say(name, facts = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_whole, fact) => String(facts[fact] ?? ""));
}

/** "2023-03-17" as people write it here: 17/3/2023. */
export function day(text) {
  const [year, month, date] = text.slice(0, 10).split("-").map(Number);
  return vietnamese ? `${date}/${month}/${year}` : `${date} ${MONTHS[month - 1]} ${year}`;
}

/** "2023-02" as 02/2023. */
export function month(text) {
  return vietnamese ? `${text.slice(5)}/${text.slice(0, 4)}` : `${MONTHS[Number(text.slice(5)) - 1]} ${text.slice(0, 4)}`;
}

/** An exact decimal such as "1234.5", digit by digit: 1.234,5. */
export function amount(text) {
  const [, sign, whole, decimals] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const [group, mark] = vietnamese ? [".", ","] : [",", "."];
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, group) + (decimals ? mark + decimals : "");
}

/** The time of day of a moment, in Việt Nam. */
export function clock(moment) {
  const zone = { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(vietnamese ? "vi-VN" : "en-GB", zone).format(new Date(moment));
}

export function size(bytes) {
  const mega = bytes / 1_048_576;
  const text = mega >= 0.95 ? `${Math.round(mega * 10) / 10} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return vietnamese ? text.replace(".", ",") : text;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
