// A tree of boxes with three states, as the ARIA Authoring Practices have it. What a press means is decided in Python; here rows open,
// close, are searched and walked through. Names come from outside: they go in as text, never as HTML.
const STATES = ["false", "true", "mixed"];
const [ID, LEVEL, LABEL, COUNT, STATE, WORDS] = [0, 1, 2, 3, 4, 5];

export default function (component) {
  const box = component.parentElement.querySelector(".im-tree");
  const self = (box._im ??= begin(box));
  self.send = component.setTriggerValue;
  self.data = component.data;
  document.documentElement.lang = self.data.lang; // Streamlit says "en" whatever the page's language
  self.count = Math.max(self.count, self.data.seen);
  self.waiting = self.waiting.filter(([number]) => number > self.data.seen);
  again(self);
  draw(self);
}

// An answer that leaves a press out: it is sent again, until it is answered. Presses are numbered, so that none counts twice.
function again(self) {
  clearTimeout(self.retry);
  if (self.waiting.length) self.retry = setTimeout(() => self.box.isConnected && tell(self), 800);
}

function tell(self) {
  self.send("press", [...self.waiting]);
}

function begin(box) {
  const self = { box, list: box.querySelector("ul"), search: box.querySelector("input"), status: box.querySelector('[role="status"]'),
    rows: new Map(), opened: new Map(), found: new Map(), waiting: [], count: 0, order: "", current: null };
  self.list.addEventListener("click", (event) => click(self, event));
  self.list.addEventListener("keydown", (event) => key(self, event));
  self.list.addEventListener("focusin", (event) => { const row = event.target.closest("li"); if (row) settle(self, row.dataset.id); });
  self.search.addEventListener("input", () => { self.found.clear(); show(self); });
  self.search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); visible(self)[0]?.item.focus(); }
    else if (event.key === "Escape" && self.search.value) { event.stopPropagation(); self.search.value = ""; self.found.clear(); show(self); }
  });
  return self;
}

function draw(self) {
  const { data, box, list, search } = self;
  const [title, note] = box.querySelectorAll(".title span");
  title.textContent = data.label;
  note.textContent = data.note;
  list.setAttribute("aria-label", data.label);
  list.setAttribute("aria-description", data.words.keys);
  search.hidden = !data.words.search;
  search.placeholder = data.words.search ?? "";
  search.setAttribute("aria-label", `${data.label}: ${search.placeholder}`);
  const order = data.nodes.map((node) => `${node[LEVEL]} ${node[ID]}`).join("|");
  if (order !== self.order) build(self, order);
  const number = new Intl.NumberFormat(data.lang === "fr" ? "fr" : "en-GB");
  for (const node of data.nodes) fill(self, node, number.format(node[COUNT]));
  show(self);
}

function build(self, order) {
  const held = self.list.contains(document.activeElement) ? self.current : null, top = self.list.scrollTop;
  self.order = order;
  self.rows.clear();
  self.list.replaceChildren();
  const above = [];
  for (const node of self.data.nodes) {
    above.length = node[LEVEL] - 1;
    const parent = above.at(-1) ?? null, item = make("li", ""), line = make("div", "row");
    item.dataset.id = node[ID];
    item.setAttribute("role", "treeitem");
    item.setAttribute("aria-level", node[LEVEL]);
    item.style.setProperty("--level", node[LEVEL] - 1);
    const row = { id: node[ID], item, parent, children: [], name: make("span", "name"), only: make("span", "only"), count: make("span", "count") };
    row.only.dataset.only = "";
    line.append(make("span", "twist"), make("span", "box"), make("span", "sign"), row.name, row.only, row.count);
    item.append(line);
    if (parent) {
      if (!parent.group) { parent.group = make("ul", ""); parent.group.setAttribute("role", "group"); parent.item.append(parent.group); }
      parent.group.append(item);
      parent.children.push(row);
    } else self.list.append(item);
    self.rows.set(row.id, row);
    above.push(row);
  }
  self.list.scrollTop = top;
  if (held !== null) self.rows.get(held)?.item.focus({ preventScroll: true });
}

