// For every command that takes the settings: `.env` beside package.json, as the README says. To be imported first.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const file = path.resolve(import.meta.dirname, "../../.env");
if (existsSync(file)) {
  // What the environment says already stays.
  process.loadEnvFile(file);
}
