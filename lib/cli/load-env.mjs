// For every command that takes the settings: `.env` beside package.json, as the README says. To be imported first, so it
// also says what an old Node would only stumble over.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** As `engines` in package.json. */
const OLDEST = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  endWith(`Node ${process.versions.node} is too old: the panel needs ${OLDEST.join(".")} or newer`);
}

const file = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../.env");
if (existsSync(file)) {
  try {
    // Node's own reader calls a file that may not be read one that isn't there.
    readFileSync(file);
    // What the environment says already stays.
    process.loadEnvFile(file);
  } catch (error) {
    endWith(`${file} can't be read (${error.code}): who runs the panel must be allowed to`);
  }
}

function endWith(text) {
  console.error(text);
  process.exit(1);
}
