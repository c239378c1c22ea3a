/* Saving: everything or nothing. Before it changes a survey that learners may have answered, the author reads what follows. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});

  const PARTS = [
    ["definition", "view_questions"],
    ["waves", "view_when"],
    ["display_name", "course_title"],
    ["campaign", "campaign"],
    ["privacy_mode", "mode"],
    ["min_respondents", "threshold"],
  ];

  function saver(studio, runtime) {
    let saving = false;
    let reviewed = null; // the survey whose changes the author has read
    let others = false; // whether somebody else has saved since, so that what is saved is not what was opened

    const notify = (name, facts) => runtime.notify && runtime.notify(name, facts || {});

    // What the changes do to answers given so far, or to the work of somebody else: the server's reply, null where there
    // is nothing to ask.
    async function changes() {
      const { definition } = studio.document();
      if (!definition || definition === reviewed) return null;
      if (!others && (!studio.savedSurvey() || E.store.same(definition, studio.store.saved.definition))) return null;
      return studio.ask("compare_survey", { definition });
    }

    function matter({ saved, accepted, changes }) {
      if (!saved) return false;
      if (others) return changes.length > 0;
      return accepted !== 0 && changes.some((change) => change.effect !== "note" || change.raises.length);
    }

    // `closes`: whether Studio is told, which closes its window.
    async function save(closes) {
      if (saving) return;
      saving = true;
      const late = studio.root.querySelector("[data-studio-late]:focus");
      if (late) late.dispatchEvent(new Event("change")); // by a key, before the field is left
      studio.fail("");
      studio.announce(studio.say("saving"));
      try {
        const found = await changes();
        if (found && !found.ok && found.status !== 422) return failed(found); // 422: saving says what is wrong
        if (found && found.ok && matter(found.result)) {
          const go = (survey) => {
            reviewed = survey;
            save(closes);
          };
          return E.review.show(studio, found.result, go);
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
      if (reply.status === 422 && reply.result.errors) return refused(reply.result.errors);
      failed(reply);
    }

    function failed(reply) {
      if (reply.status === 409 && reply.result.state) {
        studio.state = reply.result.state; // the author has read it and may save again
        reviewed = null;
        others = true;
      }
      studio.announce("");
      const detail = reply.result.detail || studio.say(reply.signedOut ? "save_signed_out" : "save_failed");
      const message = [detail, reply.status === 409 && changed(reply.result.settings)].filter(Boolean).join(" ");
      studio.fail(message);
      notify("error", { title: studio.say("not_saved"), message });
    }

    // What somebody else has changed since this page was opened, by the names of the editor's parts.
    function changed(theirs) {
      const mine = studio.store.saved;
      const text = (value) => (value !== null && typeof value === "object" ? JSON.stringify(value) : String(value || ""));
      const differs = ([name]) => theirs && text(theirs[name]) !== text(mine[name]);
      const list = PARTS.filter(differs).map(([, called]) => studio.say(called));
      return list.length > 0 && studio.say("others_changed", { list: list.join(", ") });
    }

    function kept(sent, result, closes) {
      others = false;
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
      studio.announce("");
      studio.strict = true;
      E.problems.take(studio, errors);
      studio.showProblems(true);
      notify("error", { title: studio.say("not_saved"), message: studio.say.count("problems_title", errors.length) });
    }

    return { save, cancel: () => notify("cancel") };
  }

  E.saving = { saver };
})();
