// A histogram over time with a brush: two handles (keyboard too), drag, and play. Days are whole days since 1970-01-01.
const NS = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const PATIENCE = 2500; // milliseconds for which an older answer is not believed
const LATE = 15000; // milliseconds after which an address that comes is no longer that of the last press here

export default function (component) {
  const root = component.parentElement;
  const box = root.querySelector(".im-tl");
  const self = (box._im ??= begin(box));
  self.send = component.setTriggerValue;
  self.data = component.data;
  self.bars = self.data.bars.map(([from, days, exact, vague]) => [self.data.lo + from, self.data.lo + from + days, exact, vague]);
  follow(self);
  write(self);
  draw(self);
}

// An answer to an older step must not pull the brush back under the reader's hand; if no newer one comes, the page is right.
function follow(self) {
  clearTimeout(self.catching);
  const { a, b, stamp } = self.data;
  const overtaken = self.awaiting && self.awaiting !== stamp && Date.now() - self.sent < PATIENCE;
  if (overtaken || self.dragging !== null || self.playing) {
    if (self.a === undefined) [self.a, self.b] = [a, b];
    self.catching = setTimeout(() => { if (self.dragging === null && !self.playing) { self.awaiting = null; follow(self); draw(self); } }, PATIENCE);
  } else {
    self.awaiting = null;
    [self.a, self.b] = [a, b];
  }
}

// Streamlit writes a new line of history with every change of the address. A drag, a held key or a play is one press, so it is one line.
const gesture = { owed: false, until: 0 };

function keepHistoryShort() {
  if (history.pushState.isShort) return;
  const push = history.pushState.bind(history);
  history.pushState = Object.assign((state, title, url) => {
    const more = Date.now() < gesture.until && !gesture.owed;
    gesture.owed = false;
    if (more) history.replaceState(state, title, url); else push(state, title, url);
  }, { isShort: true });
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, (event) => { if (!event.target.closest?.(".im-tl")) gesture.until = 0; }, true);
}

function begin(box) {
  const self = { box, plot: box.querySelector(".im-tl-plot"), svg: box.querySelector("svg"), handles: [...box.querySelectorAll(".im-tl-handle")],
    go: box.querySelector(".go"), mode: box.querySelector("select.mode"), speed: box.querySelector("select.speed"), dragging: null, playing: null };
  keepHistoryShort();
  new ResizeObserver(() => self.data && draw(self)).observe(self.plot);
  self.plot.addEventListener("pointerdown", (event) => press(self, event));
  self.plot.addEventListener("dblclick", () => { [self.a, self.b] = [self.data.lo, self.data.hi]; draw(self); emit(self, true); });
  self.handles.forEach((handle, end) => handle.addEventListener("keydown", (event) => key(self, event, end)));
  self.go.addEventListener("click", () => toggle(self));
  box.addEventListener("keydown", (event) => { if (event.key === " " && event.target.tagName !== "SELECT" && event.target !== self.go) { event.preventDefault(); toggle(self); } });
  box.querySelector(".im-tl-key").addEventListener("click", (event) => { if (event.target.closest("button")) self.send("undated", Date.now()); });
  return self;
}

function write(self) {
  const { words, undated, showing, unit } = self.data;
  self.box.querySelector(".unit").textContent = words.unit;
  self.go.setAttribute("aria-label", self.playing ? words.pause : words.play);
  [...self.mode.options].forEach((o) => { o.textContent = words[o.value]; });
  self.mode.setAttribute("aria-label", words.mode);
  self.speed.setAttribute("aria-label", words.speed);
  self.handles.forEach((handle, end) => handle.setAttribute("aria-label", end ? words.end : words.start));
  const key = self.box.querySelector(".im-tl-key");
  key.replaceChildren();
  const line = (style, text) => { const p = document.createElement("div"); const i = document.createElement("i"); i.style.cssText = style; p.append(i, text); key.append(p); };
  line("background:var(--im-bar)", words.exact);
  line("background:repeating-linear-gradient(45deg,var(--im-bar) 0 1.5px,transparent 1.5px 3px)", words.imprecise);
  if (undated) {
    line("border:1px dashed var(--im-ink-second);box-sizing:border-box", words.undated);
    const button = document.createElement("button");
    button.textContent = showing ? words.hide : words.show;
    key.append(button);
  }
}

