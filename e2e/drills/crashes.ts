/** `npm run drills -- crashes`: what seldom happens to the embedded PostgreSQL, and a panel killed amid reinstalls. */
import { spawnSync } from "node:child_process";

const { status } = spawnSync("node_modules/.bin/vitest", ["run", "lib/db/embedded/", "reinstall-crash"], {
  env: { ...process.env, DRILL: "crashes" },
  stdio: "inherit",
});
console.log(status === 0 ? "nothing was lost, and nothing done twice" : "failed: see above");
process.exitCode = status ?? 1;
