// A histogram over time with a brush: two handles (keyboard too), drag, and play. Days are whole days since 1970-01-01: those of the data
// are first..last, the limits of the brush; those of an axis (a view) are lo..hi. There are one or two views: all dates, and near the period.
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
  for (const view of self.data.views) view.days = view.bars.map(([from, days, exact, vague]) => [view.lo + from, view.lo + from + days, exact, vague]);
  follow(self);
  write(self);
  draw(self);
}

// An answer to an older step must not pull the brush back under the reader's hand; if no newer one comes, the page is right. A step that
// is not sent yet (unsent) is newer than any answer.
function follow(self) {
  clearTimeout(self.catching);
  const { a, b } = self.data;
  const overtaken = self.unsent || (self.awaiting && self.awaiting !== self.data.stamp && Date.now() - self.sent < PATIENCE);
  const held = overtaken || self.dragging !== null || self.playing;
  if (held) {
    if (self.a === undefined) [self.a, self.b] = [a, b];
    self.catching = setTimeout(() => { if (self.dragging === null && !self.playing) { self.awaiting = null; follow(self); draw(self); } }, PATIENCE);
  } else {
    self.awaiting = null;
    [self.a, self.b] = [a, b];
  }
  look(self, held);
}

// Which axis: near the period where there is such a one, unless the reader wants all dates. Under a hand or a play it stays (keep) for as
// long as the period is on it.
function look(self, keep) {
  const [all, near] = self.data.views;
  const holds = (view) => self.a >= view.lo && self.b <= view.hi;
  if (!near) self.wide = false;
  if (keep && self.view && (self.dragging !== null || holds(self.view))) return;
  self.view = near && !self.wide && holds(near) ? near : all;
}

const isWide = ({ view, data: { views: [all] } }) => view.lo === all.lo && view.hi === all.hi; // a view may be that of an older answer

// The axis follows at the end of a drag or a play: here where the last step is answered already, else with the answer.
function arrive(self) {
  if (self.data.stamp !== stamp(self)) return;
  look(self);
  draw(self);
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
  const self = { box, plot: box.querySelector(".im-tl-plot"), svg: box.querySelector("svg"), handles: [0, 1].map(() => handle(box)),
    go: box.querySelector(".go"), all: box.querySelector(".all"), mode: box.querySelector("select.mode"), speed: box.querySelector("select.speed"), dragging: null, playing: null };
  keepHistoryShort();
  new ResizeObserver(() => self.data && draw(self)).observe(self.plot);
  self.plot.addEventListener("pointerdown", (event) => press(self, event));
  self.plot.addEventListener("dblclick", () => { [self.a, self.b] = [self.data.first, self.data.last]; look(self); draw(self); emit(self, true); });
  self.handles.forEach((handle, end) => handle.addEventListener("keydown", (event) => key(self, event, end)));
  self.go.addEventListener("click", () => toggle(self));
  self.all.addEventListener("click", () => { self.wide = !isWide(self); look(self); draw(self); });
  box.addEventListener("keydown", (event) => { if (event.key === " " && self.handles.includes(event.target)) { event.preventDefault(); toggle(self); } });
  box.querySelector(".im-tl-key").addEventListener("click", (event) => { if (event.target.closest("button")) { gesture.owed = true; self.send("undated", Date.now()); } });
  return self;
}

// A handle is there from when it can be used: a press on one that this script does not listen to yet would be lost.
function handle(box) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "im-tl-handle";
  made.setAttribute("role", "slider");
  box.querySelector(".im-tl-plot").append(made);
  return made;
}

