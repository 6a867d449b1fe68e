// The map's hand: corners clicked or a lasso dragged make an area, a press and a drag make a circle. Only one tool is on at a time.
// Everything drawn is kept in longitude and latitude, so that it stays where it is while the map is zoomed.
const NS = "http://www.w3.org/2000/svg";
const DRAG = 6; // pixels from which a press is no click
const CLOSE = 10; // pixels around a corner that count as it
const FINGER = matchMedia("(pointer: coarse)"); // no keys to leave with
const TILE = 512; // pixels: the whole globe at deck.gl's zoom 0

// The hand over `box`: `map` gives deck.gl's view, what sets it and the canvas; `send` hands over what was drawn. Returns { update, paint }.
export default function (box, map, send) {
  const self = { box, map, send, over: box.querySelector(".im-draw"), svg: box.querySelector(".im-draw svg"), hint: box.querySelector(".im-hint"), tool: "", problem: "" };
  const buttons = ["area", "circle"].map((name) => [name, box.querySelector(`.${name}`)]);
  for (const [name, button] of buttons) button.addEventListener("click", () => (self.tool === name ? leave(self) : start(self, name)));
  self.mark = () => buttons.forEach(([name, button]) => button.setAttribute("aria-pressed", String(self.tool === name)));
  box.querySelector(".nowhere").addEventListener("click", () => send("nowhere", Date.now()));
  self.over.addEventListener("pointerdown", (event) => press(self, event));
  self.over.addEventListener("pointermove", (event) => move(self, event));
  self.over.addEventListener("pointerup", (event) => release(self, event));
  self.over.addEventListener("pointercancel", () => clear(self));
  self.over.addEventListener("pointerleave", () => { if (!self.from) { self.at = null; paint(self); } });
  self.over.addEventListener("wheel", (event) => wheel(self, event), { passive: false });
  self.over.addEventListener("contextmenu", (event) => event.preventDefault());
  self.over.addEventListener("keydown", (event) => key(self, event));
  self.escape = (event) => { if (event.key === "Escape") leave(self); };
  self.mark();
  return { update: (data) => update(self, data), paint: () => self.tool && paint(self) };
}

// New data: words in another language, another distance, what could not be used.
function update(self, data) {
  self.data = data;
  self.box.querySelector(".nowhere").hidden = !data.somewhere;
  if (data.problem) {
    self.problem = data.problem;
    clearTimeout(self.forgetting);
    self.forgetting = setTimeout(() => { self.problem = ""; say(self); }, 9000);
  }
  say(self);
}

function start(self, tool) {
  const now = self.map();
  if (!now) return;
  if (now.view.pitch || now.view.bearing) now.set({ viewState: { ...now.view, pitch: 0, bearing: 0 } }); // the formula below knows no tilt
  self.tool = tool;
  self.problem = "";
  self.over.hidden = false;
  clear(self);
  self.mark();
  say(self);
  self.over.focus({ preventScroll: true });
  document.addEventListener("keydown", self.escape);
}

function leave(self) {
  const tool = self.tool;
  self.tool = "";
  self.over.hidden = true;
  clear(self);
  self.mark();
  say(self);
  document.removeEventListener("keydown", self.escape);
  if (tool) self.box.querySelector(`.${tool}`).focus({ preventScroll: true });
}

function clear(self) {
  Object.assign(self, { corners: [], path: null, from: null, at: null });
  paint(self);
}

function say(self) {
  const words = self.data?.words;
  const full = self.tool === "area" && self.corners.length >= self.data.limits.corners;
  const said = self.tool ? (full ? words.full : words[`${self.tool}${FINGER.matches ? "touch" : "hint"}`]) : self.problem;
  if (self.hint.textContent !== said) self.hint.textContent = said; // a screen reader hears each change once
  self.hint.classList.toggle("problem", !self.tool && Boolean(self.problem));
}

