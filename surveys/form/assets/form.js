/* The survey form in the page: drafts, sending once, and the server's reply. It holds no words: they are data attributes.

   ImpactForm.mount(container, {save, submit}) → {answers, flush, destroy}
     container  the element that holds the server's HTML; replies replace what is in it
     save       (form) → Promise: keeps a draft; "sent" = the answers are in, so no draft is kept; rejected = not saved
     submit     (form) → Promise of HTML: the thanks, or the form with its problems; rejected = not sent
     form       {submission_id, answers, …}: also every other hidden input by its name
   Both may be left out: without `submit` the browser posts the form as it would without this script. */
(function () {
  "use strict";
  const QUIET = 800; // ms without a change before a draft is saved
  const AGAIN = 15000; // ms before a failed draft is tried again

  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID(); // only on https and localhost
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  function mount(container, callbacks) {
    const { save, submit } = callbacks || {};
    const listening = new AbortController();
    let id = "";
    let timer = 0;
    let changed = false;
    let saving = null; // the draft under way
    let sending = false;
    let gone = false;
    let over = false; // the answers were sent from another page

    const find = (selector) => container.querySelector(selector);
    const words = () => find("[data-impact]").dataset;

    function answers() {
      const given = {};
      container.querySelectorAll("[data-impact-question] [name]").forEach((input) => {
        if ((input.type !== "radio" || input.checked) && input.value !== "") given[input.name] = input.value;
      });
      return given;
    }

    function all() {
      const hidden = {};
      container.querySelectorAll("[data-impact] input[type=hidden]").forEach((input) => (hidden[input.name] = input.value));
      return { ...hidden, submission_id: id, answers: answers() };
    }

    function show(selector, text) {
      const place = find(selector);
      if (place && place.textContent !== text) place.textContent = text;
    }

    function offerClearing() {
      container.querySelectorAll("[data-impact-clear]").forEach((button) => {
        button.hidden = !button.parentElement.querySelector(":checked");
      });
    }

    function prepare() {
      const input = find("[data-impact] input[name=submission_id]");
      if (!input) return;
      id = input.value = input.value || id || newId();
      find("[data-impact-foot]").hidden = find("[data-impact-send]").disabled = false;
      offerClearing();
    }

    function schedule(wait) {
      clearTimeout(timer);
      if (save && !gone && !over) timer = setTimeout(flush, wait);
    }

    function flush() {
      clearTimeout(timer);
      if (saving || !save || !changed || sending || gone || over) return saving;
      changed = false;
      saving = Promise.resolve(all())
        .then(save)
        .then(
          (kept) => {
            over = kept === "sent";
            if (over) return show("[data-impact-status]", words().already);
            const time = new Date().toLocaleTimeString(find("[data-impact]").lang, { hour: "2-digit", minute: "2-digit" });
            show("[data-impact-status]", words().saved.replace("{time}", time));
          },
          () => {
            changed = true;
            show("[data-impact-status]", words().unsaved);
          }
        )
        .catch(() => {}) // the form has been replaced meanwhile
        .then(() => {
          saving = null;
          if (changed) schedule(AGAIN);
        });
      return saving;
    }

    function touched() {
      changed = true;
      schedule(QUIET);
      offerClearing();
    }

    function clear(button) {
      const chosen = button.parentElement.querySelector(":checked");
      if (chosen) {
        chosen.checked = false;
        chosen.focus(); // the button is about to go
      }
      touched();
    }

    function goTo(event, input) {
      if (!input) return;
      event.preventDefault(); // the address belongs to the course; and the question shall be seen, not only its input
      input.closest("[data-impact-question]").scrollIntoView();
      input.focus({ preventScroll: true });
    }

    function wait(button, text) {
      if (text) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
      button.textContent = text || words().retry;
    }

    async function send() {
      const button = find("[data-impact-send]");
      clearTimeout(timer);
      wait(button, words().sending);
      show("[data-impact-failed]", "");
      await saving; // a draft that arrives after the answers would come back as a draft
      let html;
      try {
        html = await submit(all());
        if (typeof html !== "string") throw new TypeError("submit gave no HTML");
      } catch (error) {
        wait(button);
        show("[data-impact-failed]", navigator.onLine === false ? words().offline : words().failed);
        sending = false;
        return;
      }
      changed = sending = false;
      if (gone) return;
      container.innerHTML = html;
      prepare();
      const target = find("[data-impact-focus]");
      if (target) target.focus();
    }

    function on(target, type, react) {
      target.addEventListener(type, react, { signal: listening.signal });
    }

    on(container, "input", touched);
    on(container, "click", (event) => {
      const button = event.target.closest("[data-impact-clear]");
      if (button) clear(button);
      const link = event.target.closest(".impact-problems a[href^='#']");
      if (link) goTo(event, document.getElementById(decodeURIComponent(link.hash.slice(1))));
    });
    on(container, "keydown", (event) => {
      // Enter in a field would send a form that is half filled in.
      if (event.key === "Enter" && event.target.matches("[data-impact] input")) event.preventDefault();
    });
    on(container, "submit", (event) => {
      if (submit || sending) event.preventDefault();
      if (sending) return;
      sending = true;
      if (submit) send();
    });
    on(window, "pageshow", (event) => {
      if (event.persisted && !submit) sending = false; // back to a page that had posted
    });
    on(window, "online", flush);
    on(document, "visibilitychange", () => {
      if (document.visibilityState === "hidden") flush();
    });
    prepare();

    return {
      answers: all,
      flush,
      destroy() {
        gone = true;
        clearTimeout(timer);
        listening.abort();
      },
    };
  }

  window.ImpactForm = { mount };
})();
