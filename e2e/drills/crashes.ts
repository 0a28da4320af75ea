/** `npm run drills -- crashes`: the tests of the embedded PostgreSQL, those among them that `npm test` leaves out. */
import { spawnSync } from "node:child_process";

const { status } = spawnSync("node_modules/.bin/vitest", ["run", "lib/db/embedded/"], {
  env: { ...process.env, DRILL: "crashes" },
  stdio: "inherit",
});
console.log(status === 0 ? "the embedded database lost nothing" : "failed: see above");
process.exitCode = status ?? 1;