// Web Mercator on tiles of 512 pixels, as in deck.gl's @math.gl/web-mercator (lngLatToWorld, worldToLngLat): no pitch, no bearing.
const worldX = (lon, zoom) => ((lon + 180) / 360) * TILE * 2 ** zoom;
const worldY = (lat, zoom) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * TILE * 2 ** zoom;
const lonAt = (x, zoom) => (x / (TILE * 2 ** zoom)) * 360 - 180;
const latAt = (y, zoom) => (Math.atan(Math.exp((0.5 - y / (TILE * 2 ** zoom)) * 2 * Math.PI)) * 360) / Math.PI - 90;

export function toLonLat(view, size, [x, y]) {
  const { longitude, latitude, zoom } = view;
  return [lonAt(worldX(longitude, zoom) + x - size.width / 2, zoom), latAt(worldY(latitude, zoom) + y - size.height / 2, zoom)];
}

export function toPixels(view, size, [lon, lat]) {
  const { longitude, latitude, zoom } = view;
  return [worldX(lon, zoom) - worldX(longitude, zoom) + size.width / 2, worldY(lat, zoom) - worldY(latitude, zoom) + size.height / 2];
}

// The plane of incidents/query/areas.py, laid at the middle's latitude: what is drawn is what is asked.
export function kmBetween(a, b, kmPerDegree) {
  return Math.hypot((b[0] - a[0]) * kmPerDegree * Math.cos((a[1] * Math.PI) / 180), (b[1] - a[1]) * kmPerDegree);
}

function circle([lon, lat], km, kmPerDegree) {
  const east = km / (kmPerDegree * Math.cos((lat * Math.PI) / 180)), north = km / kmPerDegree;
  return Array.from({ length: 64 }, (_, n) => [lon + east * Math.cos((n * Math.PI) / 32), lat + north * Math.sin((n * Math.PI) / 32)]);
}

// At most `most` corners of a line: those that Douglas and Peucker (1973) would keep with the least tolerance that is enough.
export function simplified(line, most) {
  const cut = (first, last, kept) => {
    let far = 0, at = 0;
    for (let n = first + 1; n < last; n += 1) {
      const distance = toSegment(line[n], line[first], line[last]);
      if (distance > far) [far, at] = [distance, n];
    }
    if (at) { kept.push([at, far]); cut(first, at, kept); cut(at, last, kept); }
    return kept;
  };
  if (line.length <= most) return line;
  const inner = cut(0, line.length - 1, []).sort((a, b) => b[1] - a[1]).slice(0, most - 2).map(([n]) => n);
  return [0, ...inner, line.length - 1].sort((a, b) => a - b).map((n) => line[n]);
}

function toSegment(p, a, b) {
  const dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
  const t = length ? Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) : 0;
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

const apart = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const rounded = ([lon, lat]) => [Number(lon.toFixed(4)), Number(lat.toFixed(4))];

// The view and the canvas of this moment, and a pointer's place on it.
function ground(self) {
  const now = self.map();
  return now && { ...now, size: now.canvas.getBoundingClientRect() };
}

function place(on, event) {
  const pixel = [event.clientX - on.size.left, event.clientY - on.size.top];
  return { pixel, spot: toLonLat(on.view, on.size, pixel) };
}

function press(self, event) {
  const on = ground(self);
  if (!on || event.button || !event.isPrimary) return;
  self.over.setPointerCapture(event.pointerId);
  self.from = self.at = place(on, event);
  self.path = null;
  paint(self);
}

function move(self, event) {
  const on = ground(self);
  if (!on || !event.isPrimary) return;
  self.at = place(on, event);
  if (self.from && !self.path && apart(self.from.pixel, self.at.pixel) > DRAG) self.path = [self.from];
  if (self.path && apart(self.path.at(-1).pixel, self.at.pixel) >= 3) self.path.push(self.at);
  paint(self);
}

function release(self, event) {
  const on = ground(self);
  if (!on || !self.from || !event.isPrimary) return;
  self.at = place(on, event);
  const { from, at, path } = self;
  self.from = self.path = null;
  if (self.tool === "circle") return finish(self, "circle", [...rounded(from.spot), path ? kmOf(self, from, at) : self.data.km]);
  if (path && !self.corners.length) return lasso(self, path);
  corner(self, on, at);
}

