/* What the list and its buttons do: add, move, copy, delete; each is said aloud and can be undone. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});

  const first = (survey) => {
    const [one] = E.survey.inOrder(survey);
    return one ? one.place : {};
  };

  // The place that is still there after something was taken away.
  function nearest(survey, place) {
    const pages = E.survey.pages(survey);
    if (place.page === undefined || !pages.length) return {};
    const page = Math.min(place.page, pages.length - 1);
    const count = E.survey.questions(pages[page]).length;
    return place.question === undefined || !count ? { page } : { page, question: Math.min(place.question, count - 1) };
  }

  const valid = (survey, place) => {
    const kept = nearest(survey, place);
    return E.list.samePlace(kept, place) ? place : kept;
  };

  const numberOf = (survey, place) => E.survey.inOrder(survey).find((one) => E.list.samePlace(one.place, place)).number;

  // `from`: where the author pressed, "list" or "tools"; focus stays there.
  function actions(studio) {
    const say = studio.say;
    const survey = () => studio.definition();
    const focusOf = (place, from) => (from === "list" ? E.list.idOf(studio, place) : undefined);
    const put = (next, place, focus) => studio.change({ ...studio.document(), definition: next }, { place, focus });

    return {
      offerTypes(page, at) {
        studio.offered = {
          page,
          at: at === undefined ? E.survey.questions(E.survey.pages(survey())[page]).length : at,
        };
        studio.showTypes();
      },
      addQuestion(page, at, type) {
        const before = E.survey
          .inOrder(survey())
          .filter((one) => one.place.page < page || (one.place.page === page && one.place.question < at))
          .pop();
        const level = before ? before.question.level : "interventions";
        const place = { page, question: at };
        const next = E.survey.insertQuestion(survey(), place, E.survey.newQuestion(survey(), type, level, studio.answeredIds()));
        put(next, place, `${E.fields.idOf(studio, `${studio.pathOf(place)}.text`)}-${studio.languages()[0]}`);
        studio.announce(say("question_added", { number: numberOf(next, place) }));
      },
      moveQuestion(place, by, from) {
        const moved = E.survey.moveQuestion(survey(), place, by);
        if (!moved) return studio.announce(say(by < 0 ? "moved_first" : "moved_last"));
        put(moved.survey, moved.place, focusOf(moved.place, from));
        studio.announce(
          say("moved_question", {
            number: numberOf(moved.survey, moved.place),
            of: E.survey.inOrder(moved.survey).length,
            page: moved.place.page + 1,
          })
        );
      },
      duplicateQuestion(place) {
        const copied = E.survey.duplicateQuestion(survey(), place, studio.answeredIds());
        put(copied.survey, copied.place, "heading");
        studio.announce(say("duplicated", { number: numberOf(copied.survey, copied.place) }));
      },
      removeQuestion(place) {
        const number = numberOf(survey(), place);
        const next = E.survey.removeQuestion(survey(), place);
        put(next, nearest(next, place), "heading");
        studio.announce(say("question_deleted", { number }));
      },
      addPage() {
        const at = E.survey.pages(survey()).length;
        put(
          E.survey.insertPage(survey(), at),
          { page: at },
          `${E.fields.idOf(studio, `definition.pages[${at}].title`)}-${studio.languages()[0]}`
        );
        studio.announce(say("page_added", { page: at + 1 }));
      },
      movePage(at, by, from) {
        const pages = E.survey.moved(E.survey.pages(survey()), at, by);
        if (pages === E.survey.pages(survey())) return studio.announce(say(by < 0 ? "moved_first" : "moved_last"));
        put(E.survey.withPages(survey(), pages), { page: at + by }, focusOf({ page: at + by }, from));
        studio.announce(say("moved", { place: at + by + 1, of: pages.length }));
      },
      removePage(at) {
        const next = E.survey.withPages(survey(), E.survey.without(E.survey.pages(survey()), at));
        put(next, nearest(next, { page: at }), "heading");
        studio.announce(say("page_deleted", { page: at + 1 }));
      },
    };
  }

  E.place = { first, valid };
  E.actions = { actions };
})();
