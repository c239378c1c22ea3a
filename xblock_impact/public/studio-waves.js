/* When a survey is held: once at any time, once in a period, or later and again. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h, button } = E.dom;
  const F = E.fields;
  const USUAL = [30, 90, 180, 365]; // days after this learner has finished
  const ONLY = "main"; // key of the one wave of a survey that is held once

  const waves = (plan) => (plan && plan.waves) || [];
  const isPeriod = (plan) => waves(plan).length === 1 && plan.waves[0].key === ONLY && plan.waves[0].anchor === "date";
  const kindOf = (plan) => (plan === undefined ? "" : plan === null ? "once" : isPeriod(plan) ? "period" : "later");

  const zone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone || "Europe/Brussels";
  const usual = (days) => ({
    key: `day-${days}`,
    anchor: "completed",
    delay_days: days,
    open_days: 21,
    reminder_days: [4, 11],
  });
  const planOf = (studio, calendar, all) => ({ format: "impact-schedule/1", time_zone: zone(), calendar, waves: all });
  const workdays = (studio) => ({ nl: "nl", fr: "fr" })[studio.data.language] || "weekdays";

  const PLANS = {
    once: () => null,
    period: (studio) => planOf(studio, "every_day", [{ key: ONLY, anchor: "date", open_days: 14 }]),
    later: (studio, days = USUAL) => planOf(studio, workdays(studio), days.map(usual)),
  };

  function view(studio) {
    const say = studio.say;
    const plan = studio.document().waves;
    const kind = kindOf(plan);
    const id = `${studio.prefix}-when`;
    // Arrows go through the kinds, so each is found again as it was left.
    const turn = (to) => {
      const saved = studio.store.saved.waves;
      const now = studio.document().waves; // days may have been typed since this was built
      studio.plans = { ...studio.plans, [kindOf(now)]: now };
      const known = studio.plans[to] || (saved && kindOf(saved) === to ? saved : null);
      studio.put("waves", known || PLANS[to](studio), { focus: `${id}-${to}` });
    };
    const choice = (name) =>
      h(
        "label",
        { class: "impact-option", for: `${id}-${name}` },
        h("input", {
          type: "radio",
          id: `${id}-${name}`,
          name: id,
          value: name,
          checked: kind === name,
          on: { change: () => turn(name) },
        }),
        h("span", {}, h("strong", {}, say(`when_${name}`)), h("br"), say(`when_${name}_help`))
      );
    return [
      F.heading(studio, say("view_when")),
      studio.data.unreadable.waves && !plan && h("p", { class: "studio-warning" }, say("waves_unreadable")),
      F.field(
        "waves",
        h("p", { class: "impact-error", id: `${id}-error`, "data-studio-error": true, hidden: true }),
        h(
          "fieldset",
          { class: "studio-texts" },
          h("legend", { class: "studio-label" }, say("when_question")),
          h("div", { class: "impact-options" }, Object.keys(PLANS).map(choice))
        )
      ),
      gone(studio, plan),
      kind === "period" && period(studio),
      kind === "later" && later(studio, plan),
      plan && E.days.days(studio, kind),
    ];
  }

  // Moments that learners may have answered, and that nobody is asked at any more.
  function gone(studio, plan) {
    const saved = waves(studio.store.saved.waves).map((wave) => wave.key);
    const keys = waves(plan).map((wave) => wave.key);
    const lost = saved.filter((key) => !keys.includes(key));
    return lost.length > 0 && h("p", { class: "studio-warning" }, studio.say("waves_gone", { keys: lost.join(", ") }));
  }

  const sentence = (studio, at) => {
    const place = h("p", { class: "studio-sentence" });
    const show = () => {
      place.textContent = studio.waveSentences[at] || "";
      place.hidden = !place.textContent;
    };
    studio.whenChecked(place, show);
    show();
    return place;
  };

  function period(studio) {
    const say = studio.say;
    return F.group(
      say("when_period"),
      h(
        "div",
        { class: "studio-pair" },
        F.date(studio, "waves.waves[0].on", { label: say("wave_from") }),
        F.number(studio, "waves.waves[0].open_days", { label: say("wave_days") })
      ),
      sentence(studio, 0)
    );
  }

  function later(studio, plan) {
    const say = studio.say;
    const all = waves(plan);
    const put = (next, focus, said) => {
      studio.put("waves.waves", next, { focus });
      studio.announce(said);
    };
    const now = () => waves(studio.document().waves);
    const add = (wave) => put([...now(), wave], `${studio.prefix}-wave-${all.length}`, say("wave_added"));
    const remove = (at) => put(E.survey.without(now(), at), `${studio.prefix}-wave-add`, say("wave_removed"));
    const keys = new Set(all.map((wave) => wave.key));
    const once = new Set([...keys, ...waves(studio.store.saved.waves).map((wave) => wave.key)]); // answers are kept under them
    const blank = () => {
      let number = all.length + 1;
      while (once.has(`moment-${number}`)) number += 1;
      return { key: `moment-${number}`, anchor: "completed", delay_days: 0, open_days: 21 };
    };
    const offered = USUAL.filter((number) => !keys.has(`day-${number}`));
    return F.field(
      "waves.waves",
      h("p", {
        class: "impact-error",
        id: `${F.idOf(studio, "waves.waves")}-error`,
        "data-studio-error": true,
        hidden: true,
      }),
      h(
        "ol",
        { class: "studio-rows studio-cards" },
        all.map((one, at) => wave(studio, one, at, () => remove(at)))
      ),
      h(
        "p",
        { class: "studio-buttons" },
        offered.map((number) =>
          button(say("wave_add_days", { days: number }), () => add(usual(number)), { kind: "quiet" })
        ),
        button(say("wave_add"), () => add(blank()), { kind: "quiet", id: `${studio.prefix}-wave-add` })
      )
    );
  }

  function wave(studio, one, at, remove) {
    const say = studio.say;
    const path = `waves.waves[${at}]`;
    const name = say("wave_of", { number: at + 1 });
    const anchors = studio.data.anchors.map((anchor) => ({ value: anchor, label: say(`counted_${anchor}`) }));
    // A date has a day, every other anchor a number of days.
    const turn = (anchor) => {
      const { on, delay_days, ...rest } = E.paths.get(studio.document(), path);
      const own = anchor === "date" ? (on ? { on } : {}) : { delay_days: delay_days === undefined ? 0 : delay_days };
      studio.put(path, { ...rest, anchor, ...own }, { focus: F.idOf(studio, `${path}.anchor`) });
    };
    return h(
      "li",
      { class: "studio-row", id: `${studio.prefix}-wave-${at}`, tabindex: "-1" },
      h(
        "fieldset",
        { class: "studio-row-set" },
        h("legend", { class: "studio-row-legend" }, name),
        sentence(studio, at),
        h(
          "div",
          { class: "studio-pair studio-moment" },
          F.select(studio, `${path}.anchor`, { label: say("wave_anchor"), choices: anchors, react: turn }),
          one.anchor === "date"
            ? F.date(studio, `${path}.on`, { label: say("wave_from") })
            : F.number(studio, `${path}.delay_days`, { label: say("wave_delay"), put: delay(studio, path) }),
          F.number(studio, `${path}.open_days`, { label: say("wave_days") }),
          F.line(studio, `${path}.reminder_days`, {
            label: say("wave_reminder_days"),
            help: say("wave_reminder_help"),
            show: (list) => list.join(", "),
            write: toDays,
            inputmode: "numeric",
          })
        ),
        E.dom.folded(
          `wave-${one.key}`,
          say("option_more"),
          false,
          F.check(studio, `${path}.enrolled_only`, { label: say("wave_enrolled") }),
          key(studio, path, one.key)
        )
      ),
      F.movers(studio, { at, count: 1, name, remove })
    );
  }

  // A key that names the days goes along with them until it is saved: nobody looks for 60 days under day-30.
  const delay = (studio, path) => (at, days, options) => {
    const now = E.paths.get(studio.document(), path);
    const saved = waves(studio.store.saved.waves).map((wave) => wave.key);
    const taken = [...saved, ...waves(studio.document().waves).map((wave) => wave.key)];
    const key = `day-${days}`;
    const own = /^day-\d+$/.test(now.key) && !saved.includes(now.key);
    const follows = own && Number.isInteger(days) && days >= 0 && !taken.includes(key);
    studio.put(path, E.paths.set({ ...now, key: follows ? key : now.key }, "delay_days", days), options);
    const shown = document.getElementById(F.idOf(studio, `${path}.key`));
    if (follows && shown) shown.value = key;
  };

  // Answers and messages are kept under the key, so a saved one stays.
  function key(studio, path, now) {
    const saved = waves(studio.store.saved.waves).some((wave) => wave.key === now);
    if (saved) return h("p", { class: "studio-fixed" }, `${studio.say("wave_key")}: `, h("code", {}, now));
    return F.line(studio, `${path}.key`, {
      label: studio.say("wave_key"),
      help: studio.say("wave_key_help"),
      maxlength: 63,
      spellcheck: "false",
    });
  }

  // What is no number stays as it was typed, so that it is marked and not lost.
  function toDays(words) {
    const list = words
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((one) => (/^\d{1,4}$/.test(one) ? Number(one) : one));
    return list.length ? list : undefined;
  }

  E.waves = { view, later: PLANS.later, waves };
})();
