import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { type DatabaseAnswer, databaseIsAway, noteFailure } from "../db/reach/availability";
import { log } from "../log";
import { createHttpServer } from "./http-server";

async function listen() {
  const reached: string[] = [];
  const rules = {
    trustedProxies: 0,
    panelOrigin: "https://panel.example",
    overHttps: true,
    console: { hosts: [] },
  };
  const server = createHttpServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.end();
  }, rules);
  onTestFinished(() => server.closeAllConnections());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { port: (server.address() as AddressInfo).port, reached };
}
const lost = Object.assign(new Error("no"), { code: "ECONNREFUSED" });

async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  let answer: DatabaseAnswer = { is: "away", err: lost };
  noteFailure(lost, async () => answer);
  await expect.poll(databaseIsAway).toBe(true);
  try {
    return await work();
  } finally {
    answer = { is: "there" };
    await expect.poll(databaseIsAway).toBe(false);
  }
}

it("while the database is silent, answers pages, JSON and forms by 503 before Next, and lets through what needs no database", async () => {
  vi.spyOn(log, "error").mockReturnValue();
  vi.spyOn(log, "info").mockReturnValue();
  const { port, reached } = await listen();
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  await whileAway(async () => {
    const page = await ask("/hosts", { headers: { "accept-language": "zh-CN,zh;q=0.9" } });
    expect([page.status, page.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await page.text()).toContain("控制面板暂时不可用");
    const english = await (await ask("/sign-in")).text();
    expect(english).toContain("The panel is unavailable for a moment");
    expect(english).toContain('http-equiv="refresh"');
    const sent = await ask("/sign-in", { method: "POST", body: "a=b" });
    expect(sent.status).toBe(503);
    expect(await sent.text()).not.toContain("http-equiv");
    const form = await ask("/sign-in", { method: "POST", headers: { "next-action": "1" } });
    expect([form.headers.get("content-type"), await form.text()]).toEqual([
      "text/plain",
      "Service Unavailable: try again in 5 s\n",
    ]);
    const json = await ask("/api/hosts");
    expect([json.status, await json.json()]).toEqual([503, { error: "unavailable" }]);
    const program = await ask("/api/v1/hosts");
    expect(program.headers.get("content-type")).toBe("application/problem+json");
    expect(await program.json()).toMatchObject({ type: expect.stringMatching(/\/developers#internal$/) });
    expect(reached).toEqual([]);
    for (const path of ["/_next/static/x.js", "/api/health", "/api/ready", "/api/metrics", "/icon.svg"]) {
      expect((await ask(path)).status).toBe(200);
    }
  });
  expect((await ask("/hosts")).status).toBe(200);
});
