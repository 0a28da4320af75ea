/**
 * `npm run drills -- dialects`: the browser tests of customers' and staff's pages on masters that read the vendor's document
 * otherwise (lib/simulator/PARITY.md). Of these `npm test` makes a short walk, e2e/panel/stranger.spec.ts.
 */
import { spawnSync } from "node:child_process";

const DIALECTS = ["stranger", "stranger,console=time,host=ip,empty=brackets"];
const SPECS = [
  "access",
  "activity",
  "connect",
  "console",
  "customers",
  "fleet-hosts",
  "infrastructure",
  "media",
  "network",
  "ownership",
  "power",
  "reinstall",
  "smoke",
  "snapshots",
  "staff-operations",
  "traffic",
  // All 36 actions from pages.
  "actions.server",
].map((name) => `e2e/${name}.spec.ts`);
const PROJECTS = ["--project=desktop-en", "--project=server"];

const failed = DIALECTS.filter((dialect) => {
  console.log(`-- ${dialect}`);
  const { status } = spawnSync(
    "node_modules/.bin/playwright",
    ["test", ...PROJECTS, "--reporter=list", ...process.argv.slice(2), ...SPECS],
    { env: { ...process.env, SIMULATED_DIALECT: dialect }, stdio: "inherit" },
  );
  return status !== 0;
});
console.log(failed.length === 0 ? `${DIALECTS.length} dialects passed` : `failed in: ${failed.join("; ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
