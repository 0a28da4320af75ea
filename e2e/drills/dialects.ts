/**
 * `npm run drills -- dialects`: the browser tests of customers' and staff's pages on masters that read the vendor's document
 * otherwise (lib/simulator/PARITY.md), and a walk of its own, e2e/panel/stranger.spec.ts. `npm test` has the commands of such
 * a master in the unit tests `dialects.test.ts`.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const DIALECTS = ["stranger", "stranger,console=time,host=ip,empty=brackets"];
const SPECS = [
  "account/access",
  "hosts/activity",
  "hosts/connect",
  "hosts/console",
  "hosts/media",
  "hosts/network",
  "hosts/power",
  "hosts/reinstall",
  "hosts/snapshots",
  "hosts/traffic",
  "panel/smoke",
  "panel/stranger",
  "security/ownership",
  "staff/customers",
  "staff/fleet-hosts",
  "staff/infrastructure",
  "staff/staff-operations",
  // All 36 actions from pages.
  "outcomes/actions.server",
].map((name) => `e2e/${name}.spec.ts`);
const missing = SPECS.filter((file) => !existsSync(file));
if (missing.length > 0) {
  throw new Error(`${missing.join(", ")}: there is no such file`);
}
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
