/* Conditions built by choosing: which earlier question, which comparison, which answer. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const F = E.fields;

  // The part for the condition at `path` of a question or page that stands at `place`.
  function builder(studio, path, place) {
    const known = E.sentences.known(studio, place);
    const { condition, model } = current(studio, path);
    const sentence = h("p", { class: "studio-sentence" });
    const show = () => (sentence.textContent = saying(studio, path, place));
    show();
    studio.whileShown(sentence, show);
    return F.field(
      path,
      sentence,
      h("p", { class: "impact-error", id: `${F.idOf(studio, path)}-error`, "data-studio-error": true, hidden: true }),
      model ? rows(studio, path, model, known) : richer(studio, path, condition)
    );
  }

  // The condition as it is now: words may have been typed since the page was built.
  function current(studio, path) {
    const condition = E.paths.get(studio.document(), path);
    const all = E.sentences.anywhere(studio);
    return { condition, all, model: E.conditions.read(condition, (id) => (all.get(id) || {}).kind) };
  }

  function saying(studio, path, place) {
    const condition = E.paths.get(studio.document(), path);
    const ofPage = place.question === undefined;
    if (condition === undefined) return studio.say(ofPage ? "page_always" : "asked_always");
    return ofPage ? E.sentences.ofPage(studio, condition) : E.sentences.ofQuestion(studio, condition);
  }

  // What the builder cannot say stays as it is, unless it is removed.
  function richer(studio, path, condition) {
    const say = studio.say;
    return [
      h("p", { class: "impact-help" }, say("condition_richer")),
      E.dom.folded(
        `${path}-json`,
        say("condition_json"),
        false,
        h(
          "pre",
          { class: "studio-json", tabindex: "0", "aria-label": say("condition_json") },
          JSON.stringify(condition, null, 2)
        )
      ),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("condition_remove"), () => put(studio, path, undefined, say("condition_removed")), {
          kind: "quiet",
        })
      ),
    ];
  }

  function put(studio, path, condition, said, focus) {
    studio.put(path, condition, { place: studio.place, focus: focus || `${F.idOf(studio, path)}-add` });
    if (said) studio.announce(said);
  }

  function rows(studio, path, shown, known) {
    const say = studio.say;
    const now = () => current(studio, path).model;
    const write = (next, said, focus) => put(studio, path, E.conditions.write(next), said, focus);
    const add = () => {
      const closest = [...known.values()].pop();
      const row = E.conditions.changed({ values: [] }, { question: closest.id }, closest.kind);
      const model = now();
      const focus = rowId(studio, path, model.rows.length, "question");
      write({ ...model, rows: [...model.rows, row] }, say("condition_added"), focus);
    };
    const edit = (at) => (change, typed) => {
      const { model, all } = current(studio, path);
      const question = all.get(change.question || model.rows[at].question);
      const row = E.conditions.changed(model.rows[at], change, question ? question.kind : "text");
      const next = { ...model, rows: model.rows.map((each, index) => (index === at ? row : each)) };
      if (typed) studio.put(path, E.conditions.write(next), { merge: `${path}-${at}`, quiet: true });
      else write(next, "", document.activeElement.id);
    };
    const remove = (at) => write({ ...now(), rows: E.survey.without(now().rows, at) }, say("condition_removed"));
    if (!known.size && !shown.rows.length) return h("p", { class: "impact-help" }, say("condition_nothing"));
    return [
      shown.rows.length > 1 &&
        joins(studio, path, shown, (join) => write({ ...now(), join }, "", joinId(studio, path))),
      h(
        "ol",
        { class: "studio-rows" },
        shown.rows.map((one, at) => row(studio, path, at, one, known, edit(at), () => remove(at)))
      ),
      known.size > 0 &&
        h(
          "p",
          { class: "studio-buttons" },
          button(say(shown.rows.length ? "condition_and_more" : "condition_add"), add, {
            kind: "quiet",
            id: `${F.idOf(studio, path)}-add`,
          })
        ),
    ];
  }

  const rowId = (studio, path, at, part) => `${F.idOf(studio, path)}-${at}-${part}`;

  const joinId = (studio, path) => rowId(studio, path, "all", "join");

  function joins(studio, path, model, join) {
    const id = joinId(studio, path);
    const choices = ["and", "or"].map((join) => h("option", { value: join }, studio.say(`join_${join}`)));
    const input = h(
      "select",
      {
        id,
        class: "impact-input impact-wide",
        value: model.join,
        on: { change: () => join(input.value) },
      },
      choices
    );
    return h(
      "div",
      { class: "studio-field" },
      h("label", { class: "studio-label", for: id }, studio.say("join")),
      input
    );
  }

  function choice(id, label, value, choices, react) {
    const input = h(
      "select",
      { id, class: "impact-input impact-wide", value, on: { change: () => react(input.value) } },
      choices.map((one) => h("option", { value: one.value }, one.label))
    );
    return h("div", { class: "studio-field" }, h("label", { class: "studio-label", for: id }, label), input);
  }

  function row(studio, path, at, one, known, edit, remove) {
    const say = studio.say;
    const about = E.sentences.anywhere(studio).get(one.question);
    const kind = about ? about.kind : "text";
    const label = (each) =>
      each.recall ? say("condition_recall", { label: each.label }) : `${each.number}. ${each.label}`;
    const asked = [...known.values()].map((each) => ({ value: each.id, label: label(each) }));
    if (!known.has(one.question))
      asked.unshift({
        value: one.question,
        label: about ? say("condition_later", { label: label(about) }) : say("condition_gone", { id: one.question }),
      });
    const comparisons = E.conditions.comparisonsFor(kind);
    if (!comparisons.includes(one.comparison)) comparisons.unshift(one.comparison);
    const name = say("condition_of", { number: at + 1 });
    return h(
      "li",
      { class: "studio-row" },
      h(
        "fieldset",
        { class: "studio-row-set studio-condition" },
        h("legend", { class: "studio-row-legend" }, name),
        choice(rowId(studio, path, at, "question"), say("condition_question"), one.question, asked, (question) =>
          edit({ question })
        ),
        choice(
          rowId(studio, path, at, "comparison"),
          say("condition_comparison"),
          one.comparison,
          comparisons.map((each) => ({ value: each, label: say(`compare_${each}`) })),
          (comparison) => edit({ comparison })
        ),
        values(studio, path, at, one, about, kind, edit)
      ),
      F.movers(studio, { at, count: 1, name, remove })
    );
  }

  function values(studio, path, at, one, about, kind, edit) {
    const { takes } = E.conditions.COMPARISONS[one.comparison];
    if (takes === "nothing") return null;
    const id = rowId(studio, path, at, "value");
    const label = studio.say("condition_value");
    const options = about ? about.options : [];
    if (takes === "several" || (["code", "codes"].includes(kind) && takes === "one"))
      return ofOptions(studio, id, label, takes, one, options, edit);
    const type =
      kind === "date"
        ? { type: "date", class: "impact-input studio-date" }
        : {
            inputmode: kind === "text" ? undefined : "numeric",
            class: `impact-input ${kind === "text" ? "impact-wide" : "studio-short"}`,
          };
    const [value] = one.values;
    const typed = () => (kind === "text" || kind === "date" ? input.value || null : (F.toNumber(input.value) ?? null));
    const input = h("input", {
      type: "text",
      id,
      autocomplete: "off",
      value: value === null || value === undefined ? "" : String(value),
      ...type,
      on: { input: () => edit({ values: [typed()] }, true) },
    });
    return h("div", { class: "studio-field" }, h("label", { class: "studio-label", for: id }, label), input);
  }

  function ofOptions(studio, id, label, takes, one, options, edit) {
    const known = options.map((option) => ({ value: option.code, label: studio.read(option.text) || option.code }));
    const gone = one.values.filter((value) => value !== null && !known.some((each) => each.value === value));
    const all = [...known, ...gone.map((value) => ({ value, label: studio.say("condition_gone", { id: value }) }))];
    if (takes === "one") {
      const value = one.values[0] === undefined || one.values[0] === null ? "" : one.values[0];
      const blank = value === "" ? [{ value: "", label: studio.say("choose") }] : [];
      return choice(id, label, value, [...blank, ...all], (chosen) =>
        edit({ values: [chosen === "" ? null : chosen] })
      );
    }
    const toggle = (value, checked) =>
      edit({
        values: all.map((each) => each.value).filter((each) => (each === value ? checked : one.values.includes(each))),
      });
    const boxes = all.map((each, at) => {
      const box = h("input", {
        type: "checkbox",
        id: `${id}-${at}`,
        checked: one.values.includes(each.value),
        on: { change: () => toggle(each.value, box.checked) },
      });
      return h("label", { class: "impact-option studio-check", for: `${id}-${at}` }, box, h("span", {}, each.label));
    });
    return h(
      "fieldset",
      { class: "studio-texts" },
      h("legend", { class: "studio-label" }, label),
      h("div", { class: "studio-checks" }, boxes)
    );
  }

  E.builder = { builder };
})();
