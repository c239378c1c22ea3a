/* Saving: everything or nothing. Before it changes a survey that learners may have answered, the author reads what follows. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;

  function saver(studio, runtime) {
    let saving = false;
    let reviewed = null; // the survey whose changes the author has read

    const notify = (name, facts) => runtime.notify && runtime.notify(name, facts || {});

    // What the changes do to answers given so far; null where there is nothing to say.
    async function changes() {
      const { definition } = studio.document();
      if (
        !studio.savedSurvey() ||
        !definition ||
        definition === reviewed ||
        E.store.same(definition, studio.store.saved.definition)
      )
        return null;
      const reply = await studio.ask("compare_survey", { definition });
      if (!reply.ok || !reply.result.saved || reply.result.accepted === 0) return null; // saving says what is wrong
      const matter = reply.result.changes.some((change) => change.effect !== "note" || change.raises.length);
      return matter ? reply.result : null;
    }

    // `closes`: whether Studio is told, which closes its window.
    async function save(closes) {
      if (saving) return;
      saving = true;
      studio.fail("");
      studio.announce(studio.say("saving"));
      try {
        const found = await changes();
        if (found) return review(found, closes);
        await send(closes);
      } finally {
        saving = false;
      }
    }

    async function send(closes) {
      const sent = studio.document();
      if (closes) notify("save", { state: "start" });
      const reply = await studio.ask("save_settings", { ...studio.outgoing(), based_on: studio.state });
      if (reply.ok) return kept(sent, reply.result, closes);
      studio.announce("");
      if (reply.status === 422 && reply.result.errors) return refused(reply.result.errors);
      if (reply.status === 409) studio.state = null; // the author has read it and may save again
      const message = reply.result.detail || studio.say("save_failed");
      studio.fail(message);
      notify("error", { title: studio.say("not_saved"), message });
    }

    function kept(sent, result, closes) {
      studio.state = result.state;
      studio.data.unreadable = {};
      studio.store.keep(sent);
      studio.strict = false;
      E.problems.take(studio, []);
      studio.showProblems(false);
      studio.announce(studio.say("saved"));
      if (closes) notify("save", { state: "end" });
    }

    function refused(errors) {
      studio.strict = true;
      E.problems.take(studio, errors);
      studio.showProblems(true);
      notify("error", { title: studio.say("not_saved"), message: errors.map((error) => error.message).join(" ") });
    }

    function review(found, closes) {
      const say = studio.say;
      const raises = [...new Set(found.changes.flatMap((change) => change.raises))];
      const back = () => {
        studio.showReview(null);
        studio.announce("");
      };
      const go = () => {
        reviewed = studio.document().definition;
        studio.showReview(null);
        save(closes);
      };
      const raise = () => {
        studio.edit((survey) => E.survey.raiseVersions(survey, raises));
        studio.announce(say("versions_raised"));
        save(closes);
      };
      studio.announce("");
      studio.showReview([
        h("h3", { class: "studio-heading", tabindex: "-1", "data-studio-review": true }, say("review")),
        h(
          "p",
          {},
          found.accepted === null ? say("review_unknown") : say.count("review_accepted", found.accepted),
          " ",
          say("review_verdict", { verdict: found.verdict })
        ),
        ["words", "break", "recoding", "caution", "note"].map((effect) => ofEffect(studio, effect, found.changes)),
        raises.length > 0 && h("p", { class: "studio-sentence" }, say("review_meaning")),
        h(
          "p",
          { class: "studio-buttons" },
          raises.length > 0 &&
            button(say.count("review_raise", raises.length), raise, { id: `${studio.prefix}-raise` }),
          button(say(raises.length ? "review_save_same" : "review_save"), go, { id: `${studio.prefix}-save-reviewed` }),
          button(say("review_back"), back, { kind: "quiet", id: `${studio.prefix}-review-back` })
        ),
      ]);
    }

    return { save, cancel: () => notify("cancel") };
  }

  function ofEffect(studio, effect, changes) {
    // What may mean something else stands first, though nothing but its words changed.
    const kindOf = (change) => (change.effect === "note" && change.raises.length ? "words" : change.effect);
    const those = changes.filter((change) => kindOf(change) === effect);
    if (!those.length) return null;
    const list = h(
      "ul",
      { class: "studio-findings" },
      those.map((change) =>
        h("li", {}, change.place && [h("strong", {}, change.place), h("br")], change.says.join(" "))
      )
    );
    if (effect === "note")
      return E.dom.folded("review-notes", `${studio.say("effect_note")} (${those.length})`, false, list);
    return h("section", {}, h("h4", { class: "studio-subheading" }, studio.say(`effect_${effect}`)), list);
  }

  E.saving = { saver };
})();
