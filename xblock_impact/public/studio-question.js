/* The settings of one question, those of its type among them. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const F = E.fields;

  const trimmed = (words) => words.trim() || undefined;

  function heading(studio, question, number, place) {
    const say = studio.say;
    const name = say("question_of", { number });
    const [first, last] = ends(studio.definition(), place);
    return [
      F.heading(studio, name, " ", E.list.level(studio, question.level)),
      h(
        "div",
        { class: "studio-tools", role: "group", "aria-label": say("tools_of", { name }) },
        button(say("up"), () => studio.moveQuestion(place, -1, "tools"), {
          id: `${studio.prefix}-tool-up`,
          "aria-disabled": first ? "true" : undefined,
        }),
        button(say("down"), () => studio.moveQuestion(place, 1, "tools"), {
          id: `${studio.prefix}-tool-down`,
          "aria-disabled": last ? "true" : undefined,
        }),
        button(say("duplicate"), () => studio.duplicateQuestion(place), { id: `${studio.prefix}-tool-copy` }),
        button(say("add_below"), () => studio.offerTypes(place.page, place.question + 1), {
          id: `${studio.prefix}-tool-add`,
        }),
        button(say("delete"), () => studio.removeQuestion(place), { id: `${studio.prefix}-tool-delete` })
      ),
    ];
  }

  function ends(survey, place) {
    const pages = E.survey.pages(survey);
    const first = place.page === 0 && place.question === 0;
    return [
      first,
      place.page === pages.length - 1 && place.question === E.survey.questions(pages[place.page]).length - 1,
    ];
  }

  const has = (studio, member, type) => !studio.data.members[member] || studio.data.members[member].includes(type);

  function answer(studio, path, question) {
    const say = studio.say;
    const type = question.type;
    const parts = [];
    if (has(studio, "unit", type))
      parts.push(F.text(studio, `${path}.unit`, { label: say("unit"), help: say("unit_help") }));
    if (has(studio, "ends", type)) parts.push(...recommendation(studio, path, question));
    const bounds = ["minimum", "maximum"].filter((name) => has(studio, name, type));
    const pair = bounds.map((name) =>
      F.number(studio, `${path}.${name}`, {
        label: say(`${name}_${type}`),
        inputmode: type === "number" ? "decimal" : "numeric",
      })
    );
    const days = ["earliest", "latest"]
      .filter((name) => has(studio, name, type))
      .map((name) => F.date(studio, `${path}.${name}`, { label: say(name) }));
    if (pair.length + days.length) parts.push(h("div", { class: "studio-pair" }, pair, days));
    if (has(studio, "whole", type))
      parts.push(F.check(studio, `${path}.whole`, { label: say("whole"), otherwise: true }));
    if (has(studio, "grid", type))
      parts.push(F.check(studio, `${path}.grid`, { label: say("grid"), help: say("grid_help") }));
    return parts.length > 0 && F.group(say("answer"), parts);
  }

  // Both ends or neither.
  function recommendation(studio, path, question) {
    const say = studio.say;
    const put = (ends) =>
      studio.put(`${path}.ends`, ends, {
        focus: ends ? `${F.idOf(studio, `${path}.ends[0]`)}-${studio.languages()[0]}` : `${studio.prefix}-ends`,
      });
    if (!question.ends)
      return [
        h("p", { class: "impact-help" }, say("ends_help")),
        h(
          "p",
          { class: "studio-buttons" },
          button(say("ends_add"), () => put([{}, {}]), { kind: "quiet", id: `${studio.prefix}-ends` })
        ),
      ];
    return [
      F.text(studio, `${path}.ends[0]`, { label: say("low_end") }),
      F.text(studio, `${path}.ends[1]`, { label: say("high_end") }),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("ends_remove"), () => put(undefined), { kind: "quiet" })
      ),
    ];
  }

  // The scale that a question belongs to: one there is, or a new one, which is named here.
  function scale(studio, path, question) {
    const say = studio.say;
    const all = studio.definition().scales || [];
    const at = all.findIndex((one) => one.id === question.scale);
    const title = (place) => `definition.scales[${place}].title`;
    const add = () => {
      const made = E.about.newScale(studio, all);
      const next = E.paths.set(studio.document(), `definition.scales[${all.length}]`, made);
      const given = all.length ? next : E.paths.set(studio.document(), "definition.scales", [made]);
      const focus = `${F.idOf(studio, title(all.length))}-${studio.languages()[0]}`;
      studio.change(E.paths.set(given, `${path}.scale`, made.id), { focus, place: studio.place });
      studio.announce(say("scale_added"));
    };
    const choices = all.map((one) => ({ value: one.id, label: studio.read(one.title) || one.id }));
    return [
      F.select(studio, `${path}.scale`, {
        label: say("scale"),
        help: say("scale_help"),
        choices: [{ value: "", label: say("no_scale") }, ...choices],
      }),
      at >= 0 && F.text(studio, title(at), { label: say("scale_title") }),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("scale_add"), add, { kind: "quiet", id: `${studio.prefix}-question-scale-add` })
      ),
    ];
  }

  function measures(studio, path, question) {
    const say = studio.say;
    const levels = studio.data.levels.map((level, at) => ({ value: level.name, label: `${at + 1}. ${level.title}` }));
    const level = studio.data.levels.find((one) => one.name === question.level);
    return F.group(
      say("measures"),
      F.select(studio, `${path}.level`, { label: say("level"), help: level && level.question, choices: levels }),
      F.line(studio, `${path}.node`, { label: say("node"), help: say("node_help"), maxlength: 128, write: trimmed }),
      has(studio, "scale", question.type) && scale(studio, path, question),
      has(studio, "reversed", question.type) &&
        F.check(studio, `${path}.reversed`, { label: say("reversed"), help: say("reversed_help") })
    );
  }

  function answering(studio, path, question) {
    const say = studio.say;
    const otherwise = ["short_text", "free_text"].includes(question.type) ? "free_text" : "standard";
    const classes = studio.data.privacy.map((name) => ({ value: name, label: say(`privacy_${name}`) }));
    return F.group(
      say("answering"),
      F.check(studio, `${path}.required`, { label: say("required"), help: say("required_help") }),
      F.check(studio, `${path}.declinable`, { label: say("declinable"), help: say("declinable_help") }),
      F.select(studio, `${path}.privacy`, { label: say("privacy"), choices: classes, absent: otherwise })
    );
  }

  // Somebody who goes through the types with the arrows comes back to the answers that were there: what a type cannot have
  // is remembered, by the question's id.
  const earlier = new Map();
  function withEarlier(studio, question) {
    const { members } = studio.data;
    const cannot = ([name]) => members[name] && !members[name].includes(question.type);
    const kept = Object.fromEntries(Object.entries(earlier.get(question.id) || {}).filter(cannot));
    const whole = { ...kept, ...question };
    earlier.set(question.id, whole);
    return whole;
  }

  function analysts(studio, path, question) {
    const say = studio.say;
    const types = studio.data.types.map((type) => ({ value: type, label: say(`type_${type}`) }));
    const turn = (type) => {
      const now = withEarlier(studio, E.paths.get(studio.document(), path));
      studio.put(path, E.survey.ofType(studio.definition(), now, type, studio.data.members, studio.answeredIds()));
    };
    return E.dom.folded(
      `analysts-${question.id}`,
      say("analysts"),
      false,
      F.select(studio, `${path}.type`, { label: say("type"), help: say("type_change"), choices: types, react: turn }),
      E.identity.id(studio, path, question.id, studio.fixedIds().has(question.id)),
      F.number(studio, `${path}.version`, { label: say("version"), help: say("version_help") })
    );
  }

  function settings(studio, place) {
    const question = E.survey.questionAt(studio.definition(), place);
    const path = studio.pathOf(place);
    const { number } = E.survey.inOrder(studio.definition()).find((one) => E.list.samePlace(one.place, place));
    const say = studio.say;
    const type = question.type;
    return [
      ...heading(studio, question, number, place),
      E.preview.ofQuestion(studio, place, number),
      F.group(
        say("question"),
        F.text(studio, `${path}.text`, { label: say(type === "battery" ? "battery_text" : "question_text"), rows: 2 }),
        F.text(studio, `${path}.help`, { label: say("help"), help: say("help_help"), optional: true, rows: 2 }),
        E.repeats.offer(studio, place, path)
      ),
      type === "battery" && E.options.items(studio, path, question),
      has(studio, "options", type) && E.options.options(studio, path, question),
      answer(studio, path, question),
      F.group(say("when_asked"), E.builder.builder(studio, `${path}.condition`, place)),
      measures(studio, path, question),
      answering(studio, path, question),
      analysts(studio, path, question),
    ];
  }

  E.question = { settings };
})();
