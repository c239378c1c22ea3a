/* What changes mean for answers that were given, read before they are saved. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const EFFECTS = ["words", "break", "gone", "recoding", "caution", "note"];

  // What may mean something else stands first, though nothing but its words changed.
  const kindOf = (change) => (change.effect === "note" && change.raises.length ? "words" : change.effect);

  // `go` saves, given the survey as it was read: with the versions raised of what means something else.
  function show(studio, found, go) {
    const say = studio.say;
    const boxes = new Map();
    const back = () => {
      studio.showReview(null);
      studio.announce("");
    };
    const save = () => {
      const raised = [...boxes.values()].filter(({ box }) => box.checked).flatMap(({ ids }) => ids);
      if (raised.length) studio.edit((survey) => E.survey.raiseVersions(survey, raised));
      studio.showReview(null);
      go(studio.definition());
    };
    const answered = found.accepted === null ? say("review_unknown") : say.count("review_accepted", found.accepted);
    studio.announce("");
    studio.showReview([
      h("h3", { class: "studio-heading", tabindex: "-1", "data-studio-review": true }, say("review")),
      h("p", {}, answered, " ", say("review_verdict", { verdict: found.verdict })),
      EFFECTS.map((effect) => ofEffect(studio, effect, found.changes, boxes)),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("save"), save, { kind: "primary", id: `${studio.prefix}-save-reviewed` }),
        button(say("review_back"), back, { id: `${studio.prefix}-review-back` })
      ),
    ]);
  }

  function ofEffect(studio, effect, changes, boxes) {
    const those = changes.filter((change) => kindOf(change) === effect);
    if (!those.length) return null;
    const list = h(
      "ul",
      { class: "studio-findings" },
      those.map((change) => entry(studio, change, boxes))
    );
    const title = studio.say(`effect_${effect}`);
    if (effect === "note") return E.dom.folded("review-notes", `${title} (${those.length})`, false, list);
    const help = effect === "words" && h("p", { class: "impact-help" }, studio.say("review_meaning"));
    return h("section", {}, h("h4", { class: "studio-subheading" }, title), help, list);
  }

  function entry(studio, change, boxes) {
    const place = change.place && [h("strong", {}, change.place), h("br")];
    const reasons = h(
      "ul",
      { class: "studio-reasons" },
      change.says.map((one) => h("li", {}, one))
    );
    return h("li", {}, place, change.says.length > 1 ? reasons : change.says, meaning(studio, change, boxes));
  }

  // Only the author knows whether other words mean something else. Items of a battery share one box.
  function meaning(studio, { raises, effect, place }, boxes) {
    const key = raises.join();
    if (!raises.length || boxes.has(key)) return null;
    const id = `${studio.prefix}-raise-${boxes.size}`;
    const box = h("input", { type: "checkbox", id, checked: effect === "break" });
    boxes.set(key, { box, ids: raises });
    const of = h("span", { class: "impact-unseen" }, ` ${place}`);
    return h(
      "label",
      { class: "impact-option studio-check", for: id },
      box,
      h("span", {}, studio.say("review_raise"), of)
    );
  }

  E.review = { show };
})();
