/* How a survey begins: with an instrument of the library, with a file, or empty. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;

  function view(studio) {
    const say = studio.say;
    const here = studio.hasSurvey();
    return [
      E.fields.heading(studio, say(here ? "start_again" : "view_start")),
      studio.data.unreadable.definition && unreadable(studio),
      h("p", {}, say(here ? "start_again_help" : "start_help")),
      here &&
        h(
          "p",
          { class: "studio-buttons" },
          button(say("start_keep"), () => studio.show("questions"))
        ),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("start_empty"), () => begin(studio, empty(studio), ""), { id: `${studio.prefix}-start-empty` }),
        h("span", { class: "impact-quiet" }, say("start_empty_help"))
      ),
      E.files.part(studio, (definition) => begin(studio, definition, "")),
      library(studio),
    ];
  }

  // What the course's file holds in the place of a survey. It stays until another is saved.
  function unreadable(studio) {
    const say = studio.say;
    return h(
      "div",
      { class: "studio-warning" },
      h("p", {}, say("definition_unreadable")),
      E.dom.folded(
        "unreadable",
        say("unreadable_show"),
        false,
        h(
          "pre",
          { class: "studio-json", tabindex: "0", "aria-label": say("unreadable_show") },
          studio.data.unreadable.definition
        )
      )
    );
  }

  const empty = (studio) => ({ ...E.survey.emptySurvey(studio.data.language), source: studio.say("own_source") });

  const NAMELESS = "Impact"; // what a new block is called
  const nameless = (name) => ["", NAMELESS].includes(String(name || "").trim());

  // `next`, called in the course as the survey is, until somebody gives it a title of its own there, or saves.
  function titled(studio, next) {
    const now = studio.document();
    if (studio.savedSurvey() || !now.definition || !next.definition) return next;
    const [old, title] = [now, next].map((one) => studio.readIn(one.definition.title, studio.data.language).trim());
    const follows = title !== old && (nameless(now.display_name) || now.display_name === old);
    return follows ? { ...next, display_name: title.slice(0, studio.data.limits.title) || NAMELESS } : next;
  }

  // `days`: of the waves that an instrument is made for.
  function begin(studio, definition, instrument, days = []) {
    const now = studio.document();
    const title = studio.readIn(definition.title, studio.data.language);
    const waves = days.length && !now.waves ? E.waves.later(studio, days) : now.waves;
    const display_name = nameless(now.display_name) && title ? title : now.display_name;
    const from = { view: "questions", place: studio.place };
    studio.change({ ...now, definition, instrument, waves, display_name }, { from });
    studio.show("questions", instrument || E.survey.inOrder(definition).length ? E.place.first(definition) : {});
    studio.announce(
      [
        studio.say(instrument ? "begun_instrument" : "begun", { title }),
        waves !== now.waves && studio.say("begun_waves"),
      ]
        .filter(Boolean)
        .join(" ")
    );
  }

  function library(studio) {
    const say = studio.say;
    const place = h("div", {}, h("p", { class: "impact-quiet", role: "status" }, say("library_loading")));
    studio.instruments().then((reply) => {
      const listed = reply.ok ? reply.result.instruments : null;
      const failed = h("p", { class: "impact-error" }, reply.result.detail || say("no_answer"));
      place.replaceChildren(
        listed
          ? h(
              "ul",
              { class: "studio-library" },
              listed.map((one) => entry(studio, one))
            )
          : failed
      );
    });
    return h(
      "section",
      { "aria-label": say("library") },
      h("h3", { class: "studio-subheading" }, say("library")),
      h("p", { class: "impact-help" }, say("library_help")),
      place
    );
  }

  function entry(studio, one) {
    const say = studio.say;
    const names = one.languages.map(studio.languageName).join(", ");
    const facts = [
      one.respondent,
      one.moment,
      say("minutes_short", { minutes: one.minutes }),
      say.count("questions_count", one.questions),
      names,
    ];
    const looked = h("div", { hidden: true });
    const use = async () => {
      const reply = await studio.ask("read_instrument", { name: one.name });
      if (reply.ok) begin(studio, reply.result.definition, one.name, one.waves);
      else studio.announce(reply.result.detail || say("no_answer"));
    };
    const look = async () => {
      const shown = !looked.hidden;
      peek.setAttribute("aria-expanded", String(!shown));
      looked.hidden = shown;
      if (shown || looked.childElementCount) return;
      const reply = await studio.ask("read_instrument", { name: one.name });
      if (reply.ok) looked.append(E.preview.ofDefinition(studio, reply.result.definition));
      else looked.append(h("p", { class: "impact-error" }, reply.result.detail || say("no_answer")));
    };
    const peek = button(say("look"), look, {
      "aria-expanded": "false",
      "aria-label": say("look_at", { title: one.title }),
    });
    return h(
      "li",
      { class: "studio-instrument", "data-studio-instrument": one.name },
      h("h4", { class: "studio-instrument-title" }, one.title),
      h("p", {}, one.purpose),
      h("p", { class: "impact-help" }, facts.join(" · ")),
      h(
        "p",
        { class: "studio-tags" },
        one.levels.map((level) => E.list.level(studio, level))
      ),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("use"), use, { "aria-label": say("use_this", { title: one.title }) }),
        peek
      ),
      looked
    );
  }

  E.start = { view, titled };
})();
