import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { newWebhookSecret, signatureHeaders } from "./signature";

/** The examples of docs/notifications.md, as a customer runs them. */

const secret = newWebhookSecret();
const env = { ...process.env, WEBHOOK_SECRET: secret };
const running: ChildProcess[] = [];
afterAll(() => {
  for (const one of running) {
    one.kill();
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

async function until(answers: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    try {
      await answers();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const COMMANDS: Record<string, (port: number) => [string, string[]]> = {
  node: (port) => ["node", ["docs/examples/webhook.mjs", String(port)]],
  php: (port) => ["php", ["-S", `127.0.0.1:${port}`, "docs/examples/webhook.php"]],
};
const hasPhp = spawnSync("php", ["-v"]).status === 0;

describe.each(hasPhp ? ["node", "php"] : ["node"])("the example in %s", (language) => {
  it("takes a call that the panel signed, and no other", async () => {
    const port = await freePort();
    const [command, args] = COMMANDS[language]?.(port) ?? ["", []];
    running.push(spawn(command, args, { env, stdio: "ignore" }));
    const url = `http://127.0.0.1:${port}/`;
    await until(() => fetch(url, { method: "POST" }));
    const body = JSON.stringify({ id: "1", kind: "traffic", text: "主机 web01" });
    const send = async (of: { by?: string; at?: Date; sent?: string; besides?: (own: string) => string }) => {
      const { by = secret, at = new Date(), sent = body, besides = (own) => own } = of;
      const made = signatureHeaders(by, { id: "1", at, body });
      const headers = { ...made, "webhook-signature": besides(made["webhook-signature"] ?? "") };
      return (await fetch(url, { method: "POST", headers, body: sent })).status;
    };
    expect(await send({})).toBe(204);
    const other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    expect(await send({ besides: (own) => `${other} ${own}` })).toBe(204);
    expect(await send({ besides: (own) => `${own} ${other}` })).toBe(204);
    expect(await send({ besides: () => `${other} ${other}` })).toBe(401);
    expect(await send({ besides: (own) => own.replace("v1,", "v1a,") })).toBe(401);
    expect(await send({ by: newWebhookSecret() })).toBe(401);
    expect(await send({ sent: `${body} ` })).toBe(401);
    expect(await send({ at: new Date(Date.now() - 6 * 60_000) })).toBe(401);
    expect((await fetch(url, { method: "POST", body })).status).toBe(401);
  }, 30_000);
});
