/* The views of the editor and what stands in them: built anew when the document changes in more than words. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button, refill, focus } = E.dom;
  const VIEWS = ["questions", "languages", "when", "campaign", "preview"];

  function settings(studio) {
    if (studio.offered) return E.types.types(studio, studio.offered.page, studio.offered.at);
    const { page, question } = studio.place;
    if (page === undefined) return E.about.survey(studio);
    return question === undefined ? E.about.page(studio, page) : E.question.settings(studio, studio.place);
  }

  const CONTENT = {
    start: (studio) => E.start.view(studio),
    questions: settings,
    languages: (studio) => E.languages.languages(studio),
    when: (studio) => E.waves.view(studio),
    campaign: (studio) => E.campaign.view(studio),
    preview: (studio) => E.preview.ofSurvey(studio),
  };

  function views(studio) {
    const find = (name) => studio.root.querySelector(`[data-studio-${name}]`);
    let followed = "";
    const parts = { nav: find("nav"), list: find("list"), main: find("main"), body: find("body") };

    function nav() {
      const survey = studio.hasSurvey();
      const gaps = survey ? E.texts.missing(studio.definition()).length : 0;
      const label = (view) => [
        studio.say(`view_${view}`),
        view === "languages" && gaps > 0 && h("span", { class: "studio-mark" }, studio.say.count("missing", gaps)),
      ];
      return (survey ? VIEWS : ["start", "when", "campaign"]).map((view) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              id: `${studio.prefix}-view-${view}`,
              class: "studio-tab",
              "aria-current": view === studio.view ? "page" : undefined,
              on: { click: () => show(view, undefined, { focus: "heading" }) },
            },
            label(view)
          )
        )
      );
    }

    function list() {
      if (studio.view !== "questions" || !studio.hasSurvey()) return;
      refill(parts.list, () => E.list.list(studio));
      follow();
    }

    // A long list scrolls by itself: what has just been chosen comes into view, without moving the page.
    function follow() {
      const current = parts.list.querySelector("[aria-current]");
      if (!current || current.id === followed) return;
      followed = current.id;
      const [entry, box] = [current.getBoundingClientRect(), parts.list.getBoundingClientRect()];
      if (entry.top < box.top) parts.list.scrollTop += entry.top - box.top;
      else if (entry.bottom > box.bottom) parts.list.scrollTop += entry.bottom - box.bottom;
    }

    function bar() {
      refill(parts.nav, nav);
    }

    function draw() {
      if (!studio.hasSurvey() && ["questions", "languages", "preview"].includes(studio.view)) studio.view = "start";
      if (studio.hasSurvey()) studio.place = E.place.valid(studio.definition(), studio.place);
      const listed = studio.view === "questions";
      parts.body.classList.toggle("studio-listed", listed);
      parts.list.hidden = !listed;
      bar();
      list();
      const back =
        listed &&
        h(
          "p",
          { class: "studio-back" },
          button(studio.say("back_to_list"), () => open(false), { kind: "quiet" })
        );
      refill(parts.main, () => [back, CONTENT[studio.view](studio)]);
      E.problems.mark(studio);
    }

    // On a narrow page either the list shows or what was chosen in it.
    function open(detail) {
      parts.body.classList.toggle("studio-open", detail);
      if (!detail) focus(document.getElementById(E.list.idOf(studio, studio.place)));
    }

    const focusOn = (where) =>
      where &&
      focus(where === "heading" ? parts.main.querySelector("[data-studio-heading]") : document.getElementById(where));

    function show(view, place, options = {}) {
      if (place) studio.place = place;
      studio.offered = null;
      studio.view = view;
      parts.body.classList.toggle("studio-open", view !== "questions" || Boolean(place));
      draw();
      focusOn(options.focus || "heading");
    }

    function go(place, options = {}) {
      studio.place = place;
      studio.offered = null;
      parts.body.classList.add("studio-open");
      draw();
      focusOn(options.focus);
    }

    function showTypes() {
      parts.body.classList.add("studio-open");
      draw();
      focusOn("heading");
    }

    return {
      draw,
      list: E.dom.later(200, list),
      marks: () => (list(), bar()),
      show,
      go,
      showTypes,
      focusOn,
      main: parts.main,
    };
  }

  E.views = { views };
})();
