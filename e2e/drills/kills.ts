/**
 * `npm run drills -- kills`: the kill -9 test of the ledger in twenty rounds. `npm test` kills one that sends two dozen
 * commands (`power-crash.test.ts`), and has the embedded database taken over (`embedded/crash.test.ts`).
 */
import { spawnSync } from "node:child_process";

const args = ["test", "--project=server", "--workers=1", "--reporter=list", "ledger.server", "-g", "kill -9"];
const { status } = spawnSync("node_modules/.bin/playwright", args, {
  env: { ...process.env, KILL_ROUNDS: "20" },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
