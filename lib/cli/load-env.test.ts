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

/** Runs the file in a folder of its own, after `before`. */
function load(before: string, prepare: (clone: string) => void = () => {}) {
  const clone = mkdtempSync(path.join(tmpdir(), "load-env-"));
  const commands = path.join(clone, "lib", "cli");
  mkdirSync(commands, { recursive: true });
  copyFileSync("lib/cli/load-env.mjs", path.join(commands, "load-env.mjs"));
  prepare(clone);
  const script = `${before}; await import(process.argv[1]); console.log("went on")`;
  const args = ["--input-type=module", "-e", script, path.join(commands, "load-env.mjs")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  rmSync(clone, { recursive: true });
  return { status, stdout, stderr };
}

it.each(["18.20.4", "20.18.3"])("Node %s is told that it is too old, and nothing goes on", (version) => {
  const versions = `Object.defineProperty(process, "versions", { value: { node: "${version}" } })`;
  const { status, stdout, stderr } = load(versions);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toBe(`Node ${version} is too old: the panel needs 20.19 or newer\n`);
});

it(".env that can't be read is named, and nothing goes on", () => {
  const { status, stdout, stderr } = load("", (clone) => mkdirSync(path.join(clone, ".env")));
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/\.env can't be read \(E[A-Z]+\): who runs the panel must be allowed to\n$/);
});

it.each(["check.ts", "account.ts", "start.mjs"])("%s reads .env before anything else", (command) => {
  const imports = readFileSync(`lib/cli/${command}`, "utf8").match(/^import .*$/gm);
  expect(imports?.[0]).toBe('import "./load-env.mjs";');
});
