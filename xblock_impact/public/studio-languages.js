/* The languages of a survey, and everything that one of them still lacks. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const F = E.fields;
  const TAG = /^(?=.{2,35}$)[a-z]{2,3}(-[a-z0-9]{2,8})*$/; // as surveys/definition/fields.py has it
  const MOST = 60; // texts to fill in that are shown at once
  // What courses are given in most; every other tag can be typed.
  const OFFERED =
    "nl en fr de es it pt pl ro cs sk hu sv da nb fi et lv lt sl hr el bg tr uk ru ar fa he zh ja ko hi id vi".split(
      " "
    );

  function languages(studio) {
    const say = studio.say;
    const survey = studio.definition();
    const gaps = E.texts.missing(survey);
    return [
      F.heading(studio, say("view_languages")),
      h("p", {}, say("languages_help")),
      F.field(
        "definition.languages",
        h("p", {
          class: "impact-error",
          id: `${F.idOf(studio, "definition.languages")}-error`,
          "data-studio-error": true,
          hidden: true,
        }),
        h(
          "ol",
          { class: "studio-rows studio-cards" },
          survey.languages.map((tag, at) => row(studio, survey, tag, at, gaps))
        )
      ),
      adding(studio, survey),
      untranslated(studio, survey, gaps),
    ];
  }

  // `act` gives the changed survey: words may have been typed since this was built.
  function put(studio, act, focus, said) {
    studio.edit(act, { focus });
    studio.announce(said);
  }

  function row(studio, survey, tag, at, gaps) {
    const say = studio.say;
    const name = studio.languageName(tag);
    const count = gaps.filter((gap) => gap.language === tag).length;
    const first = () =>
      put(
        studio,
        (now) => ({ ...now, languages: [tag, ...now.languages.filter((one) => one !== tag)] }),
        `${studio.prefix}-add-language`,
        say("language_first", { name })
      );
    const remove = () =>
      put(
        studio,
        (now) => E.texts.withoutLanguage(now, tag),
        `${studio.prefix}-add-language`,
        say("language_removed", { name })
      );
    return h(
      "li",
      { class: "studio-row studio-language" },
      h("strong", {}, name),
      at === 0 && h("span", { class: "studio-badge studio-badge-good" }, say("language_main")),
      h("span", { class: "impact-quiet" }, count ? say.count("missing", count) : say("language_whole")),
      h(
        "span",
        { class: "studio-movers" },
        at > 0 &&
          button(say("language_make_main"), first, {
            kind: "quiet",
            "aria-label": say("language_make_main_of", { name }),
          }),
        survey.languages.length > 1 &&
          button(say("language_remove"), remove, { kind: "quiet", "aria-label": say("language_remove_of", { name }) })
      )
    );
  }

  // Answers that are ready to use are known in more languages than an author had when using them.
  function withReadyAnswers(studio, survey, tag) {
    const ready = studio.data.presets.flatMap((preset) => preset.options.map((option) => option.text));
    const known = (text) =>
      ready.find((one) => one[tag] && Object.entries(text || {}).some(([language, words]) => one[language] === words));
    const answer = (option) =>
      known(option.text) ? { ...option, text: { [tag]: known(option.text)[tag], ...option.text } } : option;
    const ask = (question) => (question.options ? { ...question, options: question.options.map(answer) } : question);
    const pages = E.survey.pages(survey);
    return E.survey.withPages(
      survey,
      pages.map((page) => ({ ...page, questions: E.survey.questions(page).map(ask) }))
    );
  }

  // Somebody types or chooses a name, in their own language, in the language itself or in English; or the tag.
  function tagOf(studio, typed) {
    const english = E.words.languageNamer("en");
    const names = (tag) => [studio.languageName(tag), E.words.languageNamer(tag)(tag), english(tag)];
    return OFFERED.find((tag) => names(tag).some((name) => name.toLowerCase() === typed)) || typed;
  }

  function adding(studio, survey) {
    const say = studio.say;
    const id = `${studio.prefix}-add-language`;
    const list = `${id}-list`;
    const left = OFFERED.filter((tag) => !survey.languages.includes(tag));
    const wrong = h("p", { class: "impact-error", id: `${id}-error`, role: "alert" });
    const input = h("input", {
      type: "text",
      id,
      list,
      class: "impact-input",
      autocomplete: "off",
      "aria-describedby": `${id}-help ${id}-error`,
      maxlength: 60,
      on: { keydown: (event) => event.key === "Enter" && add() },
    });
    const add = () => {
      const tag = tagOf(studio, input.value.trim().toLowerCase());
      if (!tag) return E.dom.focus(input);
      wrong.textContent = TAG.test(tag) ? "" : say("language_unknown");
      if (wrong.textContent) return E.dom.focus(input);
      if (survey.languages.includes(tag))
        return studio.announce(say("language_there", { name: studio.languageName(tag) }));
      put(
        studio,
        (now) => withReadyAnswers(studio, { ...now, languages: [...now.languages, tag] }, tag),
        id,
        say("language_added", { name: studio.languageName(tag) })
      );
      document.getElementById(id).value = "";
    };
    return h(
      "div",
      { class: "studio-group" },
      h("label", { class: "studio-label", for: id }, say("language_add")),
      h("p", { class: "impact-help", id: `${id}-help` }, say("language_add_help")),
      wrong,
      h("div", { class: "studio-inline" }, input, button(say("add"), add)),
      h(
        "datalist",
        { id: list },
        left.map((tag) => h("option", { value: studio.languageName(tag) }))
      )
    );
  }

  // Every text that lacks words in a language, beside the words it has, to be filled in here.
  function untranslated(studio, survey, gaps) {
    const say = studio.say;
    const paths = [...new Set(gaps.map((gap) => gap.path))];
    const shown = paths.slice(0, MOST).map((path) => gaps.find((gap) => gap.path === path));
    return [
      h(
        "h4",
        { class: "studio-subheading", tabindex: "-1", id: `${studio.prefix}-untranslated` },
        paths.length ? say.count("untranslated", paths.length) : say("untranslated_none")
      ),
      shown.map((gap) => F.text(studio, `definition.${gap.path}`, { label: `${say(gap.label, gap.facts)}`, rows: 2 })),
      paths.length > MOST && h("p", { class: "impact-help" }, say("untranslated_more", { count: paths.length - MOST })),
    ];
  }

  E.languages = { languages };
})();
