/**
 * `npm run drills -- browser-tests`: the browser tests that take long and guard against what is rare. They are tagged `@drill`,
 * and `npm test` leaves them out (playwright.config.ts).
 */
import { spawnSync } from "node:child_process";

const { status } = spawnSync(
  "node_modules/.bin/playwright",
  ["test", "--reporter=list", ...process.argv.slice(2)],
  { env: { ...process.env, DRILL: "1" }, stdio: "inherit" },
);
console.log(status === 0 ? "all passed" : "some failed");
process.exitCode = status ?? 1;
