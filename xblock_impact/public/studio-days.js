/* The days and hours of a plan: on which nothing opens, and in which nothing is sent. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});
  const { h } = E.dom;
  const F = E.fields;

  const toDates = (words) => {
    const list = words.split(/\s+/).filter(Boolean);
    return list.length ? list : undefined;
  };

  // Of what has two members, such as quiet hours, nothing is left once both are empty.
  const whole = (studio) => (path, given, options) => {
    const holder = path.replace(/\.\w+$/, "");
    const next = E.paths.set(studio.document(), path, given);
    const empty = !Object.keys(E.paths.get(next, holder)).length;
    studio.change(empty ? E.paths.set(next, holder, undefined) : next, options);
  };

  function days(studio, kind) {
    const say = studio.say;
    const zones = (Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : []).map((name) => ({
      value: name,
      label: name.replace(/_/g, " "),
    }));
    const calendars = studio.data.calendars.map((name) => ({ value: name, label: say(`calendar_${name}`) }));
    const clock = (path, label) =>
      F.line(studio, path, {
        label,
        put: whole(studio),
        type: "time",
        write: (time) => time || undefined,
        class: "impact-input studio-short",
      });
    const limit = (path, label) => F.number(studio, path, { label, put: whole(studio) });
    return F.group(
      say("days"),
      h(
        "div",
        { class: "studio-pair" },
        F.select(studio, "waves.time_zone", { label: say("time_zone"), choices: zones }),
        F.select(studio, "waves.calendar", {
          label: say("calendar"),
          help: say("calendar_help"),
          choices: calendars,
          absent: "weekdays",
        })
      ),
      kind === "later" &&
        E.dom.folded(
          "sending",
          say("sending"),
          false,
          h(
            "div",
            { class: "studio-pair" },
            clock("waves.quiet_hours.from", say("quiet_from")),
            clock("waves.quiet_hours.until", say("quiet_until")),
            limit("waves.budget.messages", say("budget_messages")),
            limit("waves.budget.days", say("budget_days"))
          ),
          F.line(studio, "waves.days_off", {
            label: say("days_off"),
            help: say("days_off_help"),
            rows: 3,
            show: (list) => list.join("\n"),
            write: toDates,
          })
        )
    );
  }

  E.days = { days };
})();
