/* The survey in a course: form.js with the handlers of the block behind it, and the relay that delivers what was sent. */
window.ImpactBlock = function (runtime, element, data) {
  "use strict";
  const root = element.jquery ? element[0] : element;
  const place = root.querySelector("[data-impact-place]");
  const FIRST = 2; // s, as in relay.py
  const LONGEST = 300; // s
  const KEPT_ALIVE = 60000; // characters: browsers refuse more in a request that may outlive its page
  let lost = 0;

  function post(handler, document_) {
    const body = JSON.stringify(document_);
    const token = /(?:^|;\s*)csrftoken=([^;]*)/.exec(document.cookie);
    return fetch(runtime.handlerUrl(element, handler), {
      method: "POST",
      credentials: "same-origin",
      keepalive: body.length < KEPT_ALIVE,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token ? token[1] : "" },
      body,
    });
  }

  async function save(draft) {
    const reply = await post("save_draft", { answers: draft.answers });
    if (reply.status === 409 && (await reply.json()).already_sent) return "sent";
    if (!reply.ok) throw new Error("draft: " + reply.status);
  }

  async function submit(submission) {
    const reply = await post("submit", submission);
    const result = await reply.json();
    if (typeof result.html !== "string") throw new Error(result.detail || "submit: " + reply.status);
    if (reply.ok) setTimeout(relay);
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
    } catch {
      wait = Math.random() * Math.min(LONGEST, FIRST * 2 ** lost);
      lost += 1;
    }
    if (typeof wait === "number" && root.isConnected) setTimeout(relay, wait * 1000);
  }

  if (place.querySelector("[data-impact]")) {
    window.ImpactForm.mount(place, data.drafts ? { save, submit } : { submit });
  }
  if (data.pending) relay();
};
