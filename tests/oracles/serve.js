/* Answers calls from the tests, one line of JSON each: {module, name, calls: [[argument, …], …]} → {results} or {error}.
   `module` is a file in this folder and `name` one of the functions that it exports. */
"use strict";
const path = require("path");
const readline = require("readline");

function answer(line) {
  const { module, name, calls } = JSON.parse(line);
  const call = require(path.join(__dirname, path.basename(module)))[name];
  return { results: calls.map((inputs) => call(...inputs)) };
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", (line) => {
  let reply;
  try {
    reply = answer(line);
  } catch (error) {
    reply = { error: String(error.stack || error) };
  }
  process.stdout.write(JSON.stringify(reply) + "\n");
});
