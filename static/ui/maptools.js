// Buttons, scale bar and zoom level of the map. Streamlit keeps the map's view to itself: it is read from the drawing component's own
// properties. Where a later Streamlit hides them, buttons and scale bar stay away and wheel, keys and touch still work.
// What draws on the map is a script of its own (drawing.js), whose address comes with the data.
const KM_PER_PIXEL_AT_ZOOM_0 = 40075.017 / 512;

export default function (component) {
  const box = component.parentElement.querySelector(".im-tools");
  const self = (box._im ??= begin(box));
  self.data = component.data;
  self.level ??= self.data.level; // what the page was drawn for: it is told only what differs, so that a page that opens runs once
  self.tell = component.setStateValue;
  self.send = component.setTriggerValue;
  const [number, ...near] = self.data.near;
  if (self.near !== undefined && number > self.near) fit(self, near); // not on a page that opens: its view is its own
  self.near = number;
  const { words } = self.data;
  for (const name of ["closer", "farther", "fit", "area", "circle", "nowhere"]) for (const attribute of ["title", "aria-label"]) box.querySelector(`.${name}`).setAttribute(attribute, words[name]);
  box.querySelector(".im-credit").textContent = words.credit;
  draw(self);
}

async function draw(self) {
  self.script ??= import(new URL(self.data.drawing, location.origin).href).then((script) => script.default(self.box, map, (name, value) => self.send(name, value)));
  self.hand = await self.script;
  self.hand.update(self.data);
}

function begin(box) {
  const self = { box, seen: "" };
  box.querySelector(".closer").addEventListener("click", () => zoom(self, 1));
  box.querySelector(".farther").addEventListener("click", () => zoom(self, -1));
  box.querySelector(".fit").addEventListener("click", () => fit(self));
  let gone = 0; // ticks: a page that is drawn anew may take the box off for a moment
  self.timer = setInterval(() => {
    gone = box.isConnected ? 0 : gone + 1;
    if (!gone) look(self);
    else if (gone > 200) clearInterval(self.timer);
  }, 150);
  return self;
}

// The view of this moment, what sets it, and the canvas; null where they cannot be had.
export function map() {
  const canvas = document.querySelector(".st-key-mapbox [data-testid=stDeckGlJsonChart] canvas");
  if (!canvas) return null;
  const name = Object.keys(canvas).find((k) => k.startsWith("__reactFiber"));
  const start = name ? canvas : canvas.parentElement;
  let fiber = start?.[name ?? Object.keys(start).find((k) => k.startsWith("__reactFiber"))];
  for (let depth = 0; fiber && depth < 30; depth += 1, fiber = fiber.return) {
    const props = fiber.memoizedProps;
    if (typeof props?.onViewStateChange === "function" && Number.isFinite(props.viewState?.zoom)) return { view: props.viewState, set: props.onViewStateChange, canvas };
  }
  return null;
}

// Presses add up though the map has not followed yet, and one that the page overruled while it was being drawn is made again.
const FOLLOWS = 600; // milliseconds

function zoom(self, by) {
  const now = map();
  if (!now) return;
  const from = Date.now() - (self.aimed ?? 0) < FOLLOWS ? self.aim : now.view.zoom;
  self.aim = Math.min(14, Math.max(3.2, from + by));
  self.aimed = Date.now();
  now.set({ viewState: { ...now.view, zoom: self.aim } });
  clearTimeout(self.again);
  self.again = setTimeout(() => {
    const later = map();
    if (later && later.view.zoom === now.view.zoom) later.set({ viewState: { ...later.view, zoom: self.aim } });
  }, FOLLOWS);
}

const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

// Bounds, in what the buttons at the right and along the top leave free.
const TAKEN = { right: 56, top: 50, bottom: 26 };

function fit(self, bounds = self.data.bounds) {
  const now = map();
  if (!now || !bounds) return;
  const { width, height } = now.canvas.getBoundingClientRect();
  const [west, south, east, north] = bounds;
  const across = (Math.max((east - west) * 1.14, 0.8) / 360) * 512;
  const up = ((Math.max(mercator(north) - mercator(south), 0.012) * 1.14) / (2 * Math.PI)) * 512;
  const level = Math.min(Math.log2((width - TAKEN.right) / across), Math.log2((height - TAKEN.top - TAKEN.bottom) / up), 9);
  const turns = 1 / (512 * 2 ** level); // of the globe, a pixel
  const y = (mercator(south) + mercator(north)) / 2 + ((TAKEN.top - TAKEN.bottom) / 2) * turns * 2 * Math.PI;
  const latitude = ((2 * Math.atan(Math.exp(y)) - Math.PI / 2) * 180) / Math.PI;
  now.set({ viewState: { ...now.view, latitude, longitude: (west + east) / 2 + (TAKEN.right / 2) * turns * 360, zoom: level } });
}

function look(self) {
  const now = map();
  self.box.classList.toggle("off", !now);
  if (!now) return;
  self.hand?.paint();
  if (!self.fitted && now.canvas.getBoundingClientRect().width > 310) {
    self.fitted = true;
    if (innerWidth < 600) fit(self);
  }
  const seen = `${now.view.zoom.toFixed(3)} ${now.view.latitude.toFixed(2)} ${self.data.words.closer}`;
  if (seen === self.seen) return;
  self.seen = seen;
  scale(self, now.view);
  const level = self.data.levels.filter((z) => now.view.zoom >= z).length;
  if (level !== self.level) {
    self.level = level;
    clearTimeout(self.telling);
    self.telling = setTimeout(() => self.tell("level", self.level), 250);
  }
}

function scale(self, view) {
  const perPixel = (KM_PER_PIXEL_AT_ZOOM_0 * Math.cos((view.latitude * Math.PI) / 180)) / 2 ** view.zoom;
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  const km = steps.findLast((step) => step / perPixel <= 46) ?? 0.1;
  const bar = self.box.querySelector(".im-scale");
  const pixels = km / perPixel;
  bar.style.width = `${2 * pixels}px`;
  [...bar.querySelectorAll("span")].forEach((label, n) => {
    label.style.left = `${n * pixels}px`;
    label.textContent = n === 2 ? `${2 * km} km` : n && pixels < 30 ? "" : String(n * km);
  });
}
