/* The survey form in the page: what is asked, drafts, progress, sending once, and the server's reply. It holds no words:
   they are data attributes. What ImpactForm.mount takes stands in surveys/form/assets/README.md. */
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
    const { save, submit, savedAt } = callbacks || {};
    const listening = new AbortController();
    let id = "";
    let first = 1; // number of the first question
    let timer = 0;
    let changed = false;
    let saving = null; // the draft under way
    let sending = false;
    let gone = false;
    let over = false; // no draft is wanted any more: the answers were sent from another page, say

    const find = (selector) => container.querySelector(selector);
    const words = () => find("[data-impact]").dataset;

    const isChoice = (input) => input.type === "radio" || input.type === "checkbox";
    const seen = (element) => !element.closest("[hidden]");
    const inputs = (within) => [...within.querySelectorAll("[name]")].filter((input) => input.type !== "hidden");
    const question = (id) => find(`[data-impact-question="${id}"]:not([data-impact-battery]), [data-impact-item="${id}"]`);

    // What was typed and chosen, by input name; check boxes of one question are a list. Questions may be called anything.
    function gather(wanted) {
      const given = Object.create(null);
      container.querySelectorAll("[data-impact-question]").forEach((place) =>
        inputs(place).forEach((input) => {
          if (!wanted(input) || (isChoice(input) && !input.checked) || input.value === "") return;
          if (input.type !== "checkbox" || input.name.includes(".")) given[input.name] = input.value;
          else if (!(given[input.name] || []).includes(input.value)) given[input.name] = [...(given[input.name] || []), input.value];
        })
      );
      return given;
    }

    function fill(answers) {
      const given = new Map(Object.entries(answers));
      container.querySelectorAll("[data-impact-question]").forEach((place) =>
        inputs(place).forEach((input) => {
          const value = given.has(input.name) ? given.get(input.name) : "";
          if (isChoice(input)) input.checked = [].concat(value).includes(input.value);
          else input.value = value;
        })
      );
      refresh();
    }

    // The same with what was answered on other pages, which travels in hidden inputs.
    function gatherAll() {
      const given = gather((input) => !input.closest("[data-impact-other]") || optionOf(input).checked);
      container.querySelectorAll("[data-impact] input[type=hidden]").forEach(({ name, value }) => {
        given[name] = name in given ? [].concat(given[name], value) : value;
      });
      return given;
    }

    // The option "other" that the words in `input` belong to.
    function optionOf(input) {
      const code = input.closest("[data-impact-other]").dataset.impactOther;
      return choices(input).find((option) => option.value === code);
    }

    const choices = (input) => [...input.closest("fieldset").querySelectorAll("input[type=radio], input[type=checkbox]")];

    const answers = () => gather(seen);

    // Show what the answers lead to, hide the rest, number anew, repeat answers in texts, and say how far it is.
    function follow() {
      const plan = find("[data-impact]").dataset.plan;
      if (plan) {
        const asked = ImpactAsked.asked(JSON.parse(plan), gatherAll());
        Object.entries(asked.questions).forEach(([id, shown]) =>
          container.querySelectorAll(`[data-impact-question="${id}"]`).forEach((place) => (place.hidden = !shown))
        );
        container.querySelectorAll("[data-impact-page]").forEach((page) => {
          const open = [...page.querySelectorAll("[data-impact-question]")].some((place) => !place.hidden);
          page.hidden = asked.pages[page.dataset.impactPage] === false || !open;
        });
      }
      let number = first - 1;
      container.querySelectorAll("[data-impact-number]").forEach((place) => {
        if (seen(place)) place.textContent = ++number;
      });
      container.querySelectorAll("[data-impact-repeats]").forEach(repeat);
      progress();
    }

    function repeat(place) {
      const source = question(place.dataset.impactRepeats);
      if (!source) return; // answered on another page, or in another survey
      const said = seen(source) && wordsOf(source);
      const text = said || place.dataset.impactWithout;
      if (place.textContent !== text) place.textContent = text;
    }

    const label = (input) => input.closest("label").textContent.trim();

    function wordsOf(place) {
      const filled = inputs(place).filter((input) => (isChoice(input) ? input.checked : input.value.trim()) && seen(input));
      const own = filled.filter((input) => !input.closest("[data-impact-other]"));
      if (!own.length || own.some((input) => (input.name + input.value).includes("~declined"))) return "";
      if (isChoice(own[0])) return own.map(label).join(", ");
      const parts = Object.fromEntries(own.map((input) => [input.name.split(".")[1], input.value.trim()]));
      if (own[0].tagName === "SELECT") {
        own.sort((left, right) => left.value - right.value);
        return own.map((input) => input.closest("label").querySelector("span").textContent.trim()).join(", ");
      }
      if (parts.hours || parts.minutes) {
        const say = (name) => (Number(parts[name]) ? words()[name].replace("{number}", parts[name]) : "");
        return [say("hours"), say("minutes")].filter(Boolean).join(" ");
      }
      if (parts.year || parts.month || parts.day) {
        const day = new Date(Date.UTC(parts.year, parts.month - 1, parts.day));
        const style = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
        const real = parts.year > 999 && day.getUTCDate() === Number(parts.day); // 31 2 2026 rolls on to March
        return real ? day.toLocaleDateString(find("[data-impact]").lang, style) : "";
      }
      const unit = place.querySelector(".impact-unit");
      return own[0].value.trim() + (unit ? " " + unit.textContent.trim() : "");
    }

    function progress() {
      const place = find("[data-impact-progress]");
      if (!place) return;
      const open = "[data-impact-item], [data-impact-question]:not([data-impact-battery], [data-impact-other])";
      const all = [...container.querySelectorAll(open)].filter(seen);
      const done = all.filter((one) => inputs(one).some((input) => (isChoice(input) ? input.checked : input.value.trim())));
      const bar = place.querySelector("progress");
      place.hidden = all.length < 2;
      bar.max = all.length;
      bar.value = done.length;
      place.querySelector("span").textContent = words()
        .answered.replace("{answered}", done.length)
        .replace("{asked}", all.length);
    }

    // Options that go with no other, and "prefer not to say".
    function settle(input) {
      const place = input.closest("[data-impact-question]");
      if (!place) return;
      const declined = place.querySelector("[name$='~declined']");
      if (declined && input !== declined && input.value) declined.checked = false;
      if (input.type !== "checkbox" || input.name.includes(".") || !input.checked) return;
      const alone = (one) => Boolean(one.closest(".impact-apart"));
      place.querySelectorAll("input[type=checkbox]").forEach((other) => {
        if (other !== input && (alone(input) || alone(other))) other.checked = false;
      });
    }

    // Words for "other" that stand there choose it, as they do on the server.
    function tickOther() {
      container.querySelectorAll("[data-impact-other]").forEach((place) => {
        const words = place.querySelector("input");
        const other = optionOf(words);
        const free = other.type === "checkbox" || !choices(words).some((input) => input.checked);
        if (words.value.trim() && free) other.checked = true;
      });
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
        button.hidden = !button.parentElement.querySelector("input:checked");
      });
    }

    function prepare() {
      const input = find("[data-impact] input[name=submission_id]");
      if (!input) return;
      id = input.value = input.value || id || newId();
      find("[data-impact-foot]").hidden = find("[data-impact-send]").disabled = false;
      const shown = find("[name='impact.shown']");
      if (shown) shown.remove(); // from here on the page shows what its answers lead to
      const numbers = [...container.querySelectorAll("[data-impact-number]")].filter(seen);
      first = numbers.length ? Number(numbers[0].textContent) : 1; // a form may show one page of several
      refresh();
    }

    function refresh() {
      tickOther();
      follow();
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
            over = typeof kept === "string";
            if (over) show("[data-impact-status]", kept === "sent" ? words().already : kept);
            else tellSaved(new Date());
          },
          (error) => {
            changed = true;
            show("[data-impact-status]", error.cause ? error.message : words().unsaved);
          }
        )
        .catch(() => {}) // the form has been replaced meanwhile
        .then(() => {
          saving = null;
          if (changed) schedule(AGAIN);
        });
      return saving;
    }

    function tellSaved(at) {
      const day = at.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "long" };
      const time = at.toLocaleString(find("[data-impact]").lang, { ...day, hour: "2-digit", minute: "2-digit" });
      show("[data-impact-status]", words().saved.replace("{time}", time));
    }

    function discard(details) {
      fill({});
      details.open = false;
      details.querySelector("summary").focus();
      changed = true;
      Promise.resolve(saving)
        .then(flush)
        .then(() => changed || over || show("[data-impact-status]", words().discarded));
    }

    function touched(event) {
      if (event) settle(event.target);
      follow();
      changed = true;
      schedule(QUIET);
      offerClearing();
    }

    function clear(button) {
      const chosen = button.parentElement.querySelector("input:checked");
      if (chosen) {
        chosen.checked = false;
        chosen.focus(); // the button is about to go
      }
      touched();
    }

    function goTo(event, input) {
      if (!input) return;
      event.preventDefault(); // the address belongs to the course; and the question shall be seen, not only its input
      input.closest("[data-impact-item], [data-impact-question]").scrollIntoView();
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
        show("[data-impact-failed]", error.cause ? error.message : navigator.onLine ? words().failed : words().offline);
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
      if (event.target.closest("[data-impact-discard]")) discard(event.target.closest("details"));
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
      if (find("[data-impact]")) refresh(); // the browser may have put back what was typed
    });
    on(window, "online", flush);
    on(document, "visibilitychange", () => {
      if (document.visibilityState === "hidden") flush();
    });
    prepare();
    if (savedAt) tellSaved(savedAt);

    return {
      answers: all,
      fill,
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
