// Presses the page link that Python put beside it: a link is one entry of the browser's history, so that one Back returns to this page.
export default function (component) {
  const { to } = component.data;
  const box = component.parentElement.querySelector(".im-leave");
  if (!to || box.dataset.to === to) return;
  box.dataset.to = to;
  const until = performance.now() + 10_000; // the link comes with a script of its own, which may still be under way
  const press = () => {
    const link = document.querySelector(".st-key-leave a");
    if (link) link.click();
    else if (performance.now() < until) setTimeout(press, 20);
  };
  press();
}
