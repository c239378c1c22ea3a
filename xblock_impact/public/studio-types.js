/* What a question is: which kind, and under which name analysts know it. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const F = E.fields;
  const NAME = /^[a-z][a-z0-9_]{0,63}$/;

  // The name that analysts know something by. It changes everywhere at once, and no more once somebody may have answered.
  function id(studio, path, now, fixed) {
    const label = studio.say("id");
    if (fixed)
      return h(
        "p",
        { class: "studio-fixed" },
        `${label}: `,
        h("code", {}, now),
        " ",
        h("span", { class: "impact-help" }, studio.say("id_fixed"))
      );
    const own = F.idOf(studio, `${path}.id`);
    const { ids, parts } = F.described(own, studio.say("id_help"));
    const input = h("input", {
      type: "text",
      id: own,
      class: "impact-input impact-wide",
      maxlength: 64,
      spellcheck: "false",
      autocapitalize: "none",
      autocomplete: "off",
      "aria-describedby": ids,
      "data-studio-late": true, // what is typed counts once it is whole
      value: now,
      on: {
        change: () => {
          now = rename(studio, now, input.value.trim());
          input.value = now;
        },
      },
    });
    return F.field(`${path}.id`, h("label", { class: "studio-label", for: own }, label), ...parts, input);
  }

  // Everything that looks at it goes on doing so. A name that is taken would be looked at instead of the other one, so it
  // is refused. Gives the name that it has from now on.
  function rename(studio, old, wanted) {
    const free = !E.survey.ids(studio.definition()).has(wanted);
    if (wanted === old) return old;
    if (NAME.test(wanted) && free) {
      studio.edit((survey) => E.texts.renamed(survey, old, wanted), { quiet: true });
      return wanted;
    }
    studio.announce(studio.say(free ? "id_refused" : "id_taken", { name: wanted }));
    return old;
  }

  // Which kind of question to add, each with what it is good for.
  function types(studio, page, at) {
    const say = studio.say;
    const choose = (type) => studio.addQuestion(page, at, type);
    return [
      F.heading(studio, say("which_type")),
      h(
        "ul",
        { class: "studio-choices" },
        studio.data.types.map((type) =>
          h(
            "li",
            {},
            h(
              "button",
              { type: "button", class: "studio-choice", "data-studio-type": type, on: { click: () => choose(type) } },
              h("strong", {}, say(`type_${type}`)),
              h("span", { class: "impact-help" }, say(`type_help_${type}`))
            )
          )
        )
      ),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("back"), () => studio.go(studio.place, { focus: "heading" }), { kind: "quiet" })
      ),
    ];
  }

  E.identity = { id };
  E.types = { types };
})();
