/* Saving: everything or nothing. Before it changes a survey that learners may have answered, the author reads what follows. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});

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
        if (found) {
          const go = (survey) => {
            reviewed = survey;
            save(closes);
          };
          return E.review.show(studio, found, go);
        }
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

    return { save, cancel: () => notify("cancel") };
  }

  E.saving = { saver };
})();
