/* What every part of Studio's editor builds with: elements, words, focus. Data only ever becomes text, never markup.

   ImpactEditor is the one name that the editor's scripts share; each adds its part, studio.js puts them together. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const LATE = ["value", "checked", "selected"]; // a select takes its value only once it has its options

  // An element with attributes (`on`: listeners; nothing, false, null: left out) and children, texts among them.
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    const given = Object.entries(attributes || {}).filter(
      ([, value]) => value !== undefined && value !== null && value !== false
    );
    for (const [name, value] of given) {
      if (name === "on") Object.entries(value).forEach(([type, react]) => element.addEventListener(type, react));
      else if (!LATE.includes(name)) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(
      ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
    );
    for (const [name, value] of given) if (LATE.includes(name)) element[name] = value;
    return element;
  }

  const KINDS = { primary: "impact-send", quiet: "studio-quiet", plain: "impact-back" };

  function button(label, press, { kind = "plain", ...attributes } = {}) {
    return h(
      "button",
      { type: "button", class: `studio-button ${KINDS[kind]}`, on: { click: press }, ...attributes },
      label
    );
  }

  // A button that shows a sign and says what it does.
  function sign(shown, label, press, attributes) {
    const said = [h("span", { "aria-hidden": "true" }, shown), h("span", { class: "impact-unseen" }, label)];
    return h(
      "button",
      { type: "button", class: "studio-sign", title: label, on: { click: press }, ...attributes },
      said
    );
  }

  // A part that opens. It stays as it was opened or closed, by `key`, however often it is built anew.
  const opened = new Map();
  function folded(key, summary, open, ...children) {
    const details = h(
      "details",
      { class: "studio-folded", open: opened.has(key) ? opened.get(key) : open },
      h("summary", {}, summary),
      ...children
    );
    details.addEventListener("toggle", () => opened.set(key, details.open));
    return details;
  }

  // say(key, facts) → the sentence; say.count(key, n): for one thing the words under `key_one`.
  function speaker(words) {
    const say = (key, facts = {}) =>
      String(words[key] === undefined ? key : words[key]).replace(/\{(\w+)\}/g, (whole, name) =>
        name in facts ? facts[name] : whole
      );
    say.count = (key, count, facts) => say(count === 1 ? `${key}_one` : key, { count, ...facts });
    say.has = (key) => words[key] !== undefined;
    return say;
  }

  function languageNamer(language) {
    const names = new Intl.DisplayNames([language], { type: "language", fallback: "code" });
    return (tag) => {
      try {
        const name = names.of(tag) || tag;
        return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
      } catch {
        return tag; // no language at all, as somebody may have written into the file
      }
    };
  }

  const isText = (element) => element.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])");

  // Put what `build` gives into `place`. Focus stays on what has the same id, the caret where it was.
  function refill(place, build) {
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const caret = focused && isText(focused) ? [focused.selectionStart, focused.selectionEnd] : null;
    const id = focused && focused.id;
    place.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
    const again = id && document.getElementById(id);
    if (!again) return;
    again.focus({ preventScroll: true });
    if (caret && caret[0] !== null && isText(again)) again.setSelectionRange(...caret); // null: of dates and times
  }

  // Move focus to what a keyboard or screen reader should go on with.
  function focus(element) {
    if (!element) return;
    const fold = element.closest("details:not([open])");
    if (fold && element !== fold.firstElementChild) fold.open = true;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  function later(wait, act) {
    let timer = 0;
    const delayed = (...given) => {
      clearTimeout(timer);
      timer = setTimeout(() => act(...given), wait);
    };
    delayed.cancel = () => clearTimeout(timer);
    return delayed;
  }

  E.dom = { h, button, sign, folded, refill, focus, later, isText };
  E.words = { speaker, languageNamer };
})();
