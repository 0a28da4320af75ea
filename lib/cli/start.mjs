// `npm start`: the settings are checked before anything listens, then Next serves in this same process.
import "./load-env.mjs";
import "./with-npm.mjs";
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { tsImport } from "tsx/esm/api";

const root = path.resolve(import.meta.dirname, "../..");
process.chdir(root);

const { config, ConfigError } = await tsImport("../config.ts", import.meta.url);
let settings;
try {
  settings = config();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  console.error(error.message);
  process.exit(1);
}
if (!existsSync(path.join(".next", "BUILD_ID"))) {
  console.error("There is no build: run `npm run build` first");
  process.exit(1);
}

process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.NODE_ENV = "production";
// By Node itself: Next's own modules need none of tsx.
const { default: createApp } = await import("next");
const { serve } = await tsImport("./serve.ts", import.meta.url);
await serve(createApp, root, settings);