const width = (self) => self.plot.clientWidth || 600;
const height = (self) => self.box.clientHeight || 96;
const x = (self, day) => 14 + ((day - self.data.lo) / Math.max(1, self.data.hi + 1 - self.data.lo)) * (width(self) - 40);
const dayAt = (self, px) => clamp(Math.round(self.data.lo + ((px - 14) / (width(self) - 40)) * (self.data.hi + 1 - self.data.lo)), self.data.lo, self.data.hi);
const clamp = (n, low, high) => Math.min(high, Math.max(low, n));
const words = (self, day) => new Date(day * DAY).toLocaleDateString(self.data.lang === "fr" ? "fr" : "en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function add(parent, name, attributes, text) {
  const node = document.createElementNS(NS, name);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

function draw(self) {
  const { svg, data } = self;
  const w = width(self), h = height(self), top = 18, floor = h - 17;
  svg.setAttribute("width", w); svg.setAttribute("height", h);
  svg.replaceChildren();
  const defs = add(svg, "defs", {});
  const hatch = add(defs, "pattern", { id: "im-hatch", width: 3.6, height: 3.6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  add(hatch, "rect", { width: 3.6, height: 3.6, fill: "var(--im-paper)" });
  add(hatch, "rect", { width: 1.5, height: 3.6, fill: "var(--im-bar)" });
  const most = Math.max(4, ...self.bars.map((b) => b[2] + b[3]));
  const up = (n) => (n / most) * (floor - top - 4);
  const step = most > 200 ? 100 : most > 50 ? 25 : most > 20 ? 10 : most > 5 ? 5 : 2;
  const [a, b] = [self.a, self.b];
  add(svg, "rect", { x: x(self, a), y: top - 2, width: Math.max(1, x(self, b + 1) - x(self, a)), height: floor - top + 2, fill: "var(--im-accent)", "fill-opacity": 0.07 });
  for (let n = step; n <= most; n += step) {
    add(svg, "line", { x1: 14, x2: w - 26, y1: floor - up(n), y2: floor - up(n), stroke: "var(--im-line)", "stroke-width": 0.7, opacity: 0.7 });
    if (n === step || most > 2 * step) add(svg, "text", { x: 9, y: floor - up(n) + 4, "text-anchor": "end", "font-size": 11, fill: "currentColor" }, n);
  }
  for (const [start, end, exact, vague] of self.bars) {
    const left = x(self, start), wide = Math.max(1, x(self, end + 1) - left - (x(self, end + 1) - left > 5 ? 1.8 : 0.4));
    const inside = start <= b && end >= a;
    if (exact) add(svg, "rect", { x: left, y: floor - up(exact), width: wide, height: up(exact), fill: inside ? "var(--im-bar)" : "var(--im-bar-outside)" });
    if (vague) add(svg, "rect", { x: left + 0.4, y: floor - up(exact + vague), width: Math.max(1, wide - 0.8), height: up(vague), fill: "url(#im-hatch)", stroke: "var(--im-bar)", "stroke-width": 0.8, opacity: inside ? 1 : 0.45 });
  }
  add(svg, "line", { x1: 14, x2: w - 26, y1: floor + 0.5, y2: floor + 0.5, stroke: "var(--im-ink-third)" });
  let lastTick = -99;
  for (const [day, label, strong] of data.ticks) {
    const at = x(self, day);
    add(svg, "line", { x1: at, x2: at, y1: floor, y2: floor + 4, stroke: "var(--im-ink-third)" });
    if (at - lastTick > 46 && at < w - 40) { add(svg, "text", { x: at + 4, y: h - 3, "font-size": 12, "font-weight": strong ? 700 : 400, fill: "var(--im-ink)" }, label); lastTick = at; }
  }
  for (const [i, day] of [[0, a], [1, b + 1]]) {
    add(svg, "line", { x1: x(self, day), x2: x(self, day), y1: top - 2, y2: floor, stroke: "var(--im-accent)", "stroke-width": 1.5 });
    self.handles[i].style.left = `${x(self, day)}px`;
    const value = i ? b : a;
    for (const [k, v] of [["valuemin", data.lo], ["valuemax", data.hi], ["valuenow", value], ["valuetext", words(self, value)]]) self.handles[i].setAttribute(`aria-${k}`, v);
  }
  const narrow = x(self, b + 1) - x(self, a) < 150;
  add(svg, "text", { x: x(self, a), y: 11, "font-size": 12, "font-weight": 600, fill: "var(--im-accent)", "text-anchor": narrow && x(self, a) > 90 ? "end" : "start" }, words(self, a));
  add(svg, "text", { x: x(self, b + 1), y: 11, "font-size": 12, "font-weight": 600, fill: "var(--im-accent)", "text-anchor": narrow && x(self, a) <= 90 ? "start" : narrow ? "start" : "end" }, words(self, b));
  if (data.selected !== null) {
    const at = x(self, data.selected + 0.5);
    add(svg, "path", { d: `M${at - 4.5} ${top - 4}h9l-4.5 6Z`, fill: "var(--im-ring)" });
    add(svg, "line", { x1: at, x2: at, y1: top + 2, y2: floor, stroke: "var(--im-ring)", "stroke-dasharray": "1.5 2.5", "stroke-width": 1.3 });
    const room = at - x(self, a) > 230 && x(self, b + 1) - at > 110;
    if (room && !narrow) add(svg, "text", { x: at, y: 11, "font-size": 12, "font-weight": 600, "text-anchor": "middle", fill: "var(--im-ink)" }, `${data.words.selected} ${words(self, data.selected)}`);
  }
  self.go.replaceChildren();
  const icon = add(self.go, "svg", { width: 12, height: 12, viewBox: "0 0 12 12" });
  add(icon, "path", { d: self.playing ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2.5 1 11 6 2.5 11Z", fill: "currentColor" });
}

function press(self, event) {
  if (event.button) return;
  stop(self);
  gesture.owed = true;
  const left = self.plot.getBoundingClientRect().left;
  const from = dayAt(self, event.clientX - left), [a, b] = [self.a, self.b];
  const handle = self.handles.indexOf(event.target);
  const whole = a <= self.data.lo && b >= self.data.hi;
  const kind = handle >= 0 ? handle : from >= a && from <= b && !whole ? "move" : "new";
  self.dragging = kind;
  self.plot.setPointerCapture(event.pointerId);
  let moved = false;
  const move = (e) => {
    const day = dayAt(self, e.clientX - left);
    if (!moved && Math.abs(e.clientX - event.clientX) < 4) return;
    moved = true;
    if (kind === "new") [self.a, self.b] = [Math.min(from, day), Math.max(from, day)];
    else if (kind === "move") shift(self, a, b, day - from);
    else place(self, kind, day);
    draw(self); emit(self);
  };
  const up = () => { self.plot.removeEventListener("pointermove", move); self.dragging = null; if (moved) emit(self, true); else if (kind === "new") oneBar(self, from); };
  self.plot.addEventListener("pointermove", move);
  self.plot.addEventListener("pointerup", up, { once: true });
  self.plot.addEventListener("pointercancel", up, { once: true });
}

function oneBar(self, day) {
  const bar = self.bars.find((one) => one[0] <= day && one[1] >= day);
  if (bar) { [self.a, self.b] = [clamp(bar[0], self.data.lo, self.data.hi), clamp(bar[1], self.data.lo, self.data.hi)]; draw(self); emit(self, true); }
}

function shift(self, a, b, by) {
  const step = clamp(by, self.data.lo - a, self.data.hi - b);
  [self.a, self.b] = [a + step, b + step];
}

function place(self, end, day) {
  if (end) self.b = clamp(day, self.a, self.data.hi); else self.a = clamp(day, self.data.lo, self.b);
}

function key(self, event, end) {
  const months = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
  const day = end ? self.b + 1 : self.a;
  if (event.key === "Home") place(self, end, self.data.lo);
  else if (event.key === "End") place(self, end, self.data.hi);
  else if (months) { const to = monthsFrom(self, day, event.shiftKey ? Math.sign(months) * 12 : months); place(self, end, end ? to - 1 : to); }
  else return;
  event.preventDefault();
  if (Date.now() - (self.keyed ?? 0) > 1000) gesture.owed = true;
  self.keyed = Date.now();
  draw(self); emit(self);
}

function monthsFrom(self, day, months) {
  if (self.data.unit === "day") return day + months;
  if (self.data.unit === "week") return day + 7 * months;
  const date = new Date(day * DAY);
  const to = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  if (date.getUTCDate() !== 1 && months > 0 && months < 12) return Math.round(to / DAY);
  if (date.getUTCDate() !== 1 && months === -1) to.setUTCMonth(to.getUTCMonth() + 1);
  return Math.round(to / DAY);
}

function toggle(self) {
  if (self.playing) return stop(self), emit(self, true);
  gesture.owed = true;
  const full = self.a <= self.data.lo && self.b >= self.data.hi;
  if (full || self.b >= self.data.hi) {
    const length = full ? (self.data.unit === "day" ? 6 : self.data.unit === "week" ? 27 : 90) : self.b - self.a;
    [self.a, self.b] = [self.data.lo, self.data.lo + length];
  }
  const tick = () => {
    if (!self.box.isConnected || self.b >= self.data.hi) return stop(self);
    if (self.mode.value === "interval") { // the next period of the same length: nothing is shown twice
      [self.a, self.b] = [self.b + 1, Math.min(endOfNext(self), self.data.hi)];
      draw(self); emit(self, true);
      return;
    }
    const to = clamp(monthsFrom(self, self.b + 1, 1) - 1, self.data.lo, self.data.hi);
    if (self.mode.value === "window") self.a = clamp(monthsFrom(self, self.a, 1), self.data.lo, to);
    self.b = Math.max(to, self.b + 1 > self.data.hi ? self.data.hi : to);
    draw(self); emit(self, true);
  };
  self.playing = setInterval(tick, 1000 / Number(self.speed.value));
  self.go.setAttribute("aria-label", self.data.words.pause);
  draw(self); emit(self, true);
}

// Whole months are followed by as many months, anything else by as many days.
function endOfNext({ a, b }) {
  const [from, to] = [new Date(a * DAY), new Date((b + 1) * DAY)];
  if (from.getUTCDate() !== 1 || to.getUTCDate() !== 1) return b + 1 + (b - a);
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + months, 1) / DAY - 1;
}

function stop(self) {
  if (!self.playing) return;
  clearInterval(self.playing);
  self.playing = null;
  self.go.setAttribute("aria-label", self.data.words.play);
  draw(self);
}

function emit(self, now) {
  clearTimeout(self.timer);
  const wait = now ? 0 : Math.max(0, 160 - (Date.now() - (self.sent ?? 0)));
  self.timer = setTimeout(() => {
    self.sent = Date.now();
    self.awaiting = `${self.a}-${self.b}`;
    gesture.until = self.sent + LATE;
    self.send("range", [self.a <= self.data.lo ? null : self.a, self.b >= self.data.hi ? null : self.b]); // an end of the axis is no limit
  }, wait);
}
