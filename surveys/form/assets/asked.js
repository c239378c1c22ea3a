/* Which questions are asked, given what was answered so far: as surveys/answers decides on the server.

   ImpactAsked.asked(plan, raw) → {pages: {id: true or false}, questions: {id: true or false}}: all with a condition
     plan  as surveys/form/plan.py makes it
     raw   {input name: text or list of texts}, as a form sends it
   Readers return null for no answer, for "prefer not to say" and for what the server would refuse. */
(function () {
  "use strict";
  const DECLINED = "~declined";
  const DIGIT = "[0-9٠-٩۰-۹]";
  const NUMBER = new RegExp(`^[+-]?${DIGIT}+(?:[.,]${DIGIT}+)?$`);
  const THOUSANDS = new RegExp(`^[+-]?[1-9]${DIGIT}{0,2}[.,]${DIGIT}{3}$`);
  const PART = new RegExp(`^${DIGIT}{1,4}$`);
  const SPACE = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"; // as Python has it
  const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");
  const GAPS = new RegExp(`${SPACE}+`, "g");
  const isText = (value) => typeof value === "string";
  const strip = (text) => text.replace(ENDS, "");
  const empty = (value) => value === undefined || value === null || value === "";
  const within = (value, low, high) => (low === undefined || value >= low) && (high === undefined || value <= high);
  const NONE = { none: true }; // nothing typed, as against null: refused

  class Parts {
    constructor(whole) {
      this.all = new Map(empty(whole) ? [] : [["", whole]]);
    }
  }

  function fold(raw) {
    const folded = new Map(Object.entries(raw).filter(([name]) => !name.includes(".")));
    for (const [name, value] of Object.entries(raw)) {
      const dot = name.indexOf(".");
      if (dot < 0) continue;
      const id = name.slice(0, dot);
      if (!(folded.get(id) instanceof Parts)) folded.set(id, new Parts(folded.get(id)));
      if (!empty(value)) folded.get(id).all.set(name.slice(dot + 1), value);
    }
    return folded;
  }

  // Arabic and Persian digits end in the same four bits as ours.
  const ascii = (text) => text.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15).replace(",", ".");

  function plain(raw) {
    if (empty(raw)) return NONE;
    let number = raw;
    if (isText(raw)) {
      const typed = strip(raw);
      if (!typed) return NONE;
      number = typed.length <= 32 && NUMBER.test(typed) ? Number(ascii(typed)) : null;
    }
    return typeof number === "number" && Math.abs(number) <= 1e15 ? number : null;
  }

  const isNumber = (value) => typeof value === "number";

  function number(raw, how) {
    const value = plain(raw);
    if (!isNumber(value)) return null;
    if (how.whole !== false && (!Number.isInteger(value) || (isText(raw) && THOUSANDS.test(strip(raw))))) return null;
    return within(value, how.minimum, how.maximum) ? value : null;
  }

  function recommendation(raw) {
    const value = plain(raw);
    return Number.isInteger(value) && within(value, 0, 10) ? value : null;
  }

  function duration(raw, how) {
    let total = NONE;
    if (!(raw instanceof Parts)) total = plain(raw);
    else if (!raw.all.has("")) {
      const both = [plain(raw.all.get("hours")), plain(raw.all.get("minutes"))];
      if (both.includes(null)) return null;
      const [hours, minutes] = both.map((part) => (part === NONE ? 0 : part));
      if (both[0] !== NONE || both[1] !== NONE) total = Math.min(hours, minutes) < 0 ? -1 : hours * 60 + minutes;
      const near = Math.round(total); // 4.1 hours are 246 minutes, which floats miss by less
      if (Math.abs(total - near) <= 1e-6) total = near;
    }
    return Number.isInteger(total) && total >= 0 && total <= 1e15 && within(total, how.minimum, how.maximum) ? total : null;
  }

  function iso(parts) {
    const given = ["year", "month", "day"].map((part) => strip(String(parts.get(part) || "")));
    if (!given.some(Boolean)) return parts.get("");
    if (!given.every((part) => PART.test(part))) return null;
    const [year, month, day] = given.map((part) => Number(ascii(part)));
    const pad = (part) => String(part).padStart(2, "0");
    return year < 1000 ? null : `${year}-${pad(month)}-${pad(day)}`;
  }

  function date(raw, how) {
    const text = raw instanceof Parts ? iso(raw.all) : raw;
    const found = isText(text) && /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (!found) return null;
    const [year, month, day] = found.slice(1).map(Number);
    const days = [31, (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
    return real && within(text, how.earliest, how.latest) ? text : null;
  }

  const code = (raw, how) => (how.codes.includes(raw) ? raw : null);

  function codes(raw, how) {
    const given = isText(raw) ? [raw] : raw;
    if (!Array.isArray(given) || !given.every((one) => how.codes.includes(one))) return null;
    const chosen = how.codes.filter((one) => given.includes(one));
    const alone = chosen.some((one) => how.alone.includes(one));
    if (!chosen.length || (alone && chosen.length > 1) || chosen.length > how.maximum) return null;
    return alone || within(chosen.length, how.minimum) ? chosen : null;
  }

  function ranking(raw, how) {
    const ranked = raw instanceof Parts ? byPlace(raw.all) : isText(raw) ? [raw] : raw;
    if (!Array.isArray(ranked) || !ranked.length || !ranked.every((one) => how.codes.includes(one))) return null;
    return new Set(ranked).size === ranked.length && ranked.length <= how.maximum ? ranked : null;
  }

  function byPlace(parts) {
    if (parts.has("")) return null;
    const places = [...parts].map(([one, place]) => [/^[0-9]{1,3}$/.test(place) ? Number(place) : 0, one]);
    places.sort((left, right) => left[0] - right[0]);
    return places.every(([place], index) => place === index + 1) ? places.map(([, one]) => one) : null;
  }

  function text(raw, how) {
    if (!isText(raw)) return null;
    const said = strip(raw.replace(/\r\n?/g, "\n"));
    if (/[\0\ud800-\udfff]/u.test(said) || Array.from(said).length > how.maximum) return null;
    if (how.declinable && said === DECLINED) return null;
    return (how.type === "short_text" ? strip(said.replace(GAPS, " ")) : said) || null;
  }

  const IN_PARTS = { duration, date, ranking };
  const WHOLE = { single_choice: code, scale: code, multiple_response: codes, number, recommendation, short_text: text, free_text: text };

  function read(raw, how) {
    let given = raw;
    if (raw instanceof Parts) {
      const rest = new Parts();
      rest.all = new Map([...raw.all].filter(([part]) => part !== DECLINED));
      if (how.declinable && raw.all.has(DECLINED)) return null;
      if (!(how.type in IN_PARTS) && [...rest.all.keys()].some(Boolean)) return null;
      given = how.type in IN_PARTS ? rest : rest.all.get("");
    }
    if (empty(given)) return null;
    if (how.declinable && (given === DECLINED || (Array.isArray(given) && given.includes(DECLINED)))) return null;
    return (IN_PARTS[how.type] || WHOLE[how.type])(given, how);
  }

  // Whoever wrote the words for "other" chose it, unless another option is chosen.
  function tickOther(folded, id, how) {
    const [wordsId, other] = how.other;
    const words = folded.get(wordsId);
    if (!isText(words) || !strip(words)) return;
    const chosen = folded.get(id);
    if (empty(chosen)) folded.set(id, how.type === "multiple_response" ? [other] : other);
    else if (how.type === "multiple_response") {
      const list = isText(chosen) ? [chosen] : chosen;
      if (!Array.isArray(list) || list.includes(other) || list.some((one) => how.exclusive.includes(one))) return;
      folded.set(id, [...list, other]);
    }
  }

  function asked(plan, raw) {
    const folded = fold(raw);
    const all = plan.pages.flatMap((page) => page.questions);
    all.forEach(({ id, read: how }) => how && how.other && tickOther(folded, id, how));
    const known = { ...plan.known };
    const result = { pages: {}, questions: {} };
    for (const page of plan.pages) {
      const shown = !("when" in page) || ImpactConditions.holds(page.when, known);
      if ("when" in page) result.pages[page.id] = shown;
      for (const question of page.questions) {
        const here = shown && (!("when" in question) || ImpactConditions.holds(question.when, known));
        if ("when" in question) result.questions[question.id] = here;
        const value = here && question.read ? read(folded.get(question.id), question.read) : null;
        if (value !== null) known[question.id] = value;
      }
    }
    return result;
  }

  globalThis.ImpactAsked = { asked };
})();
