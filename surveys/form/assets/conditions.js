/* Whether a condition holds, as surveys/conditions says on the server, which has also checked what comes here.

   ImpactConditions.holds(condition, values) → true or false
     values  {question id: text, number or list of texts}; what is not there is unanswered
   It never throws; a condition with an operator that is unknown here does not hold. */
(function () {
  "use strict";
  const MOST_PARTS = 500;
  const LARGEST = 1e15; // beyond it, numbers no longer hold every integer
  const DATE = /^\d{4}-\d\d-\d\d$/;
  const isList = Array.isArray;

  const same = (left, right) => left === right && typeof left !== "object";
  const COMPARE = new Map([
    ["===", same],
    ["!==", (left, right) => !same(left, right)],
    ["<", (left, right) => ordered(left, right) && left < right],
    ["<=", (left, right) => ordered(left, right) && left <= right],
    [">", (left, right) => ordered(left, right) && left > right],
    [">=", (left, right) => ordered(left, right) && left >= right],
    ["in", (needle, list) => isList(list) && list.includes(needle)],
    ["any_of", (value, list) => [].concat(value).some((item) => list.includes(item))],
  ]);

  const isText = (value) => typeof value === "string" && value !== "";

  function ordered(left, right) {
    if (typeof left !== typeof right) return false;
    return typeof left === "number" || (isText(left) && DATE.test(left) && DATE.test(right));
  }

  // A text, number or list of texts with something in it, or null for unanswered.
  function answer(value) {
    const texts = isList(value) ? value.filter(isText) : [];
    if (texts.length) return texts;
    return isText(value) || (typeof value === "number" && Math.abs(value) <= LARGEST) ? value : null;
  }

  function holds(condition, values) {
    let parts = 0;

    // The operator and its operands, of which a single one may stand without a list.
    function open(document) {
      const names = Object.keys(document);
      if (names.length !== 1 || ++parts > MOST_PARTS) throw new TypeError(names);
      return [names[0], [].concat(document[names[0]])];
    }

    function read(document) {
      if (isList(document)) return document;
      if (typeof document !== "object") return answer(document);
      const [operator, operands] = open(document);
      if (operator === "count") return operands.map(size).reduce((sum, one) => sum + one);
      if (operator !== "var") throw new TypeError(operator);
      return Object.prototype.hasOwnProperty.call(values, operands[0]) ? answer(values[operands[0]]) : null;
    }

    function size(document) {
      const value = read(document);
      return isList(value) ? value.length : Number(value !== null);
    }

    function test(document) {
      if (typeof document === "boolean") return document;
      const [operator, operands] = open(document);
      if (operator === "and") return operands.every(test);
      if (operator === "or") return operands.some(test);
      if (operator === "!") return !test(operands[0]);
      if (operator === "answered") return read(operands[0]) !== null;
      return COMPARE.get(operator)(read(operands[0]), read(operands[1]));
    }

    try {
      return test(condition);
    } catch (error) {
      return false;
    }
  }

  globalThis.ImpactConditions = { holds };
})();
