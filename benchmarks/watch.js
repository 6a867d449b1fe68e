// Runs in every page of a measurement: when a press began, when the counts changed, when the map's pixels changed for the last time.
(() => {
  const original = HTMLCanvasElement.prototype.getContext;
  // Without it the pixels of a canvas are gone after a frame. It costs a copy a frame, on both sides of the comparison.
  HTMLCanvasElement.prototype.getContext = function (kind, more) {
    return original.call(this, kind, kind.startsWith("webgl") ? { ...more, preserveDrawingBuffer: true } : more);
  };
  if (window !== window.top) return;
  const [width, height] = [144, 118];
  const EVERY = 120; // milliseconds from one look at the pixels to the next: reading them back stops software drawing for tens of milliseconds
  const small = document.createElement("canvas");
  small.width = width; small.height = height;
  const context = original.call(small, "2d", { willReadFrequently: true });

  function hash(numbers) {
    let found = 0, colours = new Set();
    for (const n of numbers) { found = (found * 31 + n) | 0; if (n) colours.add(n); }
    return colours.size > 1 ? found : 0; // one colour: nothing is drawn yet
  }

  function picture() {
    const frame = document.querySelector('iframe[src*="streamlit_folium"]');
    if (frame) {
      const markers = frame.contentDocument?.querySelectorAll(".leaflet-marker-pane > *") ?? [];
      let words = "";
      for (const one of markers) words += one.textContent + one.style.transform;
      return words ? hash(new TextEncoder().encode(words)) : 0;
    }
    const canvas = [...document.querySelectorAll('[data-testid="stDeckGlJsonChart"] canvas')].filter((c) => c.width > 50);
    if (!canvas.length) return 0;
    context.clearRect(0, 0, width, height);
    for (const one of canvas) context.drawImage(one, 0, 0, width, height);
    return hash(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer));
  }

  const words = (selector) => document.querySelector(selector)?.innerText ?? "";
  const still = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState === "notRunning";
  };
  let now = null;

  function look() {
    if (!now || now.done) return;
    const time = performance.now();
    if (now.start !== null) {
      if (now.words === null && words(now.selector) !== now.before) now.words = time;
      const seen = time - now.looked > EVERY ? picture() : 0;
      if (seen) now.looked = performance.now();
      if (seen && seen !== now.picture) { now.picture = seen; now.first ??= time; now.last = time; }
      if (!still()) now.busy = time;
      const quiet = time - Math.max(now.last ?? now.start, now.busy ?? now.start);
      // Something must have come of the press; a press that changes nothing ends after the limit.
      if (now.words !== null && quiet > now.quiet && (now.last !== null || quiet > 4 * now.quiet)) {
        const since = (t) => (t === null ? null : t - now.start);
        now.done = { words: since(now.words), first: since(now.first), last: since(now.last), settled: since(now.busy) };
        return;
      }
    }
    requestAnimationFrame(look);
  }

  // The next press (or, for a cold link, the navigation) is timed. ``selector`` holds the words that must change.
  window.arm = (selector, quiet = 500, cold = false) => {
    now = { selector, quiet, before: cold ? "" : words(selector), picture: cold ? 0 : picture(), looked: 0, start: cold ? 0 : null,
            words: null, first: null, last: null, busy: null, done: null };
    requestAnimationFrame(look);
  };
  window.timed = () => now?.done;
  for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, (event) => { if (now && now.start === null) now.start = event.timeStamp; }, true);
})();
