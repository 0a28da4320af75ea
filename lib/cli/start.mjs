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

// lib/boot.ts drains: Next's own handlers would wait for event streams, which never end.
process.env.NEXT_MANUAL_SIG_HANDLE = "1";
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.NODE_ENV = "production";
process.argv = [
  process.argv[0],
  "next",
  "start",
  "--hostname",
  settings.listenAddress,
  "--port",
  String(settings.port),
];
await import("next/dist/bin/next");
