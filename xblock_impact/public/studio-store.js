/* What is edited, as one document that is never changed in place: every change makes a new one, so undo is going back.

   Its members are those of save_settings: display_name, instrument, campaign, privacy_mode, min_respondents, definition, waves. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const MOST_STEPS = 300;
  const ONE_STEP = 1500; // ms between two keystrokes that are undone together

  // "definition.pages[0].title.nl" → ["definition", "pages", 0, "title", "nl"]
  const split = (path) => (path.match(/[^.[\]]+/g) || []).map((name) => (/^\d+$/.test(name) ? Number(name) : name));

  function get(document, path) {
    return split(path).reduce(
      (value, name) => (value === undefined || value === null ? undefined : value[name]),
      document
    );
  }

  // A copy of `document` with `value` at `path`; undefined takes the member away. Only what lies on the path is new.
  function set(document, path, value) {
    const put = (here, [name, ...rest]) => {
      if (name === undefined) return value;
      const copy = Array.isArray(here) ? [...here] : { ...here };
      const inner = put(copy[name], rest);
      if (inner === undefined) delete copy[name];
      else copy[name] = inner;
      return copy;
    };
    return put(document, split(path));
  }

  const startsWith = (path, beginning) =>
    path === beginning || (path.startsWith(beginning) && ".[".includes(path[beginning.length]));

  const same = (left, right) => left === right || JSON.stringify(left) === JSON.stringify(right);

  // change(next, {merge, quiet, place}): `merge`: changes with one key, typed in a row, are one step; `place`: where the author
  // was, to be led back there by undo. Listeners are called with ({quiet, place}); quiet: nothing on the page has to be built anew.
  function history(first) {
    const past = [];
    const future = [];
    const listeners = [];
    let document = first;
    let saved = first;
    let typing = null;

    const tell = (options) => listeners.forEach((listener) => listener(options));

    function change(next, { merge, quiet = false, place, from } = {}) {
      if (next === document) return;
      const now = Date.now();
      const goesOn = merge && typing && typing.merge === merge && now - typing.at < ONE_STEP;
      if (!goesOn) past.push({ document, place: from });
      if (past.length > MOST_STEPS) past.shift();
      typing = merge ? { merge, at: now } : null;
      future.length = 0;
      document = next;
      tell({ quiet, place });
    }

    function step(steps, others) {
      const entry = steps.pop();
      if (!entry) return false;
      others.push({ document, place: entry.place });
      document = entry.document;
      typing = null;
      tell({ quiet: false, place: entry.place, stepped: true });
      return true;
    }

    return {
      get document() {
        return document;
      },
      get saved() {
        return saved;
      },
      get canUndo() {
        return past.length > 0;
      },
      get canRedo() {
        return future.length > 0;
      },
      isSaved: () => same(document, saved),
      change,
      undo: () => step(past, future),
      redo: () => step(future, past),
      keep(kept) {
        saved = kept;
        typing = null;
        tell({ quiet: false }); // names that could be changed until now are fixed
      },
      listen: (listener) => listeners.push(listener),
    };
  }

  E.paths = { get, set, startsWith };
  E.store = { history, same };
})();
