import base from "../../playwright.config";

/** `npm run shots`: a picture of every page, into the git-ignored `shots/`. */
export default {
  ...base,
  testDir: ".",
  testIgnore: [],
  timeout: 900_000,
  outputDir: "../../test-results/shots",
  reporter: [["list"]] as [["list"]],
  projects: [{ name: "shots", testMatch: /(shots|gallery)\.spec\.ts/ }],
};
