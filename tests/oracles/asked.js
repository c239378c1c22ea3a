/* The form's own scripts: which questions they ask. */
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const ASSETS = path.join(__dirname, "../../surveys/form/assets");
const page = vm.createContext({});
for (const name of ["conditions.js", "asked.js"]) {
  vm.runInContext(fs.readFileSync(path.join(ASSETS, name), "utf8"), page, { filename: name });
}

exports.asked = (plan, raw) => page.ImpactAsked.asked(plan, raw);
