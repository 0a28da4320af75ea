import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
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

/** Runs the file in a folder of its own, after `before` and ahead of `after`. */
function load(
  before: string,
  prepare: (clone: string) => void = () => {},
  after = 'console.log("went on")',
  env: Record<string, string> = {},
) {
  const clone = mkdtempSync(path.join(tmpdir(), "load-env-"));
  const commands = path.join(clone, "lib", "cli");
  mkdirSync(commands, { recursive: true });
  copyFileSync("lib/cli/load-env.mjs", path.join(commands, "load-env.mjs"));
  prepare(clone);
  const script = `${before}; await import(process.argv[1]); ${after}`;
  const args = ["--input-type=module", "-e", script, path.join(commands, "load-env.mjs")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { PATH: process.env.PATH, NODE_ENV: "production", HOME: "/home/of-the-panel", ...env },
  });
  rmSync(clone, { recursive: true });
  return { status, stdout, stderr };
}

const writes = (line: string) => (clone: string) => writeFileSync(path.join(clone, ".env"), line);
const PRINT = "console.log(JSON.stringify(process.env.VALUE))";

/** Each as systemd 257 reads it, too. */
const READ: [written: string, value: string][] = [
  ["VALUE=#cc0055", "#cc0055"],
  ["VALUE=simulator-secret#tail", "simulator-secret#tail"],
  ["VALUE = two words \t\r\nOTHER=1\r\n", "two words"],
  ['VALUE=Bob\'s "Hosting" \u4e91', 'Bob\'s "Hosting" \u4e91'],
  ["VALUE='a $HOME #x \\n \"y\"'", 'a $HOME #x \\n "y"'],
  ['VALUE="a \\$HOME #x \\n \\"y\\" \\\\ \'z\'"', "a $HOME #x \\n \"y\" \\ 'z'"],
  ["VALUE=first\nVALUE=last", "last"],
  ["VALUE=", ""],
  [" # VALUE=no\n; VALUE=no\n\nVALUE=yes", "yes"],
];

it.each(READ)("%j is taken as it is", (written, value) => {
  const { stdout, stderr } = load("", writes(written), PRINT);
  expect({ stdout, stderr }).toEqual({ stdout: `${JSON.stringify(value)}\n`, stderr: "" });
});

const QUOTES = "the quotes aren't closed at the end of the line, or what is in them needs a \\";
const NEEDS = "$, \\ and a # beside a blank need quotes";
it.each([
  ["VALUE=canary $HOME x", "line 1, VALUE", NEEDS],
  ["\nVALUE=canary # the old one", "line 2, VALUE", NEEDS],
  ["VALUE= #canary", "line 1, VALUE", NEEDS],
  ["VALUE=# canary", "line 1, VALUE", NEEDS],
  ["VALUE=canary\\nx", "line 1, VALUE", NEEDS],
  ["VALUE='canary' # old", "line 1, VALUE", QUOTES],
  ['VALUE="canary', "line 1, VALUE", QUOTES],
  ['VALUE="canary $HOME"', "line 1, VALUE", QUOTES],
  ["export VALUE=canary", "line 1", "not NAME=value"],
])("%j is refused in words, and nothing goes on", (written, where, why) => {
  const { status, stdout, stderr } = load("", writes(written));
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(`.env can't be taken as it is:\n  - ${where}: ${why}\nWrite NAME='…'`);
  expect(stderr).not.toContain("canary");
});

it.each([true, false])("Next reads no file once more, and changes no value (in development: %s)", (dev) => {
  const nextEnv = createRequire(createRequire(import.meta.url).resolve("next")).resolve("@next/env");
  const read = `const { default: next } = await import(${JSON.stringify(nextEnv)});
    next.loadEnvConfig(process.argv[1].replace(/.lib.cli.load-env.mjs$/, ""), ${dev});
    console.log(process.env.VALUE, process.env.GIVEN, process.env.OTHER)`;
  const prepare = (clone: string) => {
    writes("VALUE='Ab $HOME x#y'\nGIVEN=file")(clone);
    writeFileSync(path.join(clone, ".env.local"), "OTHER=other");
  };
  const { stdout } = load("", prepare, read, { GIVEN: "a$HOME#b" });
  expect(stdout).toBe("Ab $HOME x#y a$HOME#b undefined\n");
});

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

it.each(["check.ts", "account.ts", "backup.ts", "start.mjs", "next.mjs"])(
  "%s reads .env before anything else",
  (command) => {
    const imports = readFileSync(`lib/cli/${command}`, "utf8").match(/^import .*$/gm);
    expect(imports?.[0]).toBe('import "./load-env.mjs";');
  },
);
