/* Fields of the editor. Each is bound to one path of the document and has a place for what is wrong there.

   A field is typed into without being built anew; whatever changes what else there is to fill in builds its view anew. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h } = E.dom;

  const idOf = (studio, path) => `${studio.prefix}-${path.replace(/[^A-Za-z0-9_-]+/g, "-")}`;
  const value = (studio, path) => E.paths.get(studio.document(), path);

  // The heading of what is being edited, which focus goes to. It keeps its id, so that focus outlives what is built anew.
  function heading(studio, ...shown) {
    const own = {
      id: `${studio.prefix}-heading`,
      class: "studio-heading",
      tabindex: "-1",
      "data-studio-heading": true,
    };
    return h("h3", own, ...shown);
  }

  // What explains a field, and what is wrong with it: both are said with every input of it.
  function described(id, help) {
    return {
      ids: `${help ? `${id}-help ` : ""}${id}-error`,
      parts: [
        help && h("p", { class: "impact-help", id: `${id}-help` }, help),
        h("p", { class: "impact-error", id: `${id}-error`, "data-studio-error": true, hidden: true }),
      ],
    };
  }

  function field(path, ...parts) {
    return h("div", { class: "studio-field", "data-studio-path": path }, ...parts);
  }

  // One line, or several; `write` turns what was typed into what is stored, undefined for nothing.
  function line(
    studio,
    path,
    { label, help, rows, write = (words) => words, show = (stored) => stored, put = studio.put, ...attributes }
  ) {
    const id = idOf(studio, path);
    const { ids, parts } = described(id, help);
    const stored = value(studio, path);
    const input = h(rows ? "textarea" : "input", {
      id,
      class: "impact-input impact-wide",
      rows,
      type: rows ? undefined : "text",
      autocomplete: "off",
      "aria-describedby": ids,
      value: stored === undefined || stored === null ? "" : show(stored),
      ...attributes,
      on: {
        input: () => put(path, write(input.value), { merge: path, quiet: true }),
      },
    });
    return field(path, h("label", { class: "studio-label", for: id }, label), ...parts, input);
  }

  // Numbers are kept as numbers as soon as they are; until then as they were typed, so that nothing is lost.
  const NUMBER = /^-?\d{1,15}(?:[.,]\d{1,10})?$/;
  function toNumber(words) {
    const typed = words.trim();
    if (!typed) return undefined;
    return NUMBER.test(typed) ? Number(typed.replace(",", ".")) : typed;
  }

  const number = (studio, path, options) =>
    line(studio, path, { inputmode: "numeric", write: toNumber, ...options, class: "impact-input studio-short" });

  const date = (studio, path, options) =>
    line(studio, path, {
      type: "date",
      write: (day) => day || undefined,
      ...options,
      class: "impact-input studio-date",
    });

  // choices: [{value, label}]; `absent` among them stands for nothing and takes the member away; `shown`: what is chosen, if it is
  // not what is stored at `path`.
  function select(studio, path, { label, help, choices, react, shown, absent = "" }) {
    const id = idOf(studio, path);
    const { ids, parts } = described(id, help);
    const stored = value(studio, path);
    const now = shown !== undefined ? shown : stored === undefined ? absent : stored;
    const known = choices.some((choice) => choice.value === now) ? [] : [{ value: now, label: String(now) }];
    const input = h(
      "select",
      {
        id,
        class: "impact-input impact-wide",
        "aria-describedby": ids,
        value: now,
        on: {
          change: () =>
            react ? react(input.value) : studio.put(path, input.value === absent ? undefined : input.value),
        },
      },
      [...known, ...choices].map((choice) => h("option", { value: choice.value }, choice.label))
    );
    return field(path, h("label", { class: "studio-label", for: id }, label), ...parts, input);
  }

  // Yes or no; what is stored only if it differs from `otherwise`.
  function check(studio, path, { label, help, otherwise = false }) {
    const id = idOf(studio, path);
    const { ids, parts } = described(id, help);
    const stored = value(studio, path);
    const input = h("input", {
      id,
      type: "checkbox",
      "aria-describedby": ids,
      checked: stored === undefined ? otherwise : Boolean(stored),
      on: { change: () => studio.put(path, input.checked === otherwise ? undefined : input.checked, { quiet: true }) },
    });
    return field(
      path,
      h("label", { class: "impact-option studio-check", for: id }, input, h("span", {}, label)),
      ...parts
    );
  }

  // One text in every language of the survey, side by side. `optional`: without any words there is no text at all.
  function text(studio, path, { label, help, optional, rows, keys, group = true }) {
    const id = idOf(studio, path);
    const { ids, parts } = described(id, help);
    const languages = studio.languages();
    const inputs = languages.map((language) =>
      words(studio, path, language, { id, ids, optional, rows, label, keys, alone: languages.length === 1 })
    );
    if (languages.length === 1)
      return field(path, h("label", { class: "studio-label", for: `${id}-${languages[0]}` }, label), ...parts, inputs);
    const legend = h("legend", { class: "studio-label" }, label);
    const sides = h("div", { class: "studio-sides" }, inputs);
    return field(path, group ? h("fieldset", { class: "studio-texts" }, legend, ...parts, sides) : [...parts, sides]);
  }

  function words(studio, path, language, { id, ids, optional, rows, label, keys, alone }) {
    const own = `${id}-${language}`;
    const now = () => value(studio, path) || {};
    const badge = h("span", { class: "studio-badge", hidden: true }, studio.say("missing_here"));
    const show = () => (badge.hidden = alone || Boolean((now()[language] || "").trim()) || !E.texts.said(now()));
    const type = () => {
      const typed = E.texts.clean(input.value, rows ? "\n" : " ");
      const next = E.texts.withWords(now(), language, typed);
      studio.put(path, optional && !E.texts.said(next) ? undefined : next, {
        merge: `${path}.${language}`,
        quiet: true,
      });
    };
    const input = h(rows ? "textarea" : "input", {
      id: own,
      class: "impact-input impact-wide",
      rows,
      type: rows ? undefined : "text",
      lang: language,
      dir: "auto",
      autocomplete: "off",
      "aria-describedby": ids,
      "data-studio-words": `${path}.${language}`,
      value: now()[language] || "",
      on: { input: type, ...(keys || {}) },
    });
    show();
    studio.whileShown(input, show);
    if (alone) return input;
    const name = studio.languageName(language);
    return h(
      "div",
      { class: "studio-side" },
      h(
        "label",
        { class: "studio-side-label", for: own },
        h("span", { class: "impact-unseen" }, `${label}: `),
        h("span", { class: "studio-side-name" }, name, " "),
        badge
      ),
      input
    );
  }

  // Fields that belong together, under one heading.
  function group(title, ...parts) {
    return h("fieldset", { class: "studio-group" }, h("legend", { class: "studio-legend" }, title), ...parts);
  }

  // Buttons to move what stands in a list, and to take it out. `name`: what it is called.
  function movers(studio, { at, count, name, move, remove }) {
    return h(
      "span",
      { class: "studio-movers" },
      move && E.dom.sign("↑", studio.say("move_up", { name }), () => move(-1), { disabled: at === 0 }),
      move && E.dom.sign("↓", studio.say("move_down", { name }), () => move(1), { disabled: at === count - 1 }),
      remove && E.dom.sign("✕", studio.say("remove", { name }), remove)
    );
  }

  // Alt and an arrow move what has focus.
  const altArrows = (move) => (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? -1 : 1);
  };

  E.fields = {
    heading,
    idOf,
    field,
    described,
    line,
    number,
    toNumber,
    date,
    select,
    check,
    text,
    group,
    movers,
    altArrows,
  };
})();
