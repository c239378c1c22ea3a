/* SurveyJS itself (survey-core): what it shows of a survey, and whether it takes the answers. */
"use strict";
const { Model, Serializer } = require("survey-core");

const COMMENT = "-Comment";
const MOST_ROUNDS = 50;

function all(question, holds) {
  for (let part = question; part; part = part.parent) if (!holds(part)) return false;
  return true;
}

const isShown = (question) => all(question, (part) => part.isVisible);
const isUnconditional = (question) => all(question, (part) => !part.visibleIf);

// Returns what tells whether a field keeps a value: a number or date beyond its bounds stays there and is no answer.
function keeping(survey) {
  const fields = new Map();
  for (const question of survey.getAllQuestions().filter((one) => one.getType() === "text" && one.inputType !== "text")) {
    const alone = new Model({ elements: [{ ...question.toJSON(), type: "text", visibleIf: undefined }] });
    fields.set(question.name, (value) => {
      alone.data = {};
      alone.getAllQuestions()[0].value = value;
      return alone.getValue(question.name) !== undefined;
    });
  }
  return (name, value) => !fields.has(name) || fields.get(name)(value);
}

// Answers what is shown until nothing more comes; at once what is shown at once, as one by one takes ten times as long.
function answer(survey, kept, variables) {
  let due = survey.getAllQuestions().filter((one) => one.name in kept && isUnconditional(one));
  survey.data = { ...variables, ...given(due, kept) };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    due = survey.getAllQuestions().filter((one) => one.name in kept && one.isEmpty() && isShown(one));
    if (!due.length) return;
    survey.mergeData(given(due, kept));
  }
  throw new Error("The survey does not come to rest.");
}

function given(questions, answers) {
  const values = {};
  for (const { name } of questions) {
    values[name] = answers[name];
    if (name + COMMENT in answers) values[name + COMMENT] = answers[name + COMMENT];
  }
  return values;
}

// → [{asked: names of what is shown, valid}] for each of `sets`, each {answers, variables}.
exports.answered = (definition, sets) => {
  const survey = new Model(definition);
  const keeps = keeping(survey);
  return sets.map(({ answers, variables }) => {
    const isKept = ([name, value]) => keeps(name, value);
    answer(survey, Object.fromEntries(Object.entries(answers).filter(isKept)), variables);
    for (const question of survey.getAllQuestions().filter(isShown)) {
      if (question.name in answers && !keeps(question.name, answers[question.name])) {
        question.value = answers[question.name];
      }
    }
    const asked = survey.getAllQuestions().filter(isShown).map((question) => question.name);
    return { asked, valid: survey.validate(false, false) };
  });
};

// → what SurveyJS does not understand of a definition.
exports.errors = (definition) => (new Model(definition).jsonErrors || []).map((error) => error.message);

// → a definition as SurveyJS itself writes it, in programs that were told of the property `kept`.
exports.saved = (definition, kept) => {
  const classes = ["survey", "page", "question", "itemvalue", "surveyvalidator"];
  for (const name of classes) Serializer.addProperty(name, `${kept}:any`);
  const saved = new Model(definition).toJSON();
  for (const name of classes) Serializer.removeProperty(name, kept);
  return saved;
};
