// For every command that takes the settings: `.env` beside package.json, as the README says. To be imported first, so it
// also says what an old Node would only stumble over.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** As `engines` in package.json. */
const OLDEST = [20, 19];

const HOW =
  "Write NAME='…' or, where it has a ', NAME=\"…\" with a \\ before each $, \", \\ and `. A comment stands on a line of its own.";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  endWith(`Node ${process.versions.node} is too old: the panel needs ${OLDEST.join(".")} or newer`);
}

const file = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../.env");
if (existsSync(file)) {
  const { values, faults } = parse(textOf(file));
  if (faults.length > 0) {
    endWith(`${file} can't be taken as it is:\n${faults.map((fault) => `  - ${fault}`).join("\n")}\n${HOW}`);
  }
  for (const [name, value] of values) {
    // What the environment says already stays.
    process.env[name] ??= value;
  }
}
// Next would read the file once more, in its own way: it cuts values at # and puts variables in the place of $NAME, even
// in what the environment says. This is its own mark of having done so.
process.env.__NEXT_PROCESSED_ENV = "true";

function textOf(readable) {
  try {
    return readFileSync(readable, "utf8");
  } catch (error) {
    endWith(`${readable} can't be read (${error.code}): who runs the panel must be allowed to`);
  }
}

/**
 * Takes what systemd's EnvironmentFile reads alike, and names what other readers take otherwise: a secret that is cut off
 * would be found late. Values never stand in a fault.
 */
function parse(text) {
  const values = new Map();
  const faults = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^[ \t]*([#;]|$)/.test(line)) {
      continue;
    }
    const [, name, written] = /^[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*=(.*)$/.exec(line) ?? [];
    const { value, fault } = name ? readValue(written) : { fault: "not NAME=value" };
    if (fault) {
      faults.push(`line ${index + 1}${name ? `, ${name}` : ""}: ${fault}`);
    } else {
      values.set(name, value);
    }
  }
  return { values, faults };
}

function readValue(written) {
  const value = written.replace(/^[ \t]+|[ \t]+$/g, "");
  const [, single] = /^'([^']*)'$/.exec(value) ?? [];
  const [, double] = /^"((?:[^"\\$`]|\\.)*)"$/.exec(value) ?? [];
  if (single !== undefined || double !== undefined) {
    return { value: single ?? double.replace(/\\(["\\$`])/g, "$1") };
  }
  if (/^["'`]/.test(value)) {
    return {
      fault: `the quotes aren't closed at the end of the line, or what is in them needs a \\`,
    };
  }
  return /[$\\]|[ \t]#|^#.*[ \t]/.test(written)
    ? { fault: `$, \\ and a # beside a blank need quotes` }
    : { value };
}

function endWith(text) {
  console.error(text);
  process.exit(1);
}
