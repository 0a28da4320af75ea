import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";

/** Says its number once it stands, and its end when it is asked to end. */
const COMMAND = `process.on("SIGTERM", () => { console.log("drained"); process.exit(0); });
setInterval(() => {}, 1000);
console.log(process.pid);`;

async function underAShell(event: string) {
  // `; true` keeps the shell, which would else become the command.
  const line = `"$NODE" --import ./lib/cli/with-npm.mjs -e "$COMMAND"; true`;
  const env = {
    PATH: process.env.PATH,
    NODE: process.execPath,
    COMMAND,
    npm_lifecycle_event: event,
    NODE_ENV: "test",
  } as const;
  const shell = spawn("/bin/sh", ["-c", line], { env, stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const pid = Number((await lines.next()).value);
  return { shell, lines, pid };
}

it.skipIf(process.platform === "win32")(
  "what npm started ends in order when npm's shell is gone",
  async () => {
    const { shell, lines } = await underAShell("start");
    shell.kill("SIGTERM");
    expect((await lines.next()).value).toBe("drained");
  },
);

it.skipIf(process.platform === "win32")(
  "what another shell started outlives it, as a daemon must",
  async () => {
    const { shell, lines, pid } = await underAShell("");
    shell.kill("SIGTERM");
    await once(shell, "exit");
    const first = await Promise.race([lines.next(), new Promise((r) => setTimeout(r, 600, "silent"))]);
    expect(first).toBe("silent");
    process.kill(pid, "SIGKILL");
  },
);
