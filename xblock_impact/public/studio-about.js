/* What a survey says of itself, its pages, its scales, the earlier answers that it repeats. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const F = E.fields;

  function survey(studio) {
    const say = studio.say;
    const known = studio.definition();
    return [
      F.heading(studio, say("about")),
      F.group(
        say("text_survey_title"),
        F.text(studio, "definition.title", { label: say("survey_title"), help: say("survey_title_help") }),
        F.text(studio, "definition.purpose", { label: say("purpose"), help: say("purpose_help"), rows: 2 }),
        F.number(studio, "definition.minutes", { label: say("minutes"), help: say("minutes_help") })
      ),
      scales(studio),
      recalls(studio),
      F.group(
        say("origin"),
        F.line(studio, "definition.licence", { label: say("licence"), help: say("licence_help"), maxlength: 200 }),
        F.line(studio, "definition.source", { label: say("source"), help: say("source_help"), maxlength: 1000 })
      ),
      E.dom.folded(
        "analysts-survey",
        say("analysts"),
        false,
        studio.savedSurvey()
          ? h("p", { class: "studio-fixed" }, `${say("id")}: `, h("code", {}, known.id))
          : F.line(studio, "definition.id", {
              label: say("id"),
              help: say("survey_id_help"),
              maxlength: 64,
              spellcheck: "false",
            }),
        F.number(studio, "definition.version", { label: say("version"), help: say("version_help") })
      ),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("start_again"), () => studio.show("start"), { kind: "quiet" })
      ),
    ];
  }

  // A short list of small things: scales, recalls. `parts`: the fields of one.
  function list(studio, path, { kind, make, parts, fixed }) {
    const say = studio.say;
    const now = () => E.paths.get(studio.document(), path) || []; // words may have been typed since this was built
    const all = now();
    const put = (next, focus) => studio.put(path, next.length ? next : undefined, { focus });
    const add = () => put([...now(), make(all)], firstOf(all.length));
    const firstOf = (at) => `${studio.prefix}-${kind}-${at}`;
    const remove = (at) => {
      put(E.survey.without(now(), at), `${studio.prefix}-${kind}-add`);
      studio.announce(say(`${kind}_removed`));
    };
    return [
      h(
        "ol",
        { class: "studio-rows" },
        all.map((one, at) =>
          h(
            "li",
            { class: "studio-row", id: firstOf(at), tabindex: "-1" },
            h(
              "fieldset",
              { class: "studio-row-set" },
              h("legend", { class: "studio-row-legend" }, say(`${kind}_of`, { number: at + 1 })),
              parts(`${path}[${at}]`, one)
            ),
            F.movers(studio, {
              at,
              count: all.length,
              name: say(`${kind}_of`, { number: at + 1 }),
              remove: fixed && fixed(one) ? null : () => remove(at),
            })
          )
        )
      ),
      h(
        "p",
        { class: "studio-buttons" },
        button(say(`${kind}_add`), add, { kind: "quiet", id: `${studio.prefix}-${kind}-add` })
      ),
    ];
  }

  function newScale(studio, all) {
    const saved = (studio.savedSurvey() || {}).scales || []; // figures may be kept under their names
    return { id: E.survey.freshId(new Set([...all, ...saved].map((one) => one.id)), "scale"), title: {} };
  }

  function scales(studio) {
    const say = studio.say;
    const make = (all) => newScale(studio, all);
    const used = new Set(E.survey.inOrder(studio.definition()).map(({ question }) => question.scale));
    const parts = (path, scale) => [
      F.text(studio, `${path}.title`, { label: say("scale_title") }),
      used.has(scale.id) && h("p", { class: "impact-help" }, say("scale_used")),
    ];
    return E.dom.folded(
      "scales",
      say("scales"),
      false,
      h("p", { class: "impact-help" }, say("scales_help")),
      list(studio, "definition.scales", { kind: "scale", make, parts, fixed: (scale) => used.has(scale.id) })
    );
  }

  function recalls(studio) {
    const say = studio.say;
    const make = () => ({ id: E.survey.freshId(E.survey.ids(studio.definition()), "earlier") });
    const name = { maxlength: 64, spellcheck: "false", write: (words) => words.trim() || undefined };
    const parts = (path, recall) => [
      F.text(studio, `${path}.text`, { label: say("recall_text"), optional: true }),
      h(
        "div",
        { class: "studio-pair" },
        F.line(studio, `${path}.survey`, { label: say("recall_survey"), ...name }),
        F.line(studio, `${path}.question`, { label: say("recall_question"), ...name })
      ),
      h("p", { class: "studio-fixed" }, `${say("id")}: `, h("code", {}, recall.id)),
    ];
    return E.dom.folded(
      "recalls",
      say("recalls"),
      false,
      h("p", { class: "impact-help" }, say("recalls_help")),
      list(studio, "definition.recalls", { kind: "recall", make, parts })
    );
  }

  function page(studio, at) {
    const say = studio.say;
    const path = `definition.pages[${at}]`;
    const pages = E.survey.pages(studio.definition());
    const name = say("page_of", { page: at + 1 });
    return [
      F.heading(studio, name),
      h(
        "div",
        { class: "studio-tools", role: "group", "aria-label": say("tools_of", { name }) },
        button(say("up"), () => studio.movePage(at, -1, "tools"), {
          id: `${studio.prefix}-tool-up`,
          "aria-disabled": at === 0 ? "true" : undefined,
        }),
        button(say("down"), () => studio.movePage(at, 1, "tools"), {
          id: `${studio.prefix}-tool-down`,
          "aria-disabled": at === pages.length - 1 ? "true" : undefined,
        }),
        button(say("add_question"), () => studio.offerTypes(at), { id: `${studio.prefix}-tool-add` }),
        button(say("delete_page"), () => studio.removePage(at), { id: `${studio.prefix}-tool-delete` })
      ),
      F.field(
        `${path}.questions`,
        h("p", {
          class: "impact-error",
          id: `${F.idOf(studio, `${path}.questions`)}-error`,
          "data-studio-error": true,
          hidden: true,
        })
      ),
      F.group(
        say("text_page_title", { page: at + 1 }),
        F.text(studio, `${path}.title`, { label: say("page_title") }),
        F.text(studio, `${path}.text`, {
          label: say("page_text"),
          help: say("page_text_help"),
          optional: true,
          rows: 3,
        })
      ),
      F.group(say("when_shown"), E.builder.builder(studio, `${path}.condition`, { page: at })),
    ];
  }

  // Where an earlier answer can be repeated: put it into the question's text, in every language, where the caret is or at the end.
  function offer(studio, place, path) {
    const say = studio.say;
    const known = E.sentences.known(studio, place);
    if (!known.size) return null;
    const id = `${studio.prefix}-repeat`;
    const choices = [...known.values()].map((one) =>
      h(
        "option",
        { value: one.id },
        one.recall ? say("condition_recall", { label: one.label }) : `${one.number}. ${one.label}`
      )
    );
    const input = h("select", { id, class: "impact-input impact-wide" }, choices);
    const insert = () => {
      const text = E.paths.get(studio.document(), `${path}.text`) || {};
      const tags = studio.languages().filter((tag, at) => at === 0 || text[tag]);
      const added = tags.map((tag) => [tag, `${(text[tag] || "").replace(/(\S)$/, "$1 ")}{${input.value}}`]);
      const next = { ...text, ...Object.fromEntries(added) };
      studio.put(`${path}.text`, next, { focus: `${F.idOf(studio, `${path}.text`)}-${studio.languages()[0]}` });
      studio.announce(say("repeat_added"));
    };
    return E.dom.folded(
      "repeat",
      say("repeat"),
      false,
      h("p", { class: "impact-help" }, say("repeat_help")),
      h(
        "div",
        { class: "studio-inline" },
        h("label", { for: id }, say("repeat_which")),
        input,
        button(say("repeat_add"), insert, { kind: "quiet" })
      )
    );
  }

  E.about = { survey, page, newScale };
  E.repeats = { offer };
})();
