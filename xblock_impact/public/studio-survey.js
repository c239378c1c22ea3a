/* What an author does to a definition, as functions that give a new one. Nothing here touches the page.

   A place is {page, question}: indices; without `question` the page itself, without `page` the survey as a whole. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const WITH_OPTIONS = ["single_choice", "multiple_response", "scale", "battery", "ranking"];
  const OTHER = "_other"; // what the id of the words for "other" ends in

  const pages = (survey) => (survey && survey.pages) || [];
  const questions = (page) => (page && page.questions) || [];
  const questionAt = (survey, place) => questions(pages(survey)[place.page])[place.question];

  // Every question with its place and number; a battery is one.
  function inOrder(survey) {
    let number = 0;
    return pages(survey).flatMap((page, at) =>
      questions(page).map((question, index) => ({ question, number: ++number, place: { page: at, question: index } }))
    );
  }

  // What can be answered under a question: itself, its items, the words for "other".
  function answerables(question) {
    if (question.type === "battery")
      return (question.items || []).map((item) => ({ id: item.id, type: "scale", item, question }));
    const other = (question.options || []).some((option) => option.other);
    const own = { id: question.id, type: question.type, question };
    return other ? [own, { id: question.id + OTHER, type: "short_text", question, other: true }] : [own];
  }

  function ids(survey) {
    const all = new Set((survey.recalls || []).map((recall) => recall.id));
    inOrder(survey).forEach(({ question }) => {
      all.add(question.id);
      answerables(question).forEach((one) => all.add(one.id));
    });
    return all;
  }

  const random = (length) =>
    Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => (byte % 36).toString(36)).join("");

  // A name that is in nobody's use. `answered`: names that answers are kept under; where there are any, one may also have
  // been taken out of the survey long ago, so numbers would give it to something else.
  function freshId(taken, base, answered = new Set()) {
    const root = base.replace(/_(\d+|x[a-z0-9]{4})$/, "").slice(0, 50);
    const make = (number) => `${root}_${answered.size ? `x${random(4)}` : number}`;
    let number = 1;
    let name = make(number);
    while (taken.has(name) || answered.has(name)) name = make(++number);
    taken.add(name);
    return name;
  }

  const BASES = { single_choice: "choice", multiple_response: "choices", free_text: "comment", short_text: "words" };
  const STARTS = {
    battery: (taken, answered) => ({ items: [{ id: freshId(taken, "item", answered), version: 1, text: {} }] }),
    number: () => ({ unit: {} }),
  };

  // `fixed`: codes that somebody may have answered, though the option has been taken out.
  const newOption = (options, fixed = []) => ({
    code: freshId(new Set([...options.map((one) => one.code), ...fixed]), "option"),
    text: {},
  });

  function newQuestion(survey, type, level, answered) {
    const taken = ids(survey);
    const options = WITH_OPTIONS.includes(type) ? { options: [newOption([]), newOption([{ code: "option_1" }])] } : {};
    const own = STARTS[type] ? STARTS[type](taken, answered) : {};
    return { id: freshId(taken, BASES[type] || type, answered), version: 1, type, level, text: {}, ...options, ...own };
  }

  // Another type: what both have stays, what the new one lacks is begun, what it cannot have goes.
  function ofType(survey, question, type, members, answered) {
    const fits = Object.entries(question).filter(([name]) => !members[name] || members[name].includes(type));
    const kept = { ...Object.fromEntries(fits), type };
    const begun = newQuestion(survey, type, question.level, answered);
    const missing = Object.entries(begun).filter(([name]) => kept[name] === undefined);
    const whole = { ...kept, ...Object.fromEntries(missing) };
    if (whole.options)
      whole.options = whole.options.map((option) => withRole(option, allowedRole(type, roleOf(option))));
    return whole;
  }

  const ROLES = ["not_applicable", "exclusive", "other"];
  const ROLES_OF = {
    single_choice: ["not_applicable", "other"],
    multiple_response: ROLES,
    scale: ["not_applicable"],
    battery: ["not_applicable"],
    ranking: [],
  };
  const roleOf = (option) => ROLES.find((role) => option[role]) || "";
  const allowedRole = (type, role) => ((ROLES_OF[type] || []).includes(role) ? role : "");

  function withRole(option, role) {
    const plain = Object.fromEntries(Object.entries(option).filter(([name]) => !ROLES.includes(name)));
    return role ? { ...plain, [role]: true } : plain;
  }

  const withPages = (survey, changed) => ({ ...survey, pages: changed });

  function withQuestions(survey, page, changed) {
    return withPages(
      survey,
      pages(survey).map((one, at) => (at === page ? { ...one, questions: changed } : one))
    );
  }

  const inserted = (list, at, ...items) => [...list.slice(0, at), ...items, ...list.slice(at)];
  const without = (list, at) => [...list.slice(0, at), ...list.slice(at + 1)];

  function moved(list, at, by) {
    const to = at + by;
    if (to < 0 || to >= list.length) return list;
    return inserted(without(list, at), to, list[at]);
  }

  const insertQuestion = (survey, place, question) =>
    withQuestions(survey, place.page, inserted(questions(pages(survey)[place.page]), place.question, question));

  const removeQuestion = (survey, place) =>
    withQuestions(survey, place.page, without(questions(pages(survey)[place.page]), place.question));

  // One place up or down, over the edge of a page onto the next one. Gives null where there is no further.
  function moveQuestion(survey, place, by) {
    const question = questionAt(survey, place);
    const here = questions(pages(survey)[place.page]);
    let to = { page: place.page, question: place.question + by };
    if (to.question < 0 || to.question >= here.length) {
      const page = place.page + by;
      if (!pages(survey)[page]) return null;
      to = { page, question: by > 0 ? 0 : questions(pages(survey)[page]).length };
    }
    return { survey: insertQuestion(removeQuestion(survey, place), to, question), place: to };
  }

  // A copy under ids of its own, right after the question. It is new, so its versions begin at 1.
  function duplicateQuestion(survey, place, answered) {
    const question = questionAt(survey, place);
    const taken = ids(survey);
    const copy = { ...question, id: freshId(taken, question.id, answered), version: 1 };
    if (question.items)
      copy.items = question.items.map((item) => ({ ...item, id: freshId(taken, item.id, answered), version: 1 }));
    const to = { page: place.page, question: place.question + 1 };
    return { survey: insertQuestion(survey, to, copy), place: to };
  }

  function insertPage(survey, at) {
    const taken = new Set(pages(survey).map((page) => page.id));
    return withPages(survey, inserted(pages(survey), at, { id: freshId(taken, "page"), title: {}, questions: [] }));
  }

  function emptySurvey(language) {
    const survey = {
      format: "impact-survey/1",
      id: `survey_${random(4)}`,
      version: 1,
      title: {},
      purpose: {},
      minutes: 5,
      languages: [language],
      licence: "LicenseRef-own-use",
      source: "",
      pages: [],
    };
    return insertPage(survey, 0);
  }

  // The version of each question, item or battery in `raised` goes up, and that of the survey.
  function raiseVersions(survey, raised) {
    const up = (one) => (raised.includes(one.id) ? { ...one, version: one.version + 1 } : one);
    const changed = pages(survey).map((page) => ({
      ...page,
      questions: questions(page).map((question) => {
        const whole = up(question);
        return whole.items ? { ...whole, items: whole.items.map(up) } : whole;
      }),
    }));
    return { ...withPages(survey, changed), version: survey.version + 1 };
  }

  E.survey = {
    OTHER,
    ROLES_OF,
    pages,
    questions,
    questionAt,
    inOrder,
    answerables,
    ids,
    freshId,
    newOption,
    newQuestion,
    ofType,
    roleOf,
    withRole,
    withPages,
    inserted,
    without,
    moved,
    insertQuestion,
    removeQuestion,
    moveQuestion,
    duplicateQuestion,
    insertPage,
    emptySurvey,
    raiseVersions,
  };
})();
