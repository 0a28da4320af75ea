// `npm run shots`: a picture of every page in every look, into the git-ignored `shots/`. Installs and builds what is missing.
import process from "node:process";
import { bin, ensureBuild, ensurePackages, run } from "./steps.mjs";

await ensurePackages();
await ensureBuild();
process.exitCode = await run(bin("playwright"), ["test", "--config", "e2e/shots/playwright.config.ts"]);
