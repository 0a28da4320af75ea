// Loaded into a panel by NODE_OPTIONS=--require: writes down each statement that a request sends to the database, a line
// each. STATEMENT_PROBE names the file. Background work has connections of its own and is not noted.
const { isMainThread } = require("node:worker_threads");
const { writeFileSync } = require("node:fs");

if (isMainThread && process.env.STATEMENT_PROBE) {
  const { Client } = require("pg");
  const { query } = Client.prototype;
  Client.prototype.query = function noted(...args) {
    if (this.connectionParameters.application_name === "rstack-panel") {
      const text = typeof args[0] === "string" ? args[0] : args[0]?.text;
      writeFileSync(process.env.STATEMENT_PROBE, `${String(text).replaceAll(/\s+/g, " ")}\n`, { flag: "a" });
    }
    return query.apply(this, args);
  };
}
