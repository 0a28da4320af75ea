// `npm run bench`: weighs and times the production build beside its goals. Installs and builds what is missing. Exits with 1 where a
// figure misses its goal.
import process from "node:process";
import { bin, ensureBrowser, ensureBuild, ensurePackages, run } from "./steps.mjs";

await ensurePackages();
await ensureBrowser();
await ensureBuild();
process.exitCode = await run(bin("tsx"), ["e2e/bench/main.ts", ...process.argv.slice(2)]);
