/* A survey from a file of another system: what was carried over, and what was not, before it is used. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const KINDS = ["left out", "changed", "assumed"];

  function part(studio, use) {
    const say = studio.say;
    const id = `${studio.prefix}-file`;
    const report = h("div", { class: "studio-report", tabindex: "-1", hidden: true });
    const wrong = h("p", { class: "impact-error", id: `${id}-error`, role: "alert" });
    const input = h("input", {
      type: "file",
      id,
      class: "studio-file",
      "aria-describedby": `${id}-help ${id}-error`,
      accept: ".json,.xlsx,.xls,.lss,.lsg,.lsq,.txt,.tsv,.qsf,.xml",
    });
    const pick = (name, label, choices, value) => {
      const own = `${id}-${name}`;
      return h(
        "div",
        { class: "studio-field" },
        h("label", { class: "studio-label", for: own }, label),
        h(
          "select",
          { id: own, class: "impact-input impact-wide", value },
          choices.map((one) => h("option", { value: one.value }, one.label))
        )
      );
    };
    const levels = studio.data.levels.map((level) => ({ value: level.name, label: level.title }));
    const tags = ["nl", "en", "fr"].map((tag) => ({ value: tag, label: studio.languageName(tag) }));
    const chosen = (name) => document.getElementById(`${id}-${name}`).value;

    async function read() {
      wrong.textContent = "";
      report.hidden = true;
      const [file] = input.files;
      if (!file || !file.size) return refuse(say("import_no_file"));
      if (file.size > studio.data.limits.file)
        return refuse(say("import_too_large", { kilobytes: Math.floor(studio.data.limits.file / 1000) }));
      studio.announce(say("import_reading"));
      const reply = await studio.ask("import_survey", {
        name: file.name,
        data: await inBase64(file),
        level: chosen("level"),
        language: chosen("language"),
        licence: chosen("licence"),
      });
      if (!reply.ok) return refuse(reply.result.detail || say("no_answer"));
      studio.announce("");
      show(studio, report, reply.result, use);
    }

    function refuse(message) {
      wrong.textContent = message;
      studio.announce("");
      input.focus();
    }

    return E.dom.folded(
      "import",
      say("import"),
      false,
      h("label", { class: "studio-label", for: id }, say("import_file")),
      h("p", { class: "impact-help", id: `${id}-help` }, say("import_help")),
      wrong,
      input,
      E.dom.folded(
        "import-more",
        say("import_more"),
        false,
        h(
          "div",
          { class: "studio-pair" },
          pick("level", say("import_level_label"), levels, "interventions"),
          pick("language", say("import_language_label"), tags, studio.data.language),
          h(
            "div",
            { class: "studio-field" },
            h("label", { class: "studio-label", for: `${id}-licence` }, say("licence")),
            h("input", { type: "text", id: `${id}-licence`, class: "impact-input impact-wide", maxlength: 200 })
          )
        )
      ),
      h("p", { class: "studio-buttons" }, button(say("import_read"), read, { id: `${id}-read` })),
      report
    );
  }

  async function inBase64(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  }

  function show(studio, place, { definition, report }, use) {
    const say = studio.say;
    const lines = (kind) => {
      const all = report.findings.filter((one) => one.outcome === kind);
      const shown = all.map((one) =>
        h(
          "li",
          {},
          h("strong", { lang: "en" }, one.what),
          " ",
          h("code", {}, one.path),
          h("br"),
          h("span", { lang: "en" }, one.why)
        )
      );
      return (
        all.length > 0 &&
        E.dom.folded(
          `report-${kind}`,
          `${say(`report_${kind.replace(" ", "_")}`)} (${all.length})`,
          kind === "left out",
          h("ul", { class: "studio-findings" }, shown)
        )
      );
    };
    place.replaceChildren(
      h(
        "h4",
        { class: "studio-instrument-title" },
        say("report", { carried: report.carried, in_file: report.in_file })
      ),
      ...[
        report.findings.length ? h("p", { class: "impact-help" }, say("report_help")) : h("p", {}, say("report_whole")),
        ...KINDS.map(lines),
        report.more > 0 && h("p", {}, say("report_more", { count: report.more })),
      ].filter(Boolean),
      h(
        "p",
        { class: "studio-buttons" },
        button(say("import_use"), () => use(definition), { kind: "primary", id: `${studio.prefix}-import-use` })
      )
    );
    place.hidden = false;
    E.dom.focus(place);
  }

  E.files = { part };
})();
