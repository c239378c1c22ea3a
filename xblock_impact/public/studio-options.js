/* Answer options and the items of a battery: rows that are added, moved and taken out. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const F = E.fields;

  // A list of rows at `path`. `kind` names the words; `make(list)` a new one; `row(path, at, keys)` what stands in it.
  function rows(studio, path, { kind, make, row, foot }) {
    const now = () => E.paths.get(studio.document(), path) || []; // words may have been typed since this was built
    const list = now();
    const say = studio.say;
    const first = (at) => `${F.idOf(studio, `${path}[${at}].text`)}-${studio.languages()[0]}`;

    function put(next, at, said) {
      const focus = next.length ? first(Math.min(at, next.length - 1)) : `${F.idOf(studio, path)}-add`;
      studio.put(path, next, { place: studio.place, focus });
      studio.announce(said);
    }

    const add = (at) =>
      put(E.survey.inserted(now(), at, make(list)), at, say(`${kind}_added`, { place: at + 1, of: list.length + 1 }));
    const move = (at, by) => {
      const next = E.survey.moved(now(), at, by);
      if (next !== now()) put(next, at + by, say("moved", { place: at + by + 1, of: list.length }));
    };
    const remove = (at) => put(E.survey.without(now(), at), at, say(`${kind}_removed`));

    // A list that is pasted is a row for each line; rows that have no words in this language yet are filled first.
    const paste = (at) => (event) => {
      const lines = E.texts.lines(event.clipboardData.getData("text/plain"));
      if (lines.length < 2) return;
      event.preventDefault();
      const language = event.target.lang;
      const blank = (one) => !((one.text || {})[language] || "").trim();
      const start = blank(now()[at]) ? at : at + 1;
      const next = lines.reduce((filled, line, index) => {
        const place = start + index;
        const free = filled[place] && blank(filled[place]);
        const one = free ? filled[place] : make(filled);
        const row = { ...one, text: E.texts.withWords(one.text, language, line) };
        return E.survey.inserted(free ? E.survey.without(filled, place) : filled, place, row);
      }, now());
      put(next, start + lines.length - 1, say("rows_pasted", { count: lines.length }));
    };

    // Enter goes on with the next row, and begins one after the last.
    const keys = (at) => ({
      keydown: (event) => {
        if (event.key === "Enter" && !event.isComposing) {
          event.preventDefault();
          if (at === list.length - 1) add(at + 1);
          else E.dom.focus(document.getElementById(first(at + 1)));
        }
        F.altArrows((by) => move(at, by))(event);
      },
      paste: paste(at),
    });

    const shown = list.map((_one, at) =>
      h(
        "li",
        { class: "studio-row" },
        h(
          "fieldset",
          { class: "studio-row-set" },
          h("legend", { class: "studio-row-legend" }, say(`${kind}_of`, { number: at + 1 })),
          row(`${path}[${at}]`, at, keys(at))
        ),
        F.movers(studio, {
          at,
          count: list.length,
          name: say(`${kind}_of`, { number: at + 1 }),
          move: (by) => move(at, by),
          remove: () => remove(at),
        })
      )
    );
    return F.field(
      path,
      h("p", { class: "impact-error", id: `${F.idOf(studio, path)}-error`, "data-studio-error": true, hidden: true }),
      h("ol", { class: "studio-rows" }, shown),
      h(
        "p",
        { class: "studio-buttons" },
        button(say(`${kind}_add`), () => add(list.length), { kind: "quiet", id: `${F.idOf(studio, path)}-add` }),
        foot
      )
    );
  }

  // Codes that somebody may have answered stay as they are.
  function code(studio, path, fixed) {
    const label = studio.say("option_code");
    const known = E.paths.get(studio.document(), `${path}.code`);
    if (fixed.includes(known)) return h("p", { class: "studio-fixed" }, `${label}: `, h("code", {}, known));
    return F.line(studio, `${path}.code`, { label, maxlength: 64, spellcheck: "false", autocapitalize: "none" });
  }

  function role(studio, path, question) {
    const offered = E.survey.ROLES_OF[question.type];
    if (!offered.length) return null;
    const option = E.paths.get(studio.document(), path);
    const now = E.survey.roleOf(option);
    const choices = ["", ...offered, ...(now && !offered.includes(now) ? [now] : [])];
    return F.select(studio, `${path}.role`, {
      label: studio.say("option_role"),
      choices: choices.map((name) => ({ value: name, label: studio.say(name ? `role_${name}` : "role_none") })),
      shown: now,
      react: (chosen) => studio.put(path, E.survey.withRole(E.paths.get(studio.document(), path), chosen)),
    });
  }

  function options(studio, path, question) {
    const fixed = studio.fixedCodes(question.id);
    const row = (at, _index, keys) => [
      F.text(studio, `${at}.text`, { label: studio.say("option_text"), keys, group: false }),
      E.dom.folded(
        `${at}-more-${question.id}`,
        studio.say("option_more"),
        E.survey.roleOf(E.paths.get(studio.document(), at)) !== "",
        role(studio, at, question),
        code(studio, at, fixed)
      ),
    ];
    const scale = ["scale", "battery"].includes(question.type);
    return F.group(
      studio.say(scale ? "points" : "options"),
      h("p", { class: "impact-help" }, studio.say(scale ? "points_help" : "options_help")),
      presets(studio, path, question),
      rows(studio, `${path}.options`, { kind: "option", make: (list) => E.survey.newOption(list, fixed), row })
    );
  }

  // Ready-made answers, offered while nothing is written yet.
  function presets(studio, path, question) {
    const blank = (question.options || []).every((option) => !E.texts.said(option.text));
    const fitting = studio.data.presets.filter((preset) => preset.types.includes(question.type));
    if (!blank || !fitting.length) return null;
    const use = (preset) => {
      const languages = studio.languages();
      const inLanguages = (text) =>
        Object.fromEntries(languages.filter((tag) => text[tag]).map((tag) => [tag, text[tag]]));
      const made = preset.options.map((one) => ({ ...one, text: inLanguages(one.text) }));
      studio.put(`${path}.options`, made, {
        place: studio.place,
        focus: `${F.idOf(studio, `${path}.options[0].text`)}-${languages[0]}`,
      });
      studio.announce(studio.say("preset_used", { count: made.length }));
    };
    const named = fitting.filter((preset) =>
      preset.options.every((one) => studio.languages().some((tag) => one.text[tag]))
    );
    return h(
      "p",
      { class: "studio-buttons" },
      h("span", { class: "impact-quiet" }, studio.say("presets")),
      named.map((preset) => button(preset.title, () => use(preset), { kind: "quiet" }))
    );
  }

  function items(studio, path, question) {
    const fixed = studio.fixedIds();
    const row = (at, _index, keys) => {
      const item = E.paths.get(studio.document(), at);
      return [
        F.text(studio, `${at}.text`, { label: studio.say("item_text"), keys, group: false }),
        E.dom.folded(
          `${at}-more-${question.id}`,
          studio.say("option_more"),
          Boolean(item.reversed || item.level || item.node),
          itemSettings(studio, at, item, fixed)
        ),
      ];
    };
    const make = (list) => {
      const taken = new Set([...E.survey.ids(studio.definition()), ...list.map((item) => item.id)]);
      return { id: E.survey.freshId(taken, "item", studio.answeredIds()), version: 1, text: {} };
    };
    return F.group(
      studio.say("items"),
      h("p", { class: "impact-help" }, studio.say("items_help")),
      rows(studio, `${path}.items`, { kind: "item", make, row })
    );
  }

  function itemSettings(studio, path, item, fixed) {
    const say = studio.say;
    const levels = studio.data.levels.map((level) => ({ value: level.name, label: level.title }));
    return h(
      "div",
      { class: "studio-pair" },
      F.select(studio, `${path}.level`, {
        label: say("level"),
        choices: [{ value: "", label: say("as_battery") }, ...levels],
      }),
      F.line(studio, `${path}.node`, {
        label: say("node"),
        maxlength: 128,
        write: (words) => words.trim() || undefined,
      }),
      F.check(studio, `${path}.reversed`, { label: say("reversed") }),
      E.identity.id(studio, path, item.id, fixed.has(item.id)),
      F.number(studio, `${path}.version`, { label: say("version") })
    );
  }

  E.options = { options, items };
})();
