// `npm run bench`: weighs and times the production build beside its goals. Installs and builds what is missing. A figure that misses its goal
// is no fault of the bench: it exits with 0.
import process from "node:process";
import { bin, ensureBuild, ensurePackages, run } from "./steps.mjs";

await ensurePackages();
await ensureBuild();
await run(bin("tsx"), ["e2e/bench/main.ts", ...process.argv.slice(2)]);
