import base from "../../playwright.config";

/** `npm run shots`: one picture of every page in every look, into the git-ignored `shots/`. */
export default {
  ...base,
  testDir: ".",
  testIgnore: [],
  timeout: 300_000,
  outputDir: "../../test-results/shots",
  reporter: [["list"]] as [["list"]],
  projects: [{ name: "shots", testMatch: /shots\.spec\.ts/ }],
};
