/* The form as learners see it, drawn by the server. It is tried out on the page and sends nothing. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h } = E.dom;
  const QUIET = 400; // ms without a change before it is drawn again

  // The HTML comes from the block's own handler, where everything an author writes is escaped.
  function show(place, html, number, shown) {
    if (shown.mounted) shown.mounted.destroy();
    place.innerHTML = html;
    const numbered = place.querySelector("[data-impact-number]");
    if (numbered && number) numbered.textContent = number;
    place.querySelectorAll("form").forEach((form) => form.removeAttribute("action"));
    shown.mounted = window.ImpactForm.mount(place, {});
  }

  // Whatever is pressed in it: nothing is sent, and the page stays.
  function inert(studio, place) {
    place.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        studio.announce(studio.say("preview_sends_nothing"));
      },
      true
    );
    return place;
  }

  // A place that asks for its HTML with `question()` and draws itself again while it is shown.
  function live(studio, question, number) {
    const shown = { mounted: null };
    const ask = E.server.latest(studio.ask);
    const note = h("p", { class: "impact-help studio-preview-note", hidden: true });
    const form = inert(studio, h("div", { class: "studio-preview-form", "data-studio-preview": true }));
    async function draw() {
      const reply = await ask("preview_survey", question());
      if (!reply || !form.isConnected) return;
      const drawn = typeof reply.result.html === "string";
      if (drawn) show(form, reply.result.html, number, shown);
      note.hidden = drawn;
      note.textContent = drawn ? "" : reply.result.detail || studio.say("no_answer");
      form.hidden = !drawn;
    }
    const soon = E.dom.later(QUIET, () => form.isConnected && draw());
    studio.whileShown(form, soon);
    draw();
    return { draw, parts: [note, form] };
  }

  function languageChoice(studio, react, key) {
    const languages = studio.languages();
    if (!languages.includes(studio.previewLanguage))
      studio.previewLanguage = languages.includes(studio.data.language) ? studio.data.language : languages[0];
    if (languages.length < 2) return null;
    const id = `${studio.prefix}-preview-language-${key}`;
    const input = h(
      "select",
      {
        id,
        class: "impact-input",
        value: studio.previewLanguage,
        on: { change: () => react((studio.previewLanguage = input.value)) },
      },
      languages.map((tag) => h("option", { value: tag }, studio.languageName(tag)))
    );
    return h("p", { class: "studio-inline" }, h("label", { for: id }, studio.say("preview_in")), input);
  }

  function ofQuestion(studio, place, number) {
    const choice = languageChoice(studio, () => drawn.draw(), "question");
    const question = () => ({
      definition: { languages: studio.languages(), scales: studio.definition().scales || [] },
      question: E.survey.questionAt(studio.definition(), place),
      language: studio.previewLanguage,
    });
    const drawn = live(studio, question, number);
    return h(
      "section",
      { class: "studio-preview studio-one", "aria-label": studio.say("preview_question") },
      h("p", { class: "studio-preview-title" }, studio.say("preview_question")),
      choice,
      drawn.parts
    );
  }

  function ofSurvey(studio) {
    const say = studio.say;
    const choice = languageChoice(studio, () => drawn.draw(), "survey");
    const recalls = (studio.definition().recalls || []).length > 0;
    const before = h("input", {
      type: "checkbox",
      id: `${studio.prefix}-answered-before`,
      checked: true,
      on: { change: () => drawn.draw() },
    });
    const question = () => {
      const { definition, privacy_mode, min_respondents } = studio.document();
      return {
        definition,
        privacy_mode,
        min_respondents,
        language: studio.previewLanguage,
        answered_before: recalls && before.checked,
      };
    };
    const drawn = live(studio, question, 0);
    return [
      E.fields.heading(studio, say("view_preview")),
      h("p", {}, say("preview_help")),
      choice,
      recalls &&
        h(
          "label",
          { class: "impact-option studio-check", for: before.id },
          before,
          h("span", {}, say("preview_recalled"))
        ),
      h("section", { class: "studio-preview", "aria-label": say("view_preview") }, drawn.parts),
    ];
  }

  // An instrument that somebody looks at before choosing it.
  function ofDefinition(studio, definition) {
    const language = definition.languages.includes(studio.data.language)
      ? studio.data.language
      : definition.languages[0];
    const drawn = live(studio, () => ({ definition, language, answered_before: true }), 0);
    return h("div", { class: "studio-preview" }, drawn.parts);
  }

  E.preview = { ofQuestion, ofSurvey, ofDefinition };
})();
