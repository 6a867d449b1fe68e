// Runs in every page of a measurement: when a press began, when the counts changed, when the map was drawn for the last time.
// Pixels are not read back: without a graphics card one look at them waits for a whole frame and would be most of what is measured. The
// calls that draw are noted instead; the frame after them is the one that a reader sees.
(() => {
  if (window !== window.top) return;
  let drew = 0, shown = 0; // when the last call to draw on a canvas was made, and for which call a later frame has come
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext].filter(Boolean)) {
    const onto = kind.prototype, bind = onto.bindFramebuffer;
    onto.bindFramebuffer = function (target, buffer) { if (target !== this.READ_FRAMEBUFFER) this._aside = buffer !== null; return bind.call(this, target, buffer); };
    for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced", "drawRangeElements"]) {
      const draw = onto[name];
      if (draw) onto[name] = function (...how) { if (this._aside) return draw.apply(this, how); drew = performance.now(); if (!window.undrawn) return draw.apply(this, how); };
      // aside: to find what is under the pointer. undrawn: the figures without the cost of drawing, as a graphics card would nearly give them.
    }
  }

  let markers = "";
  function folium() {
    const frame = document.querySelector('iframe[src*="streamlit_folium"]');
    if (!frame) return;
    let words = "";
    for (const one of frame.contentDocument?.querySelectorAll(".leaflet-marker-pane > *") ?? []) words += one.textContent + one.style.transform;
    if (words !== markers) { markers = words; drew = performance.now(); }
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
    folium();
    if (now.start !== null) {
      if (now.words === null && words(now.selector) !== now.before) now.words = time;
      if (drew > shown && drew < time && drew > now.start) { shown = drew; now.first ??= time; now.last = time; }
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
    now = { selector, quiet, before: cold ? "" : words(selector), start: cold ? 0 : null, words: null, first: null, last: null, busy: null, done: null };
    requestAnimationFrame(look);
  };
  window.timed = () => now?.done;
  for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, (event) => { if (now && now.start === null) now.start = event.timeStamp; }, true);
})();
