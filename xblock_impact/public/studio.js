/* The editor in Studio: sends the settings, shows what is wrong at its field, and shows the words that learners will read. */
window.ImpactStudio = function (runtime, element, words) {
  "use strict";
  const root = element.jquery ? element[0] : element;
  const form = root.querySelector("form");
  const problems = form.querySelector("[data-impact-problems]");
  const status = form.querySelector("[data-impact-status]");
  const failed = form.querySelector("[data-impact-failed]");
  let saving = false;

  const notify = (name, facts) => runtime.notify && runtime.notify(name, facts || {});

  function showNotices() {
    const typed = parseInt(form.elements.min_respondents.value, 10);
    const minimum = typed >= words.minimum ? typed : words.minimum;
    form.querySelectorAll("[data-impact-notice]").forEach((place) => {
      place.textContent = place.dataset.impactNotice
        .replace("{minimum}", minimum)
        .replace("{comments}", Math.max(minimum, words.comments));
    });
  }

  function fields(name) {
    const found = form.elements[name];
    return found instanceof RadioNodeList ? Array.from(found) : [found];
  }

  function showErrors(errors) {
    form.querySelectorAll("[data-impact-error]").forEach((place) => {
      const error = errors.find((one) => one.path === place.dataset.impactError);
      place.hidden = !error;
      place.textContent = error ? error.message : "";
      place.closest(".impact-question").classList.toggle("impact-wrong", Boolean(error));
      fields(place.dataset.impactError).forEach((input) => {
        if (error) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      });
    });
    problems.replaceChildren();
    problems.hidden = !errors.length;
    if (!errors.length) return;
    const title = document.createElement("h3");
    title.className = "impact-problems-title";
    title.textContent = words.problems_title;
    const list = document.createElement("ul");
    errors.forEach((error) => {
      const link = document.createElement("a");
      const input = fields(error.path)[0];
      link.href = "#" + input.id;
      link.textContent = input.closest(".impact-question").querySelector(".impact-text").textContent + ": " + error.message;
      list.appendChild(document.createElement("li")).appendChild(link);
    });
    problems.append(title, list);
    problems.focus();
  }

  async function send() {
    const settings = Object.fromEntries(new FormData(form));
    const token = /(?:^|;\s*)csrftoken=([^;]*)/.exec(document.cookie);
    const reply = await fetch(runtime.handlerUrl(element, "save_settings"), {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token ? token[1] : "" },
      body: JSON.stringify(settings),
    });
    return { ok: reply.ok, result: await reply.json() };
  }

  function show(reply) {
    status.textContent = reply.ok ? words.saved : "";
    showErrors(reply.ok ? [] : reply.result.errors || []);
    if (reply.ok) notify("save", { state: "end" });
    else if (!reply.result.errors) fail(reply.result.detail);
    else notify("error", { title: words.problems_title, message: reply.result.errors.map((error) => error.message).join(" ") });
  }

  function fail(message) {
    failed.textContent = message || words.save_failed;
    status.textContent = "";
    notify("error", { title: words.save_failed, message: failed.textContent });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (saving) return;
    saving = true;
    failed.textContent = "";
    status.textContent = words.saving;
    notify("save", { state: "start" });
    try {
      show(await send());
    } catch {
      fail();
    }
    saving = false;
  });
  form.querySelector("[data-impact-cancel]").addEventListener("click", () => notify("cancel"));
  form.addEventListener("input", () => {
    if (!saving) status.textContent = "";
    showNotices();
  });
  showNotices();
};
