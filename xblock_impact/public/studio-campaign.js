/* Under which key answers count, and what learners are promised. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h } = E.dom;
  const F = E.fields;

  // The very words that learners read, with the threshold as it is typed.
  function notice(studio, mode) {
    const { minimum, comments } = studio.data.limits;
    const typed = parseInt(studio.document().min_respondents, 10);
    const least = typed >= minimum ? typed : minimum;
    return mode.notice.replace("{minimum}", least).replace("{comments}", Math.max(least, comments));
  }

  // What a survey asks of its learners that the mode keeps nothing for.
  function warning(studio) {
    const note = h("p", { class: "studio-warning" });
    const show = () => {
      const recalls = (studio.document().definition || {}).recalls || [];
      note.hidden = studio.document().privacy_mode !== "anonymous" || !recalls.length;
      note.textContent = note.hidden ? "" : studio.say.count("anonymous_recalls", recalls.length);
    };
    show();
    studio.whileShown(note, show);
    return note;
  }

  function modes(studio) {
    const say = studio.say;
    const id = F.idOf(studio, "privacy_mode");
    const { ids, parts } = F.described(id, say("mode_help"));
    const choice = (mode, at) => {
      const words = h("q", { "data-studio-notice": mode.name });
      const show = () => (words.textContent = notice(studio, mode));
      show();
      studio.whileShown(words, show);
      const input = h("input", {
        type: "radio",
        id: at ? `${id}-${mode.name}` : id,
        name: "privacy_mode",
        value: mode.name,
        checked: studio.document().privacy_mode === mode.name,
        on: { change: () => studio.put("privacy_mode", mode.name, { quiet: true }) },
      });
      return h(
        "label",
        { class: "impact-option", for: input.id },
        input,
        h("span", {}, h("strong", {}, mode.title), h("br"), say("learners_read"), " ", words)
      );
    };
    return F.field(
      "privacy_mode",
      h(
        "fieldset",
        { class: "studio-texts", "aria-describedby": ids },
        h("legend", { class: "studio-label" }, say("mode")),
        ...parts,
        h("div", { class: "impact-options" }, studio.data.modes.map(choice))
      )
    );
  }

  function view(studio) {
    const say = studio.say;
    const { minimum, title } = studio.data.limits;
    return [
      F.heading(studio, say("view_campaign")),
      h(
        "div",
        { class: "studio-group" },
        F.line(studio, "display_name", {
          label: say("course_title"),
          help: say("course_title_help"),
          maxlength: title,
          name: "display_name",
        }),
        F.line(studio, "campaign", {
          label: say("campaign"),
          help: say("campaign_help"),
          maxlength: 63,
          name: "campaign",
          spellcheck: "false",
          autocapitalize: "none",
        })
      ),
      h(
        "div",
        { class: "studio-group" },
        modes(studio),
        warning(studio),
        F.line(studio, "min_respondents", {
          label: say("threshold"),
          help: say("threshold_help", { minimum }),
          maxlength: 6,
          name: "min_respondents",
          inputmode: "numeric",
          class: "impact-input studio-short",
          show: String,
        })
      ),
    ];
  }

  E.campaign = { view };
})();
