/* The survey in a course: form.js with the handlers of the block behind it, drafts on the device where none are kept on
   the server, waves and languages to choose from, and the relay that delivers what was sent. */
window.ImpactBlock = function (runtime, element, data) {
  "use strict";
  const root = element.jquery ? element[0] : element;
  const place = root.querySelector("[data-impact-place]");
  const FIRST = 2; // s, as in relay.py
  const LONGEST = 300; // s
  const KEPT_ALIVE = 60000; // characters: browsers refuse more in a request that may outlive its page
  const SENT = "0";
  let lost = 0;
  let form = null;

  const find = (selector) => place.querySelector(selector);

  // What the page is about, which the server has to know again.
  function about() {
    const { wave, revision, language, savedAt: since = "" } = find("[data-impact-frame]").dataset;
    return { wave, revision: Number(revision), language, since, whose: data.whose };
  }

  async function post(handler, document_) {
    const body = JSON.stringify(document_);
    const token = /(?:^|;\s*)csrftoken=([^;]*)/.exec(document.cookie);
    const reply = await fetch(runtime.handlerUrl(element, handler), {
      method: "POST",
      credentials: "same-origin",
      keepalive: body.length < KEPT_ALIVE,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token ? token[1] : "" },
      body,
    });
    if (reply.status !== 403) return reply;
    // Signed out meanwhile, most of the time; platforms say so in words of their own.
    const { detail } = await reply.json().catch(() => ({}));
    throw new Error(detail || find("[data-impact-frame]").dataset.signedOut, { cause: reply });
  }

  async function ask(handler, document_) {
    const reply = await post(handler, document_);
    const result = await reply.json();
    if (!reply.ok) throw new Error(result.detail || handler + ": " + reply.status);
    return result;
  }

  // Drafts of anonymous answers: one for each wave, in this browser only.
  const device = {
    key: () => data.device + "." + about().wave,
    put({ answers }) {
      if (device.sent === device.key()) return "sent";
      if (!Object.keys(answers).length) return device.drop();
      localStorage.setItem(device.key(), JSON.stringify({ answers, at: Date.now() }));
    },
    // Other tabs hear of what was sent; where there is no storage, nothing is there to drop.
    drop(sent) {
      try {
        if (sent) localStorage.setItem(device.key(), SENT);
        localStorage.removeItem(device.key());
      } catch {}
    },
    get() {
      try {
        // Of waves that no longer take answers nothing stays behind.
        Object.keys(localStorage)
          .filter((key) => key.startsWith(data.device + ".") && !data.open.includes(key.slice(data.device.length + 1)))
          .forEach((key) => localStorage.removeItem(key));
        return JSON.parse(localStorage.getItem(device.key()));
      } catch {
        return null; // no storage here, or something else in it
      }
    },
  };

  async function save(draft) {
    if (data.device) return device.put(draft);
    const reply = await post("save_draft", { ...about(), ...draft });
    const { saved_at: saved, already_sent: sent, closed, detail } = await reply.json();
    if (saved) {
      find("[data-impact-frame]").dataset.savedAt = saved;
      return;
    }
    if (sent) return "sent";
    if (closed) return detail;
    throw new Error("draft: " + reply.status);
  }

  async function submit(submission) {
    const reply = await post("submit", { ...about(), ...submission });
    const result = await reply.json();
    if (typeof result.html !== "string") throw new Error(result.detail || "submit: " + reply.status);
    if (reply.ok) {
      if (data.device) device.drop(true);
      setTimeout(relay);
    }
    setTimeout(bringIntoView);
    return result.html;
  }

  // Ask for delivery until nothing waits. The server says how long to wait; if it cannot be reached, the same rule is ours.
  async function relay() {
    let wait;
    try {
      const reply = await post("relay", {});
      if (reply.status >= 400 && reply.status < 500) return; // asking again would change nothing
      if (!reply.ok) throw new Error("relay: " + reply.status);
      const result = await reply.json();
      const note = root.querySelector("[data-impact-quarantined]"); // on the course team's pages only
      if (note && result.quarantined) note.hidden = false;
      wait = result.wait;
      lost = 0;
      // An earlier page may have carried it, or a worker: what waits no longer has arrived, whoever delivered it.
      if ((result.delivered || wait === null) && find("[data-impact-delivery]")) check();
    } catch (error) {
      if (error.cause) return;
      wait = Math.random() * Math.min(LONGEST, FIRST * 2 ** lost);
      lost += 1;
    }
    if (typeof wait === "number" && root.isConnected) setTimeout(relay, wait * 1000);
  }

  function mount() {
    if (form) form.destroy();
    form = null;
    if (!find("[data-impact]")) return;
    const draft = data.device && device.get();
    const at = draft ? draft.at : find("[data-impact-frame]").dataset.savedAt;
    form = window.ImpactForm.mount(place, { save, submit, savedAt: at && new Date(at) });
    if (draft) form.fill(draft.answers);
  }

  async function show({ impactShow, wave, language }) {
    const now = about();
    const typed = find("[data-impact]") && wave === now.wave && impactShow !== "keep" ? form.answers().answers : null;
    try {
      if (form) await form.flush();
      if (impactShow === "keep") await ask("save_draft", { ...now, answers: {} });
      const change = impactShow === "change" || (Boolean(typed) && now.revision > 1);
      const { html } = await ask("show", { wave, language: language || now.language, change });
      place.innerHTML = html;
    } catch (error) {
      const told = error.cause ? error.message : find("[data-impact-frame]").dataset.failed;
      return tell("[data-impact-copied], [data-impact-failed]", told);
    }
    mount();
    if (form && typed) form.fill(typed);
    const target = find("[data-impact-focus]") || find(".impact-title");
    target.tabIndex = -1;
    target.focus();
    bringIntoView();
  }

  function tell(selector, text) {
    const target = find(selector);
    if (target) target.textContent = text;
  }

  async function check() {
    const unknown = { text: find("[data-impact-delivery]").dataset.unknown };
    tell("[data-impact-delivery]", (await ask("check_receipt", about()).catch(() => unknown)).text);
  }

  function copy() {
    getSelection().selectAllChildren(find(".impact-code"));
    document.execCommand("copy"); // the newer way is closed to frames without a permission of their own
    tell("[data-impact-copied]", find("[data-impact-copied]").dataset.copied);
  }

  // In the learning application the block stands in a frame as high as itself: only the page around it can scroll.
  function bringIntoView() {
    if (parent !== window) parent.postMessage({ offset: root.getBoundingClientRect().top + scrollY }, "*");
  }

  root.addEventListener("click", (event) => {
    const pressed = (name) => event.target.closest(`[data-impact-${name}]`);
    const chosen = pressed("show");
    if (chosen) show(chosen.dataset);
    if (pressed("check")) check();
    if (pressed("copy")) copy();
    if (pressed("print")) print();
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (newValue === SENT) device.sent = key;
  });
  // A page that a browser kept may be another person's by now, as on a shared computer.
  addEventListener("pageshow", async ({ persisted }) => {
    if (!persisted) return;
    place.style.visibility = "hidden";
    const refused = await ask("show", about()).then(() => 0, ({ cause }) => cause);
    if (refused) location.reload();
    else place.style.visibility = "";
  });
  if (find("[data-impact-frame]")) mount();
  if (data.pending) relay();
  if (data.firstVisit) post("first_visit", {}).catch(() => {}); // the next visit will do
  if (window.ImpactPanel) window.ImpactPanel(root, ask);
};
