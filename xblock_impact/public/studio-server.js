/* Asking the block's handlers, and keeping unsaved work on the device. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});

  // What a server answers to somebody whose session has ended: a page to sign in at, or a refusal in no words of ours.
  const isSignedOut = (reply) => reply.redirected || [401, 403].includes(reply.status);

  // ask(handler, document) → Promise of {ok, status, result, signedOut}; status 0 where there was no answer that could
  // be read.
  function server(runtime, element) {
    return async function ask(handler, document_) {
      const token = /(?:^|;\s*)csrftoken=([^;]*)/.exec(document.cookie);
      let reply = null;
      try {
        reply = await fetch(runtime.handlerUrl(element, handler), {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token ? token[1] : "" },
          body: JSON.stringify(document_),
        });
        return { ok: reply.ok, status: reply.status, result: await reply.json() };
      } catch {
        return { ok: false, status: 0, result: {}, signedOut: Boolean(reply) && isSignedOut(reply) };
      }
    };
  }

  // Of several questions asked in a row only the answer to the last one counts: the others resolve to null.
  function latest(ask) {
    let last = 0;
    return async (...question) => {
      const mine = ++last;
      const reply = await ask(...question);
      return mine === last ? reply : null;
    };
  }

  const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
  const isListOf = (value, fits) => Array.isArray(value) && value.every((one) => isObject(one) && fits(one));
  const isNamed = (question) => typeof question.id === "string" && typeof question.type === "string";

  // Whether the editor can work on a document: another release may have left it there.
  function isWork(work) {
    if (!isObject(work)) return false;
    const { definition, waves } = work;
    const asks = (page) => isListOf(page.questions, isNamed);
    const isSurvey = isObject(definition) && Array.isArray(definition.languages) && isListOf(definition.pages, asks);
    return (!definition || isSurvey) && (!waves || (isObject(waves) && isListOf(waves.waves, () => true)));
  }

  // One draft for each block and browser. `keep` says whether the device took it: private windows and full disks do not.
  // `take` makes the one that was read this page's own; `forget` leaves what another tab keeps, or nobody has taken yet.
  // `elsewhere` is called when another tab keeps one.
  function drafts(usage, elsewhere) {
    const name = `impact-studio:${usage}`;
    let read = null;
    let own = null;
    window.addEventListener("storage", (event) => event.key === name && event.newValue && elsewhere());
    return {
      read() {
        try {
          read = localStorage.getItem(name);
          const draft = JSON.parse(read);
          return isObject(draft) && isWork(draft.document) && !Number.isNaN(Date.parse(draft.at)) ? draft : null;
        } catch {
          return null;
        }
      },
      take: () => (own = read),
      keep(document_, state) {
        try {
          const text = JSON.stringify({ document: document_, state, at: new Date().toISOString() });
          localStorage.setItem(name, text);
          own = text; // what does not fit any more leaves the one before
          return true;
        } catch {
          return false;
        }
      },
      forget() {
        try {
          if (localStorage.getItem(name) === own) localStorage.removeItem(name);
        } catch {
          // nothing was kept there
        }
      },
    };
  }

  E.server = { server, latest, drafts };
})();
