// Shows HTML that Python built (and escaped), and wires it: open an incident, open a source, light a value and its words, copy.
export default function (component) {
  const box = component.parentElement.querySelector(".im-m");
  const self = (box._im ??= wire(box));
  self.send = component.setTriggerValue;
  const { html, scroll } = component.data;
  if (component.data.lang) document.documentElement.lang = component.data.lang; // Streamlit says "en" whatever the page's language
  if (self.html !== html) {
    self.html = html;
    box.innerHTML = html;
    light(box, null);
    if (self.pressed !== undefined && Date.now() - self.at < 8000) follow(box, self);
  }
  if (scroll && self.scroll !== scroll + html.length) {
    self.scroll = scroll + html.length;
    requestAnimationFrame(() => document.getElementById(scroll)?.scrollIntoView({ block: "center" }));
  }
}

// A press from here replaced what held the focus: it goes to the title of what was opened, or back to what had opened it.
function follow(box, self) {
  const title = box.querySelector("h2"), opener = self.pressed === "" && box.querySelector(`[data-open="${CSS.escape(self.opened ?? "")}"]`);
  title?.setAttribute("tabindex", "-1");
  (opener || title || box.querySelector("[data-open]"))?.focus({ preventScroll: true });
  self.pressed = undefined;
}

function wire(box) {
  const self = {};
  const act = (event) => {
    const hit = event.target.closest?.("[data-open],[data-source],[data-goto],[data-copy],[data-copy-link],[data-tab],[data-kind],[data-sidebar]");
    if (!hit || (hit.tagName === "A" && (event.ctrlKey || event.metaKey))) return;
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    if (event.type === "keydown" && ["A", "BUTTON"].includes(hit.tagName)) return;
    event.preventDefault();
    const { open, source, goto, copy, tab, kind } = hit.dataset;
    if (open !== undefined) { if (open) self.opened = open; self.pressed = open; self.at = Date.now(); self.send("open", open); }
    else if (source) self.send("source", source);
    else if (goto) go(box, goto, hit.dataset.for);
    else if (tab) show(box, tab);
    else if (hit.dataset.sidebar) document.querySelector('[data-testid="stExpandSidebarButton"]')?.click();
    else if (kind) hit.setAttribute("aria-pressed", !box.classList.toggle(`no-${kind}`));
    else say(hit, copy ?? location.href);
  };
  box.addEventListener("click", act);
  box.addEventListener("keydown", act);
  for (const [type, on] of [["mouseover", 1], ["focusin", 1], ["mouseout", 0], ["focusout", 0]]) {
    box.addEventListener(type, (event) => {
      const hit = event.target.closest?.("[data-ref],[data-for]");
      if (hit) light(box, on ? (hit.dataset.ref ?? hit.dataset.for) : null);
    });
  }
  return self;
}

function light(box, refs) {
  const wanted = new Set((refs ?? "").split(" ").filter(Boolean));
  for (const node of box.querySelectorAll("[data-ref],[data-for]")) {
    const own = (node.dataset.ref ?? node.dataset.for).split(" ");
    node.classList.toggle("im-lit", own.some((one) => wanted.has(one)));
  }
}

function show(box, tab) {
  for (const node of box.querySelectorAll("[data-tab]")) node.setAttribute("aria-selected", node.dataset.tab === tab);
  for (const node of box.querySelectorAll("[data-of]")) node.hidden = node.dataset.of !== tab;
}

function go(box, goto, ref) {
  const [documentId] = goto.split("|");
  if (box.querySelector("[data-tab]")) show(box, documentId);
  const paragraph = box.querySelector(`[data-para="${CSS.escape(goto)}"]`);
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  paragraph?.scrollIntoView({ block: "nearest", behavior: quiet ? "auto" : "smooth" });
  light(box, ref);
  paragraph?.classList.add("im-here");
  setTimeout(() => paragraph?.classList.remove("im-here"), 1600);
}

async function say(button, words) {
  const before = button.innerHTML;
  try { await navigator.clipboard.writeText(words); } catch { copyOldWay(words); }
  button.textContent = button.dataset.done;
  setTimeout(() => { button.innerHTML = before; }, 1500);
}

function copyOldWay(words) {
  const area = document.createElement("textarea");
  area.value = words;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
