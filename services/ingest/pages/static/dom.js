// The page's elements: found, made, shown. Text is only ever set as text.

export const byId = (id) => document.getElementById(id);

/** An element with attributes (false and null are left out, functions listen) and children. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function show(node, visible = true) {
  node.hidden = !visible;
}

/** Put the reader, and who listens, at the beginning of a part. */
export function goTo(node) {
  node.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}

/** A table that stays one for screen readers where the style lays it out as cards. */
export function table(caption, headings, rows) {
  const head = headings.map((text) => el("th", { scope: "col", role: "columnheader" }, text));
  return el("table", { role: "table" },
    el("caption", {}, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head)),
    el("tbody", { role: "rowgroup" }, ...rows));
}

/** One row; each cell carries its heading for where there is no head above it. */
export function tableRow(headings, cells, attributes = {}) {
  const made = cells.map((content, place) => {
    const parts = Array.isArray(content) ? content : [content];
    const kind = place === 0 ? "th" : "td";
    const role = place === 0 ? { scope: "row", role: "rowheader" } : { role: "cell" };
    return el(kind, { ...role, "data-heading": headings[place] }, ...parts);
  });
  return el("tr", { role: "row", ...attributes }, ...made);
}

/** Hand a file to the browser's downloads. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
