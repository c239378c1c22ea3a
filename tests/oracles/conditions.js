/* Conditions by the script that browsers are given, and by JSONLogic itself. */
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const jsonLogic = require("json-logic-js");

const SCRIPT = path.join(__dirname, "../../surveys/form/assets/conditions.js");
const page = vm.createContext({});
vm.runInContext(fs.readFileSync(SCRIPT, "utf8"), page, { filename: SCRIPT });

exports.holds = (condition, values) => page.ImpactConditions.holds(condition, values);
exports.jsonLogic = (condition, values) => jsonLogic.apply(condition, values);

// What JSON cannot say: the value of an expression in the page, which gets a second to end.
exports.evaluate = (expression) => vm.runInContext(expression, page, { timeout: 1000 });
