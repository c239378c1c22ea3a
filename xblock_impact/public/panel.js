/* The course team's panel: its figures are fetched when it is opened. */
window.ImpactPanel = function (root, ask) {
  "use strict";
  const panel = root.querySelector("[data-impact-panel]");
  if (!panel) return;
  const place = panel.querySelector("[data-impact-figures]");

  async function fill(handler) {
    try {
      place.innerHTML = (await ask(handler, {})).html;
    } catch {
      place.textContent = panel.dataset.failed;
    }
  }

  panel.addEventListener("toggle", () => panel.open && fill("delivery_status"));
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-impact-resend]")) fill("resend");
  });
};
