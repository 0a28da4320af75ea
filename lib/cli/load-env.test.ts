import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";

it(".env beside package.json is read from wherever one stands, and the environment wins", () => {
  const clone = mkdtempSync(path.join(tmpdir(), "load-env-"));
  try {
    const commands = path.join(clone, "lib", "commands");
    mkdirSync(commands, { recursive: true });
    copyFileSync("lib/cli/load-env.mjs", path.join(commands, "load-env.mjs"));
    writeFileSync(path.join(clone, ".env"), "RSTACK_URL=https://from.file\nPANEL_URL=https://from.file\n");
    const print = "await import(process.argv[1]); console.log(process.env.RSTACK_URL, process.env.PANEL_URL)";
    const { stdout } = spawnSync(
      process.execPath,
      ["--input-type=module", "-e", print, path.join(commands, "load-env.mjs")],
      {
        cwd: tmpdir(),
        env: { PATH: process.env.PATH, NODE_ENV: "test", PANEL_URL: "https://from.shell" },
        encoding: "utf8",
      },
    );
    expect(stdout.trim()).toBe("https://from.file https://from.shell");
  } finally {
    rmSync(clone, { recursive: true });
  }
});

it.each(["check.ts", "account.ts", "start.mjs"])("%s reads .env before anything else", (command) => {
  const imports = readFileSync(`lib/cli/${command}`, "utf8").match(/^import .*$/gm);
  expect(imports?.[0]).toBe('import "./load-env.mjs";');
});
