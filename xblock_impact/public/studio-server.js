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
          return draft && typeof draft === "object" && draft.document && typeof draft.document === "object"
            ? draft
            : null;
        } catch {
          return null;
        }
      },
      take: () => (own = read),
      keep(document_, state) {
        try {
          own = JSON.stringify({ document: document_, state, at: new Date().toISOString() });
          localStorage.setItem(name, own);
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
