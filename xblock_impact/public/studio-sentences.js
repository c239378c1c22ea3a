/* Conditions as sentences, also those that say more than the editor can build. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});

  // What there is to look at before a place: earlier answers by id, with what an answer is and what can be answered.
  function known(studio, place) {
    const survey = studio.definition();
    const all = new Map();
    (survey.recalls || []).forEach((recall) =>
      all.set(recall.id, {
        id: recall.id,
        kind: "text",
        options: [],
        recall: true,
        label: studio.read(recall.text) || recall.id,
      })
    );
    for (const { question, number, place: at } of E.survey.inOrder(survey)) {
      const earlier =
        place === null ||
        at.page < place.page ||
        (at.page === place.page && place.question !== undefined && at.question < place.question);
      if (!earlier) continue;
      E.survey.answerables(question).forEach((one) => {
        const words = studio.read((one.item || question).text) || question.id;
        const label = one.other ? studio.say("condition_other", { question: words }) : words;
        all.set(one.id, {
          id: one.id,
          kind: studio.data.kinds[one.type],
          options: one.other ? [] : question.options || [],
          number,
          label,
        });
      });
    }
    return all;
  }

  const anywhere = (studio) => known(studio, null);

  const quoted = (studio, text) => studio.say("quoted", { text });

  function nameOf(studio, all, id) {
    const one = all.get(id);
    return quoted(studio, one ? one.label : id);
  }

  function valueOf(studio, one, value) {
    if (value === null || value === "") return studio.say("condition_blank");
    const option = one && one.options.find((each) => each.code === value);
    if (option) return quoted(studio, studio.read(option.text) || value);
    if (one && one.kind === "date" && /^\d{4}-\d\d-\d\d$/.test(value)) return studio.day(value);
    return typeof value === "number" ? String(value) : quoted(studio, value);
  }

  function joined(studio, parts, join) {
    if (parts.length < 2) return parts.join("");
    return studio.say(join === "or" ? "list_or" : "list_both", {
      first: parts.slice(0, -1).join(", "),
      last: parts[parts.length - 1],
    });
  }

  function ofRow(studio, all, { question, comparison, values }) {
    const one = all.get(question);
    const value = joined(
      studio,
      (values.length ? values : [null]).map((each) => valueOf(studio, one, each)),
      "or"
    );
    return studio.say(`says_${comparison}`, { question: nameOf(studio, all, question), value });
  }

  // A sentence without its beginning: "“Did you use it?” is “no”".
  function plain(studio, condition, all = anywhere(studio)) {
    const kindOf = (id) => (all.get(id) || {}).kind;
    const model = E.conditions.read(condition, kindOf);
    if (model)
      return joined(
        studio,
        model.rows.map((row) => ofRow(studio, all, row)),
        model.join
      );
    if (typeof condition === "boolean") return studio.say(condition ? "says_always" : "says_never");
    const [operator, operands] = E.conditions.open(condition);
    if (operator === "and" || operator === "or")
      return joined(
        studio,
        operands.map((one) => `(${plain(studio, one, all)})`),
        operator
      );
    if (operator === "!") return studio.say("says_not", { condition: `(${plain(studio, operands[0], all)})` });
    return JSON.stringify(condition);
  }

  const ofQuestion = (studio, condition) => studio.say("asked_if", { condition: plain(studio, condition) });
  const ofPage = (studio, condition) => studio.say("page_if", { condition: plain(studio, condition) });

  E.sentences = { known, anywhere, ofQuestion, ofPage, valueOf };
})();