function write(self) {
  const { words, undated, asked, showing } = self.data;
  self.go.setAttribute("aria-label", self.playing ? words.pause : words.play);
  [...self.mode.options].forEach((o) => { o.textContent = words[o.value]; });
  self.mode.setAttribute("aria-label", words.mode);
  self.speed.setAttribute("aria-label", words.speed);
  self.handles.forEach((handle, end) => handle.setAttribute("aria-label", end ? words.end : words.start));
  self.all.title = words.axis;
  const key = self.box.querySelector(".im-tl-key");
  key.replaceChildren();
  const line = (style, text) => { const p = document.createElement("div"); const i = document.createElement("i"); i.style.cssText = style; p.append(i, text); key.append(p); };
  line("background:var(--im-bar)", words.exact);
  line("background:repeating-linear-gradient(45deg,var(--im-bar) 0 1.5px,transparent 1.5px 3px)", words.imprecise);
  if (undated) {
    line("border:1px dashed var(--im-ink-second);box-sizing:border-box", words.undated);
    if (!asked) return; // without a period they are in the counts and on the map
    const button = document.createElement("button");
    button.textContent = showing ? words.hide : words.show;
    key.append(button);
  }
}

const stamp = ({ a, b, data }) => `${Math.max(a, data.first)}-${Math.min(b, data.last)}`; // of the period, as the page will say it
const width = (self) => self.plot.clientWidth || 600;
const height = (self) => self.box.clientHeight || 96;
const x = (self, day) => 14 + ((day - self.view.lo) / (self.view.hi + 1 - self.view.lo)) * (width(self) - 40);
const dayAt = (self, px) => clamp(Math.round(self.view.lo + ((px - 14) / (width(self) - 40)) * (self.view.hi + 1 - self.view.lo)), ...reach(self));
// How far a hand reaches: no further than the axis and the data.
const reach = ({ view, data }) => [Math.max(view.lo, data.first), Math.min(view.hi, data.last)];
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
  const { svg, data, view } = self;
  const w = width(self), h = height(self), top = 18, floor = h - 17;
  svg.setAttribute("width", w); svg.setAttribute("height", h);
  svg.replaceChildren();
  const defs = add(svg, "defs", {});
  const hatch = add(defs, "pattern", { id: "im-hatch", width: 3.6, height: 3.6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  add(hatch, "rect", { width: 3.6, height: 3.6, fill: "var(--im-paper)" });
  add(hatch, "rect", { width: 1.5, height: 3.6, fill: "var(--im-bar)" });
  const most = Math.max(4, ...view.days.map((b) => b[2] + b[3]));
  const up = (n) => (n / most) * (floor - top - 4);
  const step = most > 200 ? 100 : most > 50 ? 25 : most > 20 ? 10 : most > 5 ? 5 : 2;
  const { a, b } = self;
  const from = a <= data.first ? -Infinity : a, to = b >= data.last ? Infinity : b; // an end of the data is no limit
  const [left, right] = [a, b + 1].map((day) => x(self, clamp(day, view.lo, view.hi + 1)));
  add(svg, "rect", { x: left, y: top - 2, width: Math.max(1, right - left), height: floor - top + 2, fill: "var(--im-accent)", "fill-opacity": 0.07 });
  const every = Math.ceil(13 / up(step)) * step; // room for a figure
  for (let n = step; n <= most; n += step) {
    add(svg, "line", { x1: 14, x2: w - 26, y1: floor - up(n), y2: floor - up(n), stroke: "var(--im-line)", "stroke-width": 0.7, opacity: 0.7 });
    if (n % every === 0) add(svg, "text", { x: 9, y: floor - up(n) + 4, "text-anchor": "end", "font-size": 11, fill: "currentColor" }, n);
  }
  for (const [start, end, exact, vague] of view.days) {
    const at = x(self, start), full = x(self, end + 1) - at, wide = Math.max(1, full - (full > 5 ? 1.8 : 0.4));
    const inside = start <= to && end >= from;
    if (exact) add(svg, "rect", { x: at, y: floor - up(exact), width: wide, height: up(exact), fill: inside ? "var(--im-bar)" : "var(--im-bar-outside)" });
    if (vague) add(svg, "rect", { x: at + 0.4, y: floor - up(exact + vague), width: Math.max(1, wide - 0.8), height: up(vague), fill: "url(#im-hatch)", stroke: "var(--im-bar)", "stroke-width": 0.8, opacity: inside ? 1 : 0.45 });
  }
  add(svg, "line", { x1: 14, x2: w - 26, y1: floor + 0.5, y2: floor + 0.5, stroke: "var(--im-ink-third)" });
  let taken = -99;
  for (const [day, label, strong] of view.ticks) {
    const at = x(self, day);
    add(svg, "line", { x1: at, x2: at, y1: floor, y2: floor + 4, stroke: "var(--im-ink-third)" });
    if (at + 4 < taken) continue;
    const written = add(svg, "text", { x: at + 4, y: h - 3, "font-size": 12, "font-weight": strong ? 700 : 400, fill: "var(--im-ink)" }, label);
    const end = at + 4 + written.getComputedTextLength();
    if (end > w - 12) written.remove(); else taken = end + 9;
  }
  const apart = Math.max(0, (24 - (right - left)) / 2); // two handles at one place could not both be taken
  const first = clamp(left - apart, 14, w - 38), places = [first, Math.max(right + apart, first + 24)];
  for (const [i, at] of [left, right].entries()) {
    add(svg, "line", { x1: at, x2: at, y1: top - 2, y2: floor, stroke: "var(--im-accent)", "stroke-width": 1.5 });
    self.handles[i].style.left = `${places[i]}px`;
    const value = i ? b : a;
    for (const [k, v] of [["valuemin", data.first], ["valuemax", data.last], ["valuenow", value], ["valuetext", words(self, value)]]) self.handles[i].setAttribute(`aria-${k}`, v);
  }
  label(self, left, right);
  self.box.querySelector(".unit").textContent = view.said;
  self.all.hidden = data.views.length < 2;
  self.all.textContent = isWide(self) ? data.words.near : data.words.all;
  self.go.replaceChildren();
  const icon = add(self.go, "svg", { width: 12, height: 12, viewBox: "0 0 12 12" });
  add(icon, "path", { d: self.playing ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2.5 1 11 6 2.5 11Z", fill: "currentColor" });
}

// The dates in words above the handles: inside the period where it is wide enough, else on its either side; never one over the other.
function label(self, left, right) {
  const { svg, data, view, a, b } = self, gap = 10;
  const room = width(self) - (getComputedStyle(self.all).position === "absolute" && !self.all.hidden ? self.all.offsetWidth + gap : 0);
  const write = (text, fill) => { const node = add(svg, "text", { y: 11, "font-size": 12, "font-weight": 600, fill }, text); return [node, node.getComputedTextLength()]; };
  const [[start, long], [end, wide]] = [a, b].map((day) => write(words(self, day), "var(--im-accent)"));
  const inside = right - left > long + wide + gap;
  const from = clamp(inside ? left : left - long, 0, room - wide - gap - long);
  const to = clamp(inside ? right - wide : right, from + long + gap, room - wide);
  start.setAttribute("x", from);
  end.setAttribute("x", to);
  if (data.selected === null || data.selected < view.lo || data.selected > view.hi) return;
  const at = x(self, data.selected + 0.5), top = 18;
  add(svg, "path", { d: `M${at - 4.5} ${top - 4}h9l-4.5 6Z`, fill: "var(--im-ring)" });
  add(svg, "line", { x1: at, x2: at, y1: top + 2, y2: height(self) - 17, stroke: "var(--im-ring)", "stroke-dasharray": "1.5 2.5", "stroke-width": 1.3 });
  const [chosen, length] = write(`${data.words.selected} ${words(self, data.selected)}`, "var(--im-ink)");
  const [low, high] = [at - length / 2, at + length / 2];
  const clear = [[from, from + long], [to, to + wide]].every(([one, other]) => high + gap < one || low - gap > other);
  if (clear && low >= 0 && high <= room) chosen.setAttribute("x", low); else chosen.remove();
}

function press(self, event) {
  if (event.button) return;
  stop(self);
  gesture.owed = true;
  const left = self.plot.getBoundingClientRect().left;
  const from = dayAt(self, event.clientX - left), [a, b] = [self.a, self.b];
  const handle = self.handles.indexOf(event.target);
  const whole = a <= self.data.first && b >= self.data.last;
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
  const up = () => { self.plot.removeEventListener("pointermove", move); self.dragging = null; if (moved) { emit(self, true); arrive(self); } else if (kind === "new") oneBar(self, from); };
  self.plot.addEventListener("pointermove", move);
  self.plot.addEventListener("pointerup", up, { once: true });
  self.plot.addEventListener("pointercancel", up, { once: true });
}

function oneBar(self, day) {
  const bar = self.view.days.find((one) => one[0] <= day && one[1] >= day);
  if (bar) { [self.a, self.b] = bar.slice(0, 2).map((one) => clamp(one, self.data.first, self.data.last)); draw(self); emit(self, true); }
}

function shift(self, a, b, by) {
  const [low, high] = reach(self);
  const step = clamp(by, Math.min(0, low - a), Math.max(0, high - b));
  [self.a, self.b] = [a + step, b + step];
}

// Put one end on a day of the data; an end that lay beyond the data comes along.
function place(self, end, day) {
  const { first, last } = self.data, to = clamp(day, first, last);
  if (end) { self.b = Math.max(to, Math.min(self.a, last)); self.a = Math.min(self.a, self.b); }
  else { self.a = Math.min(to, Math.max(self.b, first)); self.b = Math.max(self.a, self.b); }
}

function key(self, event, end) {
  const months = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
  const day = end ? self.b + 1 : self.a;
  if (event.key === "Home") place(self, end, self.data.first);
  else if (event.key === "End") place(self, end, self.data.last);
  else if (months) { const to = onwards(self.view.unit, day, event.shiftKey ? Math.sign(months) * 12 : months); place(self, end, end ? to - 1 : to); }
  else return;
  event.preventDefault();
  if (Date.now() - (self.keyed ?? 0) > 1000) gesture.owed = true;
  self.keyed = Date.now();
  look(self, true);
  draw(self); emit(self);
}

// So many days, weeks or months on, as the bars are; years are walked through by the month.
function onwards(unit, day, months) {
  if (unit === "day") return day + months;
  if (unit === "week") return day + 7 * months;
  const date = new Date(day * DAY);
  const to = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  if (date.getUTCDate() !== 1 && months > 0 && months < 12) return Math.round(to / DAY);
  if (date.getUTCDate() !== 1 && months === -1) to.setUTCMonth(to.getUTCMonth() + 1);
  return Math.round(to / DAY);
}

function toggle(self) {
  if (self.playing) return stop(self), emit(self, true);
  gesture.owed = true;
  const { first, last } = self.data, { unit } = self.view; // the steps stay as they are if the axis changes on the way
  const full = self.a <= first && self.b >= last;
  if (full || self.b >= last) {
    const length = full ? (unit === "day" ? 6 : unit === "week" ? 27 : 90) : self.b - self.a;
    [self.a, self.b] = [first, Math.min(first + length, last)];
  }
  const tick = () => {
    if (!self.box.isConnected || self.b >= last) return stop(self);
    if (self.mode.value === "interval") [self.a, self.b] = [self.b + 1, Math.min(endOfNext(self), last)]; // the next period of the same length: nothing is shown twice
    else {
      const to = clamp(onwards(unit, self.b + 1, 1) - 1, first, last);
      if (self.mode.value === "window") self.a = clamp(onwards(unit, self.a, 1), first, to);
      self.b = to;
    }
    look(self, true);
    draw(self); emit(self, true);
  };
  self.playing = setInterval(tick, 1000 / Number(self.speed.value));
  self.go.setAttribute("aria-label", self.data.words.pause);
  look(self, true);
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
  arrive(self);
}

function emit(self, now) {
  clearTimeout(self.timer);
  const wait = now ? 0 : Math.max(0, 160 - (Date.now() - (self.sent ?? 0)));
  self.unsent = true;
  self.timer = setTimeout(() => {
    const { first, last } = self.data;
    self.unsent = false;
    self.sent = Date.now();
    self.awaiting = stamp(self);
    gesture.until = self.sent + LATE;
    self.send("range", [self.a <= first ? null : self.a, self.b >= last ? null : self.b]); // an end of the data is no limit
  }, wait);
}
