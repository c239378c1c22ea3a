/* What is wrong: asked of the server after every change, counted, shown at its place, and led to. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h } = E.dom;
  const QUIET = 350; // ms without a change before it is checked again
  const IN_SURVEY = /^definition(?:\.pages\[(\d+)\](?:\.questions\[(\d+)\])?)?/;

  // Where on the editor's pages a problem is mended.
  function placeOf(path) {
    if (path.startsWith("waves")) return { view: "when" };
    if (path === "definition") return { view: "start" }; // what is stored is none
    const found = IN_SURVEY.exec(path);
    if (!found) return { view: path === "instrument" ? "start" : "campaign" };
    if (path.startsWith("definition.languages")) return { view: "languages" };
    const [, page, question] = found;
    const place =
      page === undefined
        ? {}
        : question === undefined
          ? { page: Number(page) }
          : { page: Number(page), question: Number(question) };
    return { view: "questions", place };
  }

  function nameOf(studio, path) {
    const { view, place } = placeOf(path);
    const say = studio.say;
    if (view === "when") {
      const found = /waves\[(\d+)\]/.exec(path);
      return found ? say("wave_of", { number: Number(found[1]) + 1 }) : say("view_when");
    }
    if (view !== "questions")
      return (
        {
          campaign: say("campaign"),
          display_name: say("course_title"),
          privacy_mode: say("mode"),
          min_respondents: say("threshold"),
        }[path] || say(`view_${view}`)
      );
    if (path === "definition.pages") return say("list");
    const field = fieldNameOf(say, path);
    if (place.page === undefined) return [say("about"), field].filter(Boolean).join(", ");
    if (place.question === undefined) return [say("page_of", { page: place.page + 1 }), field].filter(Boolean).join(", ");
    const found = E.survey.inOrder(studio.definition()).find((one) => E.list.samePlace(one.place, place));
    const part = /\.(options|items)\[(\d+)\]/.exec(path);
    const name = found ? say("question_of", { number: found.number }) : "";
    return part
      ? `${name}, ${say(part[1] === "items" ? "item_of" : "option_of", { number: Number(part[2]) + 1 })}`
      : [name, field].filter(Boolean).join(", ");
  }

  // Texts of one page of the editor that lack the same thing are told apart by what their fields are called.
  const FIELDS = [
    [/^definition\.title/, "survey_title"],
    [/^definition\.purpose/, "purpose"],
    [/^definition\.minutes/, "minutes"],
    [/^definition\.licence/, "licence"],
    [/^definition\.source/, "source"],
    [/^definition\.scales\[(\d+)\]/, "scale_of"],
    [/^definition\.recalls\[(\d+)\]/, "recall_of"],
    [/^definition\.pages\[\d+\]\.title/, "page_title"],
    [/^definition\.pages\[\d+\]\.text/, "page_text"],
    [/\.questions\[\d+\]\.help/, "help"],
    [/\.questions\[\d+\]\.unit/, "unit"],
    [/\.questions\[\d+\]\.ends\[0\]/, "low_end"],
    [/\.questions\[\d+\]\.ends\[1\]/, "high_end"],
  ];

  function fieldNameOf(say, path) {
    const known = FIELDS.find(([place]) => place.test(path));
    return known && say(known[1], { number: Number(known[0].exec(path)[1]) + 1 });
  }

  // The field that stands closest around `path` among those on the page.
  function fieldFor(root, path) {
    const stands = (place) =>
      E.paths.startsWith(path, place) && (path === place || !place.endsWith(".questions")); // which have places of their own
    const around = [...root.querySelectorAll("[data-studio-path]")].filter((field) => stands(field.dataset.studioPath));
    return around.sort((one, other) => other.dataset.studioPath.length - one.dataset.studioPath.length)[0];
  }

  const INPUTS = "input:not([type=hidden]), select, textarea, button";

  function inputOf(field, path) {
    return (
      [...field.querySelectorAll("[data-studio-words]")].find((input) => input.dataset.studioWords === path) ||
      field.querySelector(INPUTS)
    );
  }

  // Show each problem at its field. What is only not there yet is not held against anybody before they ask or save.
  function mark(studio) {
    const shown = studio.problems.filter((problem) => !problem.unfilled || studio.strict);
    const byField = new Map();
    shown.forEach((problem) => {
      const field = fieldFor(studio.main, problem.path);
      if (field) byField.set(field, [...(byField.get(field) || []), problem]);
    });
    studio.main.querySelectorAll("[data-studio-path]").forEach((field) => {
      const place = field.querySelector("[data-studio-error]");
      if (!place || place.closest("[data-studio-path]") !== field) return;
      const problems = byField.get(field) || [];
      const said = [...new Set(problems.map((problem) => problem.message))].join(" ");
      if (place.textContent !== said) place.textContent = said;
      place.lang = problems.some((problem) => problem.english) ? "en" : studio.data.language;
      place.hidden = !said;
      field.classList.toggle("studio-wrong", Boolean(said));
      field.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
      problems.forEach((problem) => {
        const input = inputOf(field, problem.path);
        if (input && input.tagName !== "BUTTON") input.setAttribute("aria-invalid", "true");
      });
    });
  }

  function lead(studio, path) {
    if (path === "definition.pages") {
      studio.show("questions"); // on a narrow page the list stands alone
      return E.dom.focus(document.getElementById(`${studio.prefix}-add-page`));
    }
    const { view, place } = placeOf(path);
    studio.show(view, place);
    mark(studio);
    const field = fieldFor(studio.main, path);
    E.dom.focus((field && inputOf(field, path)) || studio.main.querySelector("[data-studio-heading]"));
  }

  // The list of all problems, each a link to its place.
  function summary(studio) {
    const say = studio.say;
    const all = studio.problems;
    const title = h(
      "h3",
      { class: "impact-problems-title", id: `${studio.prefix}-problems-title` },
      say.count("problems_title", all.length)
    );
    const item = (problem) => {
      const press = (event) => {
        event.preventDefault();
        lead(studio, problem.path);
      };
      return h(
        "li",
        {},
        h(
          "a",
          { href: `#${studio.prefix}-problems`, on: { click: press } },
          say("at_place", { place: nameOf(studio, problem.path), message: "" }),
          h("span", { lang: problem.english ? "en" : undefined }, problem.message)
        )
      );
    };
    return all.length > 0 && [title, h("ul", {}, all.map(item))];
  }

  function checker(studio) {
    const ask = E.server.latest(studio.ask);
    async function check() {
      const reply = await ask("check_survey", studio.outgoing());
      if (!reply || !reply.ok) return; // saving says what is the matter
      take(studio, reply.result.problems, reply.result.waves);
    }
    return { check, soon: E.dom.later(QUIET, check) };
  }

  function take(studio, problems, waves) {
    studio.problems = problems;
    if (waves) studio.waveSentences = waves;
    studio.checked();
  }

  E.problems = { checker, take, mark, summary, placeOf };
})();
