/* xAPI statements against a JSON schema of the specification (tin-can-json-schema, Apache-2.0, by Rustici Software). It
   is of 1.0.1: the members of our statements are the same in 1.0.3. */
"use strict";
const Ajv = require("ajv-draft-04");
const schema = require("tin-can-json-schema/1.0.1.json");
const formats = require("tin-can-json-schema/formats.json");

// Its patterns are written in UTF-16, and its parts overlay each other, which strict mode takes for mistakes.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
for (const [name, pattern] of Object.entries(formats)) ajv.addFormat(name, new RegExp(pattern));
ajv.addSchema(schema, "xapi");
const validate = ajv.compile({ $ref: "xapi#statement" });

exports.problems = (statement) =>
  validate(statement) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