function kmOf(self, from, at) {
  const { km, kmPerDegree } = self.data.limits;
  const found = kmBetween(from.spot, at.spot, kmPerDegree);
  return Math.min(km, Math.max(0.1, found < 10 ? Math.round(found * 10) / 10 : Math.round(found)));
}

function lasso(self, path) {
  const kept = simplified(path.map((one) => one.pixel), self.data.limits.corners);
  const spots = new Map(path.map((one) => [one.pixel, one.spot]));
  if (kept.length >= 3) finish(self, "ring", kept.map((pixel) => rounded(spots.get(pixel))));
  else clear(self);
}

// A click on the first corner or once more on the last one (a double click) closes; any other sets a corner.
function corner(self, on, at) {
  const pixels = self.corners.map((spot) => toPixels(on.view, on.size, spot));
  const again = pixels.length && apart(pixels.at(-1), at.pixel) <= DRAG;
  if (again || (pixels.length > 2 && apart(pixels[0], at.pixel) <= CLOSE)) return close(self);
  if (self.corners.length < self.data.limits.corners) self.corners.push(at.spot);
  say(self);
  paint(self);
}

function close(self) {
  if (self.corners.length >= 3) finish(self, "ring", self.corners.map(rounded));
  else paint(self);
}

function finish(self, name, value) {
  leave(self);
  self.send(name, value);
}

function key(self, event) {
  if (event.key === "Enter") close(self);
  else if (event.key === "Backspace") { self.corners.pop(); say(self); paint(self); }
  else return;
  event.preventDefault();
}

// Closer or farther around the pointer; what is under it stays there.
function wheel(self, event) {
  event.preventDefault();
  const on = ground(self);
  if (!on) return;
  const zoom = Math.min(14, Math.max(3.2, on.view.zoom - event.deltaY / 300));
  const { pixel, spot } = place(on, event);
  const [longitude, latitude] = toLonLat({ longitude: spot[0], latitude: spot[1], zoom }, { width: 0, height: 0 }, [on.size.width / 2 - pixel[0], on.size.height / 2 - pixel[1]]);
  on.set({ viewState: { ...on.view, zoom, longitude, latitude } });
  paint(self);
}

function paint(self) {
  self.svg.replaceChildren();
  const on = self.tool && ground(self);
  if (!on) return;
  const edge = self.over.getBoundingClientRect();
  const shift = [on.size.left - edge.left, on.size.top - edge.top];
  const pixels = (spots) => spots.map((spot) => toPixels(on.view, on.size, spot).map((v, n) => v + shift[n]));
  const points = (spots) => pixels(spots).map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" ");
  if (self.tool === "circle") return paintCircle(self, pixels, points);
  const line = self.path ? self.path.map((one) => one.spot) : [...self.corners, ...(self.at && self.corners.length ? [self.at.spot] : [])];
  if (line.length > 2) add(self.svg, "polygon", { points: points(line), class: "fill" });
  add(self.svg, "polyline", { points: points(line), class: "line" });
  pixels(self.corners).forEach(([cx, cy], n) => add(self.svg, "circle", { cx, cy, r: n ? 3.5 : 5, class: "corner" }));
}

function paintCircle(self, pixels, points) {
  const middle = (self.from ?? self.at)?.spot;
  if (!middle) return;
  const km = self.path ? kmOf(self, self.from, self.at) : self.data.km;
  const [[cx, cy]] = pixels([middle]);
  add(self.svg, "polygon", { points: points(circle(middle, km, self.data.limits.kmPerDegree)), class: self.from ? "fill edge" : "fill edge ghost" });
  add(self.svg, "circle", { cx, cy, r: 3.5, class: "corner" });
  add(self.svg, "text", { x: cx + 8, y: cy - 8 }, `${km} km`);
}

function add(parent, name, attributes, text) {
  const node = document.createElementNS(NS, name);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
}
