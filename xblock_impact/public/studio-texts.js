/* All texts of a definition by language, what they repeat, and what still has no words in a language. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const PLACE = /\{([a-z][a-z0-9_]{0,63})((?:\|[^{}]*)?)\}/g; // as surveys/placeholders.py has it
  const OPTIONAL = ["text_page_text", "text_help", "text_recall"];
  const said = (text) => Object.values(text || {}).some((words) => words.trim());

  // [{path, text, place, label: [key, facts]…}]: every text there can be, optional ones only where they are begun.
  function all(survey) {
    const found = [];
    const add = (path, text, place, label, facts) =>
      text !== undefined && found.push({ path, text, place, label, facts });
    add("title", survey.title, {}, "text_title");
    add("purpose", survey.purpose, {}, "text_purpose");
    (survey.scales || []).forEach((scale, at) =>
      add(`scales[${at}].title`, scale.title, {}, "text_scale", { number: at + 1 })
    );
    (survey.recalls || []).forEach((recall, at) =>
      add(`recalls[${at}].text`, recall.text, {}, "text_recall", { number: at + 1 })
    );
    let number = 0;
    E.survey.pages(survey).forEach((page, at) => {
      const place = { page: at };
      add(`pages[${at}].title`, page.title, place, "text_page_title", { page: at + 1 });
      add(`pages[${at}].text`, page.text, place, "text_page_text", { page: at + 1 });
      E.survey
        .questions(page)
        .forEach((question, index) =>
          ofQuestion(add, `pages[${at}].questions[${index}]`, question, { page: at, question: index }, ++number)
        );
    });
    return found;
  }

  function ofQuestion(add, path, question, place, number) {
    add(`${path}.text`, question.text, place, "text_question", { number });
    add(`${path}.help`, question.help, place, "text_help", { number });
    add(`${path}.unit`, question.unit, place, "text_unit", { number });
    (question.ends || []).forEach((end, at) =>
      add(`${path}.ends[${at}]`, end, place, at ? "text_high_end" : "text_low_end", { number })
    );
    (question.items || []).forEach((item, at) =>
      add(`${path}.items[${at}].text`, item.text, place, "text_item", { number, item: at + 1 })
    );
    (question.options || []).forEach((option, at) =>
      add(`${path}.options[${at}].text`, option.text, place, "text_option", { number, option: at + 1 })
    );
  }

  const found = new WeakMap(); // a survey never changes, so it is looked through once

  // What has words in one language and none in another of the survey's.
  function missing(survey) {
    if (found.has(survey)) return found.get(survey);
    const lacks = (one, language) => !(one.text[language] || "").trim();
    const begun = all(survey).filter((one) => said(one.text));
    const gaps = begun.flatMap((one) =>
      survey.languages.filter((language) => lacks(one, language)).map((language) => ({ ...one, language }))
    );
    found.set(survey, gaps);
    return gaps;
  }

  const missingAt = (survey, place) =>
    missing(survey).filter((one) => one.place.page === place.page && one.place.question === place.question).length;

  // What comes along with words from a document and shows nowhere: line breaks of its own, control characters, spaces
  // without width. What joins or parts letters stays. `breaks`: what a break becomes.
  const clean = (words, breaks) =>
    words
      .replace(/[\u000b\u2028\u2029]/g, breaks)
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff]/g, "");

  // The lines of a list, without their signs and numbers.
  const lines = (words) =>
    clean(words, "\n")
      .split(/\r?\n/)
      .map((line) => line.replace(/^\s*(?:[•·▪◦○●‣*–—-]|\d{1,2}[.)])\s+/, "").trim())
      .filter(Boolean);

  // A text with `words` in a language; without any words it is {}.
  function withWords(text, language, words) {
    const { [language]: _gone, ...others } = text || {};
    return words.trim() ? { ...others, [language]: words } : others;
  }

  // The words for a reader: in `language`, else in the first there is, without the places for answers.
  function read(text, language) {
    const words = (text || {})[language] || Object.values(text || {}).find((one) => one.trim()) || "";
    return words.replace(PLACE, (_whole, _name, without) => without.slice(1) || "…");
  }

  // A definition in which everything that is called `old`, in conditions and texts as well, is called `id`.
  function renamed(survey, old, id) {
    const name = (one) => (one === old ? id : one === old + E.survey.OTHER ? id + E.survey.OTHER : one);
    const inWords = (words) =>
      words.replace(PLACE, (whole, one, without) => (name(one) === one ? whole : `{${name(one)}${without}}`));
    const inText = (text) =>
      Object.fromEntries(Object.entries(text).map(([language, words]) => [language, inWords(words)]));
    const walk = (value, within) => {
      if (Array.isArray(value)) return value.map((one) => walk(one, within));
      if (!value || typeof value !== "object") return value;
      return Object.fromEntries(
        Object.entries(value).map(([member, inner]) => [member, member_(member, inner, within, value)])
      );
    };
    const member_ = (member, inner, within, holder) => {
      if (within === "condition") return member === "var" ? name(inner) : walk(inner, within);
      if (member === "condition") return walk(inner, "condition");
      if (member === "id" && (holder.type || holder.version) && !holder.format) return inner === old ? id : inner;
      if (["title", "text", "help"].includes(member)) return inText(inner);
      return walk(inner, within);
    };
    return walk(survey, "");
  }

  // A definition without a language; with another one first.
  function withoutLanguage(survey, language) {
    const left = { ...survey, languages: survey.languages.filter((one) => one !== language) };
    return all(survey).reduce((changed, { path, text, label }) => {
      const rest = withWords(text, language, "");
      const gone = OPTIONAL.includes(label) && !said(rest);
      return E.paths.set(changed, path, gone ? undefined : rest);
    }, left);
  }

  E.texts = { missing, missingAt, said, clean, lines, withWords, read, renamed, withoutLanguage };
})();
