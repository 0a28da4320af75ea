/** `npm run drills -- kills`: the kill -9 test of the ledger in twenty rounds, of which `npm test` makes one. */
import { spawnSync } from "node:child_process";

const args = ["test", "--project=server", "--workers=1", "--reporter=list", "ledger.server", "-g", "kill -9"];
const { status } = spawnSync("node_modules/.bin/playwright", args, {
  env: { ...process.env, KILL_ROUNDS: "20" },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
