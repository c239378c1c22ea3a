/* Conditions as an author builds them: rows of question, comparison and value, all or any of which have to hold.

   read(condition) → {join, rows} or null, for one that says more than this; a row keeps its own document as long as nobody edits it.
   write({join, rows}) → the condition, undefined without rows. */
(function () {
  "use strict";
  const E = (window.ImpactEditor = window.ImpactEditor || {});

  const variable = (id) => ({ var: id });
  const count = (id) => ({ count: { var: id } });
  const not = (document) => ({ "!": document });
  const given = (id, document) => ({ and: [{ answered: variable(id) }, document] });

  // How each comparison is written. `kinds`: of answers, as surveys.definition says; `takes`: what it compares with.
  const COMPARISONS = {
    is: {
      kinds: ["code", "number", "date", "text"],
      takes: "one",
      write: (id, [value]) => ({ "===": [variable(id), value] }),
    },
    is_not: {
      kinds: ["code", "number", "date", "text"],
      takes: "one",
      write: (id, [value]) => given(id, { "!==": [variable(id), value] }),
    },
    is_not_or_open: {
      kinds: ["code", "number", "date", "text"],
      takes: "one",
      write: (id, [value]) => ({ "!==": [variable(id), value] }),
    },
    is_one_of: { kinds: ["code"], takes: "several", write: (id, values) => ({ in: [variable(id), values] }) },
    is_none_of: {
      kinds: ["code"],
      takes: "several",
      write: (id, values) => given(id, not({ in: [variable(id), values] })),
    },
    includes: { kinds: ["codes"], takes: "one", write: (id, [value]) => ({ in: [value, variable(id)] }) },
    includes_not: {
      kinds: ["codes"],
      takes: "one",
      write: (id, [value]) => given(id, not({ in: [value, variable(id)] })),
    },
    includes_one_of: {
      kinds: ["codes"],
      takes: "several",
      write: (id, values) => ({ any_of: [variable(id), values] }),
    },
    includes_none_of: {
      kinds: ["codes"],
      takes: "several",
      write: (id, values) => given(id, not({ any_of: [variable(id), values] })),
    },
    at_least: { kinds: ["number", "date"], takes: "one", write: (id, [value]) => ({ ">=": [variable(id), value] }) },
    above: { kinds: ["number", "date"], takes: "one", write: (id, [value]) => ({ ">": [variable(id), value] }) },
    at_most: { kinds: ["number", "date"], takes: "one", write: (id, [value]) => ({ "<=": [variable(id), value] }) },
    below: { kinds: ["number", "date"], takes: "one", write: (id, [value]) => ({ "<": [variable(id), value] }) },
    count_at_least: { kinds: ["codes"], takes: "number", write: (id, [value]) => ({ ">=": [count(id), value] }) },
    count_at_most: { kinds: ["codes"], takes: "number", write: (id, [value]) => ({ "<=": [count(id), value] }) },
    answered: {
      kinds: ["code", "codes", "number", "date", "text"],
      takes: "nothing",
      write: (id) => ({ answered: variable(id) }),
    },
    not_answered: {
      kinds: ["code", "codes", "number", "date", "text"],
      takes: "nothing",
      write: (id) => not({ answered: variable(id) }),
    },
  };

  const comparisonsFor = (kind) => Object.keys(COMPARISONS).filter((name) => COMPARISONS[name].kinds.includes(kind));

  // The one operator of a document with its operands in a list, as the grammar allows them to stand without.
  function open(document) {
    const names = document && typeof document === "object" && !Array.isArray(document) ? Object.keys(document) : [];
    return names.length === 1 ? [names[0], [].concat(document[names[0]])] : [null, []];
  }

  const named = (document) => {
    const [operator, [id]] = open(document);
    return operator === "var" && typeof id === "string" ? id : null;
  };

  const counted = (document) => {
    const [operator, operands] = open(document);
    return operator === "count" && operands.length === 1 ? named(operands[0]) : null;
  };

  const isValue = (value) => value === null || typeof value === "string" || typeof value === "number";
  const areValues = (values) => Array.isArray(values) && values.every(isValue);
  const row = (question, comparison, values = []) => (question === null ? null : { question, comparison, values });

  const SIMPLE = {
    "===": "is",
    "!==": "is_not_or_open",
    ">=": "at_least",
    ">": "above",
    "<=": "at_most",
    "<": "below",
  };

  function readPlain(document, kindOf) {
    const [operator, operands] = open(document);
    const [left, right] = operands;
    if (operator === "answered" && operands.length === 1) return row(named(left), "answered");
    if (operator === "!" && operands.length === 1) return readDenied(left, kindOf);
    if (operands.length !== 2) return null;
    if (SIMPLE[operator] && isValue(right)) {
      if (counted(left) !== null)
        return [">=", "<="].includes(operator) ? row(counted(left), `count_${SIMPLE[operator]}`, [right]) : null;
      return row(named(left), SIMPLE[operator], [right]);
    }
    if (operator === "in" && isValue(left) && named(right) !== null) return row(named(right), "includes", [left]);
    if (operator === "in" && areValues(right)) return row(named(left), "is_one_of", right);
    if (operator === "any_of" && areValues(right))
      return row(named(left), kindOf(named(left)) === "codes" ? "includes_one_of" : "is_one_of", right);
    return null;
  }

  function readDenied(document) {
    const [operator, operands] = open(document);
    return operator === "answered" && operands.length === 1 ? row(named(operands[0]), "not_answered") : null;
  }

  const DENIED = {
    is_not_or_open: "is_not",
    is_one_of: "is_none_of",
    includes: "includes_not",
    includes_one_of: "includes_none_of",
  };

  // "answered, and not …" is one row.
  function readGiven(document, kindOf) {
    const [operator, operands] = open(document);
    if (operator !== "and" || operands.length !== 2) return null;
    const first = readPlain(operands[0], kindOf);
    if (!first || first.comparison !== "answered") return null;
    const [inner, [denied]] = open(operands[1]);
    const second = inner === "!" ? readPlain(denied, kindOf) : inner === "!==" ? readPlain(operands[1], kindOf) : null;
    const comparison = second && DENIED[second.comparison];
    const fits =
      comparison && second.question === first.question && (inner === "!") === (second.comparison !== "is_not_or_open");
    return fits ? { ...second, comparison } : null;
  }

  function readRow(document, kindOf) {
    const found = readGiven(document, kindOf) || readPlain(document, kindOf);
    return found && { ...found, document };
  }

  // kindOf(id): what an answer to a question is: code, codes, number, date or text.
  function read(condition, kindOf) {
    if (condition === undefined) return { join: "and", rows: [] };
    const whole = readRow(condition, kindOf);
    if (whole) return { join: "and", rows: [whole] };
    const [operator, operands] = open(condition);
    if (!["and", "or"].includes(operator) || !operands.length) return null;
    const rows = operands.map((one) => readRow(one, kindOf));
    return rows.every(Boolean) ? { join: operator, rows } : null;
  }

  const writeRow = ({ document, question, comparison, values }) =>
    document || COMPARISONS[comparison].write(question, values.length ? values : [null]);

  function write({ join, rows }) {
    if (!rows.length) return undefined;
    return rows.length === 1 ? writeRow(rows[0]) : { [join]: rows.map(writeRow) };
  }

  // A row with another question, comparison or values. What the new one cannot take is begun anew.
  function changed(one, change, kind) {
    const { document: _old, ...rest } = { ...one, ...change };
    if (!comparisonsFor(kind).includes(rest.comparison)) rest.comparison = comparisonsFor(kind)[0];
    const takes = COMPARISONS[rest.comparison].takes;
    if (change.question !== undefined) rest.values = [];
    else if (takes === "nothing") rest.values = [];
    else if (takes !== "several") rest.values = rest.values.slice(0, 1);
    if (takes === "several") rest.values = rest.values.filter((value) => value !== null);
    return rest;
  }

  E.conditions = { COMPARISONS, comparisonsFor, read, write, changed, open, counted };
})();
