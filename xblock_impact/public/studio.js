/* Studio's editor: the document that is edited, the page around it, and what is heard from the keyboard.

   ImpactStudio(runtime, element, {words}) is what Studio calls. What is saved stands as JSON in the page. */
window.ImpactStudio = function (runtime, element, given) {
  "use strict";
  const E = window.ImpactEditor;
  const { h, button, later, refill, focus } = E.dom;
  const SAID = 10000; // ms that a sentence stays
  const root = (element.jquery ? element[0] : element).querySelector("[data-studio]");
  const data = JSON.parse(root.dataset.studio);
  const find = (name) => root.querySelector(`[data-studio-${name}]`);
  const say = E.words.speaker(given.words);
  const store = E.store.history(data.settings);
  const drafts = E.server.drafts(data.draft, () => root.isConnected && studio.fail(say("open_elsewhere")));
  const days = new Intl.DateTimeFormat(data.language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const times = new Intl.DateTimeFormat(data.language, { dateStyle: "medium", timeStyle: "short" });
  const shown = []; // elements that follow the document without being built anew
  const checkedToo = []; // and those that follow what the server said of it
  let saying = 0;
  let library = null;
  let kept = true; // whether the device keeps drafts
  let keptAt = "";

  const follow = (list) => (element_, act) => list.push({ element_, act });
  function tell(list) {
    for (let at = list.length - 1; at >= 0; at -= 1) {
      if (list[at].element_.isConnected) list[at].act();
      else list.splice(at, 1);
    }
  }

  const studio = {
    root,
    data,
    say,
    store,
    prefix: data.prefix,
    state: data.state,
    problems: [],
    waveSentences: [],
    strict: false,
    view: "questions",
    place: {},
    offered: null,
    ask: E.server.server(runtime, element),
    document: () => store.document,
    // What is sent: before a survey was chosen none of the library may be taken for it.
    outgoing: () => ({ ...store.document, instrument: studio.hasSurvey() ? store.document.instrument : "" }),
    definition: () => store.document.definition,
    hasSurvey: () => Boolean(store.document.definition),
    savedSurvey: () => (store.saved.campaign ? store.saved.definition : null),
    languages: () => store.document.definition.languages,
    languageName: E.words.languageNamer(data.language),
    read: (text) => E.texts.read(text, data.language),
    readIn: E.texts.read,
    day: (iso) => days.format(new Date(`${iso}T00:00:00Z`)),
    pathOf: ({ page, question }) =>
      `definition.pages[${page}]` + (question === undefined ? "" : `.questions[${question}]`),
    problemsAt: (place) =>
      studio.problems.filter((problem) => {
        const at = E.problems.placeOf(problem.path);
        return at.view === "questions" && E.list.samePlace(at.place, place);
      }),
    fixedIds: () => (studio.savedSurvey() ? E.survey.ids(studio.savedSurvey()) : new Set()),
    // Names that answers may be kept under, where the survey that is edited is the one that was saved.
    answeredIds: () => ((studio.savedSurvey() || {}).id === studio.definition().id ? studio.fixedIds() : new Set()),
    fixedCodes(id) {
      const one =
        studio.savedSurvey() && E.survey.inOrder(studio.savedSurvey()).find(({ question }) => question.id === id);
      return one ? (one.question.options || []).map((option) => option.code) : [];
    },
    instruments: () => (library = library || studio.ask("list_instruments", {})),
    whileShown: follow(shown),
    whenChecked: follow(checkedToo),
    change(next, { focus: where, ...options } = {}) {
      store.change(next, { from: here(), ...options });
      views.focusOn(where);
    },
    put: (path, value, options) =>
      studio.change(E.start.titled(studio, E.paths.set(store.document, path, value)), options),
    edit: (act, options) => studio.change({ ...store.document, definition: act(store.document.definition) }, options),
    announce(text) {
      const place = find("said");
      place.textContent = "";
      clearTimeout(saying);
      saying = setTimeout(() => {
        place.textContent = text; // the same words again are said again
        saying = setTimeout(() => (place.textContent = ""), SAID);
      }, 50);
    },
    fail(text) {
      if (find("failed").textContent !== text) find("failed").textContent = text; // said aloud once
    },
    checked() {
      views.marks();
      E.problems.mark(studio);
      tell(checkedToo);
      bar();
      if (!find("problems").hidden) refill(find("problems"), () => E.problems.summary(studio) || []);
      find("problems").hidden = find("problems").hidden || !studio.problems.length;
    },
    showProblems(visible) {
      const place = find("problems");
      studio.strict = studio.strict || visible;
      place.hidden = !visible || !studio.problems.length;
      refill(place, () => E.problems.summary(studio) || []);
      E.problems.mark(studio);
      if (!place.hidden) focus(place);
    },
    showReview(content) {
      const place = find("review");
      refill(place, () => content || []);
      place.hidden = !content;
      find("body").hidden = find("nav-place").hidden = Boolean(content);
      focus(content ? place.querySelector("[data-studio-review]") : find("save"));
    },
  };
  const views = E.views.views(studio);
  const checker = E.problems.checker(studio);
  const saver = E.saving.saver(studio, runtime);
  Object.assign(studio, E.actions.actions(studio), {
    show: views.show,
    go: views.go,
    showTypes: views.showTypes,
    main: views.main,
  });

  // The line that is always there: what is kept where, what is left to do, undo, save.
  function bar() {
    const saved = store.isSaved();
    const count = studio.problems.length;
    const status = saved
      ? say(store.saved.campaign ? "state_saved" : "state_new")
      : kept
        ? say("state_kept", { time: keptAt || clock() })
        : say("state_lost");
    if (find("state").textContent !== status) find("state").textContent = status;
    find("count").textContent = count ? say.count("problems", count) : "";
    find("count").hidden = !count;
    find("undo").setAttribute("aria-disabled", String(!store.canUndo));
    find("redo").setAttribute("aria-disabled", String(!store.canRedo));
  }

  const clock = () => new Date().toLocaleTimeString(data.language, { hour: "2-digit", minute: "2-digit" });
  const keep = later(300, keepNow);
  function keepNow() {
    keep.cancel();
    if (store.isSaved()) drafts.forget();
    else kept = drafts.keep(store.document, studio.state);
    keptAt = clock();
    bar();
  }

  store.listen(({ quiet, place }) => {
    if (place && place.view) studio.view = place.view;
    if (place) studio.place = place.view ? place.place : place;
    studio.offered = null;
    if (!find("review").hidden) studio.showReview(null); // it says nothing of what has changed since
    if (quiet) views.list();
    else views.draw();
    tell(shown);
    bar();
    keep();
    checker.soon();
  });

  const here = () => ({ view: studio.view, place: studio.place });
  const step = (name) => studio.announce(say(store[name]() ? `${name}_done` : `${name}_none`));

  // What is typed there is not in the document, or not yet.
  const isApart = (input) => !input.closest("[data-studio-path]") || input.matches("[data-studio-late]");

  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("[data-studio-preview]")) return;
    const key = event.key.toLowerCase();
    if (["z", "y"].includes(key) && E.dom.isText(event.target) && isApart(event.target)) return; // the browser undoes it
    const act = { z: () => step(event.shiftKey ? "redo" : "undo"), y: () => step("redo"), s: () => saver.save(false) }[
      key
    ];
    if (!act) return;
    event.preventDefault();
    act();
  });
  find("undo").addEventListener("click", () => step("undo"));
  find("redo").addEventListener("click", () => step("redo"));
  find("save").addEventListener("click", () => saver.save(true));
  find("keep").addEventListener("click", () => saver.save(false));
  find("close").addEventListener("click", () => (keepNow(), saver.cancel()));
  find("count").addEventListener("click", () => studio.showProblems(true));
  window.addEventListener("pagehide", () => root.isConnected && keepNow());
  window.addEventListener("beforeunload", (event) => {
    if (root.isConnected && !kept && !store.isSaved()) event.preventDefault(); // what the device keeps is not lost
  });

  // Work that was not saved is offered before anything else can be done.
  function offer(draft) {
    const choose = (goesOn) => {
      find("draft").hidden = true;
      drafts.take();
      if (goesOn) store.change(draft.document, { from: here() });
      else drafts.forget();
      open();
      views.focusOn("heading");
    };
    const changed = draft.state !== data.state;
    const offered = [
      h("h2", { class: "studio-heading", tabindex: "-1" }, say("draft_title")),
      h("p", {}, say("draft_help", { time: times.format(new Date(draft.at)) })),
      changed && h("p", { class: "studio-warning" }, say("draft_changed")),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("draft_continue"), () => choose(true), { kind: "primary", id: `${data.prefix}-draft-continue` }),
        button(say("draft_discard"), () => choose(false), { id: `${data.prefix}-draft-discard` })
      ),
    ];
    refill(find("draft"), () => offered);
    find("draft").hidden = false;
  }

  function open() {
    find("body").hidden = find("nav-place").hidden = find("tools").hidden = false;
    if (studio.hasSurvey()) studio.place = E.place.first(studio.definition());
    studio.view = studio.hasSurvey() ? "questions" : "start";
    views.draw();
    bar();
    checker.check();
  }

  const draft = drafts.read();
  if (draft && !E.store.same(draft.document, store.document)) offer(draft);
  else {
    drafts.take(); // it holds nothing that is not saved
    open();
  }
};
