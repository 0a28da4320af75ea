import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

/** Set and empty, so that no .env of the checkout fills them in. */
const EMPTY = { RSTACK_URL: "", RSTACK_SECRET: "", PANEL_URL: "", AUTH_SECRET: "" };

function npmStart(settings: Record<string, string>) {
  return spawnSync(process.execPath, ["lib/cli/start.mjs"], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...EMPTY, ...settings },
    encoding: "utf8",
    timeout: 20_000,
  });
}

it("npm start names every fault and ends with 1 before it listens", { timeout: 30_000 }, () => {
  const { status, stdout, stderr } = npmStart({ PORT: "none", AUTH_SECRET: "short-canary" });
  expect(status).toBe(1);
  for (const name of ["RSTACK_URL", "RSTACK_SECRET", "PANEL_URL", "AUTH_SECRET", "PORT"]) {
    expect(stderr).toContain(name);
  }
  expect(stdout + stderr).not.toMatch(/short-canary|Ready|Local:/);
});
