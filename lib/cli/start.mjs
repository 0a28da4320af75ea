// `npm start`: settings and build are checked before anything listens, then Next serves in this same process.
import "./load-env.mjs";
import "./with-npm.mjs";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { tsImport } from "tsx/esm/api";

const root = path.resolve(import.meta.dirname, "../..");
process.chdir(root);

const {
  actionsKey,
  buildFault,
  checkSettings,
  config,
  log,
  lostLogLines,
  outliveFullDisk,
  portFaults,
  sayFaults,
} = await tsImport("../server/start-checks.ts", import.meta.url);
outliveFullDisk();
const { faults, warnings } = await checkSettings(process.env);
faults.push(...buildFault(root));
if (faults.length === 0) {
  faults.push(...(await portFaults(config())));
}
if (faults.length > 0) {
  sayFaults(faults);
  process.exit(1);
}
log.info("the panel starts");
if (lostLogLines() > 0) {
  sayFaults(["The log can't be written: is the disk behind standard output full?"]);
  process.exit(1);
}
for (const warning of warnings) {
  log.warn(warning);
}

process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.NODE_ENV = "production";
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = actionsKey(config().authSecret);
// In the image there is no next.config.mjs, since it is for building: Next takes what the build made of it.
if (!existsSync(path.join(root, "next.config.mjs"))) {
  const { config: built } = JSON.parse(
    readFileSync(path.join(root, ".next/required-server-files.json"), "utf8"),
  );
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(built);
}
// By Node itself: Next's own modules need none of tsx.
const { default: createApp } = await import("next");
const { serve } = await tsImport("../server/serve.ts", import.meta.url);
// tsx turned them on: Node would hold the source map of each file of the build. The log reads those it needs by itself.
process.setSourceMapsEnabled(false);
// The heap grows to 1.4 times of what is in use before it is cleared, not to several times: a small server has no more.
setFlagsFromString("--heap-growing-percent=40");
await serve(createApp, root, config());