function make(name, style) {
  const node = document.createElement(name);
  if (style) node.className = style;
  return node;
}

function fill(self, node, count) {
  const row = self.rows.get(node[ID]), { words, lone } = self.data;
  row.node = node;
  row.text = ` ${fold(node[LABEL])} ${node[WORDS] ?? ""}`;
  row.name.textContent = node[LABEL];
  row.count.textContent = count;
  row.only.textContent = lone === node[ID] ? words.all : words.only;
  row.item.setAttribute("aria-label", `${node[LABEL]}, ${count}`);
  row.item.setAttribute("aria-checked", STATES[node[STATE]]);
  row.item.classList.toggle("none", !node[COUNT]);
  row.item.classList.toggle("waits", self.waiting.some(([, id]) => id === node[ID]));
  if (node[STATE] === 2 && !self.opened.has(node[ID])) self.opened.set(node[ID], true); // stays open: no row moves away under the pointer
}

const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "").replace(/œ/g, "o").replace(/æ/g, "a")
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function show(self) {
  const wanted = fold(self.search.value).split(" ").filter(Boolean);
  const fits = (row) => wanted.every((word) => row.text.includes(` ${word}`));
  const within = (row) => row.children.some((child) => fits(child) || within(child));
  const walk = (rows, under) => {
    for (const row of rows) {
      const fit = under || fits(row), open = (wanted.length ? self.found.get(row.id) ?? within(row) : self.opened.get(row.id)) ?? false;
      row.item.hidden = !fit && !within(row);
      if (row.group) { row.item.setAttribute("aria-expanded", open); row.group.hidden = !open; }
      row.open = open;
      walk(row.children, fit);
    }
  };
  walk([...self.rows.values()].filter((row) => !row.parent), false);
  const rows = visible(self);
  self.status.textContent = wanted.length && !rows.length ? self.data.words.none ?? "" : "";
  settle(self, rows.some((row) => row.id === self.current) ? self.current : rows[0]?.id ?? null);
}

/** The rows that can be walked to, in order. */
const visible = (self) => [...self.rows.values()].filter((row) => {
  for (let one = row; one; one = one.parent) if (one.item.hidden || (one.parent && !one.parent.open)) return false;
  return true;
});

/** The one row that the tab key leads to. */
function settle(self, id) {
  self.current = id;
  for (const row of self.rows.values()) row.item.tabIndex = row.id === id ? 0 : -1;
}

function open(self, row, to) {
  (self.search.value.trim() ? self.found : self.opened).set(row.id, to);
  show(self);
}

function press(self, row, only) {
  self.waiting.push([++self.count, row.id, only]);
  row.item.classList.add("waits");
  clearTimeout(self.retry);
  tell(self);
}

function click(self, event) {
  const row = self.rows.get(event.target.closest("li")?.dataset.id);
  if (!row) return;
  row.item.focus({ preventScroll: true });
  if (event.target.closest(".twist") && row.children.length) open(self, row, !row.open);
  else press(self, row, Boolean(event.target.closest("[data-only]")));
}

function key(self, event) {
  const row = self.rows.get(event.target.dataset?.id), rows = visible(self);
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = rows.indexOf(row), go = (to) => to?.item.focus();
  const acts = {
    ArrowDown: () => go(rows[at + 1]), ArrowUp: () => go(rows[at - 1] ?? (self.search.hidden ? null : { item: self.search })),
    Home: () => go(rows[0]), End: () => go(rows.at(-1)),
    ArrowRight: () => { if (row.children.length && !row.open) open(self, row, true); else if (row.open) go(row.children.find((child) => !child.item.hidden)); },
    ArrowLeft: () => { if (row.children.length && row.open) open(self, row, false); else go(row.parent); },
    " ": () => press(self, row, false), Enter: () => press(self, row, true),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat || event.key.startsWith("Arrow")) acts[event.key]();
}
