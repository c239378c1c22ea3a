/* The list on the left: the survey, its pages, their questions. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h } = E.dom;
  const LONGEST = 90; // characters of a question in the list

  const cut = (words) => (words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words);
  const samePlace = (one, other) => one.page === other.page && one.question === other.question;
  const keyOf = ({ page, question }) =>
    page === undefined ? "about" : question === undefined ? `page-${page}` : `question-${page}-${question}`;
  const idOf = (studio, place) => `${studio.prefix}-list-${keyOf(place)}`;

  // A level of the impact map with its colour, its number and its name.
  function level(studio, name) {
    const at = studio.data.levels.findIndex((one) => one.name === name);
    if (at < 0) return null;
    return h(
      "span",
      { class: "studio-level", "data-studio-level": at + 1 },
      h("span", { "aria-hidden": "true" }, `${at + 1} `),
      studio.data.levels[at].title
    );
  }

  function marks(studio, place) {
    const wrong = studio.problemsAt(place).length;
    const missing = E.texts.missingAt(studio.definition(), place);
    return [
      wrong > 0 && h("span", { class: "studio-mark studio-mark-wrong" }, studio.say.count("problems", wrong)),
      missing > 0 && h("span", { class: "studio-mark" }, studio.say.count("missing", missing)),
    ];
  }

  function entry(studio, place, shown, keys) {
    const current = samePlace(place, studio.place);
    return h(
      "button",
      {
        type: "button",
        id: idOf(studio, place),
        class: "studio-entry",
        "aria-current": current ? "true" : undefined,
        "data-studio-entry": keyOf(place),
        on: { click: () => studio.go(place, { focus: "heading" }), ...(keys ? { keydown: keys } : {}) },
      },
      shown
    );
  }

  function question(studio, { question: one, number, place }) {
    const words = studio.read(one.text);
    const text = words ? cut(words) : h("em", {}, studio.say("untitled"));
    const shown = [
      h("span", { class: "studio-entry-text" }, h("span", { class: "impact-number" }, `${number}. `), text),
      h(
        "span",
        { class: "studio-entry-notes" },
        level(studio, one.level),
        h("span", { class: "studio-kind" }, studio.say(`type_${one.type}`)),
        one.condition !== undefined && h("span", { class: "studio-kind" }, studio.say("conditional")),
        marks(studio, place)
      ),
    ];
    const keys = E.fields.altArrows((by) => studio.moveQuestion(place, by, "list"));
    return h("li", {}, entry(studio, place, shown, keys));
  }

  function page(studio, one, at, numbered) {
    const place = { page: at };
    const title = studio.read(one.title);
    const shown = [
      h(
        "span",
        { class: "studio-entry-text" },
        h("strong", {}, studio.say("page_of", { page: at + 1 })),
        " ",
        title || h("em", {}, studio.say("untitled"))
      ),
      h(
        "span",
        { class: "studio-entry-notes" },
        one.condition !== undefined && h("span", { class: "studio-kind" }, studio.say("conditional")),
        marks(studio, place)
      ),
    ];
    const keys = E.fields.altArrows((by) => studio.movePage(at, by, "list"));
    return h(
      "li",
      { class: "studio-page" },
      entry(studio, place, shown, keys),
      h(
        "ol",
        { class: "studio-questions" },
        numbered.filter((each) => each.place.page === at).map((each) => question(studio, each))
      ),
      E.dom.button(studio.say("add_question"), () => studio.offerTypes(at), {
        kind: "quiet",
        id: `${studio.prefix}-add-${at}`,
        "aria-label": studio.say("add_question_to", { page: at + 1 }),
      })
    );
  }

  function list(studio) {
    const survey = studio.definition();
    const numbered = E.survey.inOrder(survey);
    const about = [
      h("span", { class: "studio-entry-text" }, studio.say("about")),
      h("span", { class: "studio-entry-notes" }, marks(studio, {})),
    ];
    return [
      h("h3", { class: "impact-unseen" }, studio.say("list")),
      h(
        "ol",
        { class: "studio-pages" },
        h("li", {}, entry(studio, {}, about)),
        E.survey.pages(survey).map((one, at) => page(studio, one, at, numbered))
      ),
      E.dom.button(studio.say("add_page"), () => studio.addPage(), { kind: "quiet", id: `${studio.prefix}-add-page` }),
      h("p", { class: "impact-help" }, studio.say("list_keys")),
    ];
  }

  E.list = { list, level, idOf, samePlace };
})();
