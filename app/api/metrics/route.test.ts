import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { signInWith } from "@/lib/accounts/sign-in/sign-in";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { resetPassword } from "@/lib/hosts/access/access-commands";
import { ann } from "@/lib/hosts/testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { watchHost } from "@/lib/live/poll-host";
import { flushCalls, master } from "@/lib/master";
import { measureProcess, metrics } from "@/lib/metrics/instruments";
import { routeLabels } from "@/lib/metrics/routes";
import { parseVmId } from "@/lib/rstack/ids";
import { createHttpServer } from "@/lib/server/http-server";
import { GET } from "./route";

const TOKEN = "metrics-token-of-this-test";
const { simulator } = useSimulatedHosts({ METRICS_TOKEN: TOKEN });

let server: Server;
let dist = "";
let url = "";

beforeAll(async () => {
  dist = mkdtempSync(path.join(tmpdir(), "panel-build-"));
  writeFileSync(
    path.join(dist, "app-path-routes-manifest.json"),
    JSON.stringify({
      "/api/metrics/route": "/api/metrics",
      "/(panel)/hosts/[vmid]/page": "/hosts/[vmid]",
      "/(admin)/admin/hosts/new/page": "/admin/hosts/new",
      "/(admin)/admin/hosts/[vmid]/page": "/admin/hosts/[vmid]",
      "/api/auth/[...nextauth]/route": "/api/auth/[...nextauth]",
      "/_not-found/page": "/_not-found",
    }),
  );
  measureProcess();
  server = createHttpServer(
    async ({ url: asked = "", headers }, response) => {
      if (!asked.startsWith("/api/metrics")) {
        response.writeHead(asked.includes("missing") ? 404 : 200).end("page");
        return;
      }
      const { authorization = "" } = headers;
      const answer = await GET(new Request(`http://127.0.0.1${asked}`, { headers: { authorization } }), {
        params: Promise.resolve({}),
      });
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    },
    {
      trustedProxies: 0,
      panelOrigin: "https://panel.example",
      overHttps: false,
      console: { hosts: [] },
      routeOf: routeLabels(dist),
    },
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(dist, { recursive: true });
});
beforeEach(() => metrics().registry.resetMetrics());

const ask = (authorization = `Bearer ${TOKEN}`) =>
  fetch(`${url}/api/metrics`, { headers: { authorization } });

/** Lines of the answer by their text up to the figure. An answer is good for a second. */
async function scrape(): Promise<Record<string, number>> {
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  const lines = (await (await ask()).text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

it("is refused without the token, and with another one", async () => {
  for (const authorization of ["", "Bearer", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
    const answer = await ask(authorization);
    expect([authorization, answer.status]).toEqual([authorization, 401]);
    expect(await answer.text()).not.toContain("panel_");
  }
  expect((await ask()).headers.get("content-type")).toMatch(/^text\/plain; version=/);
});

it("counts requests by method, route and status, and no id, token or query", async () => {
  await Promise.all(
    [
      "/hosts/101",
      "/hosts/202?tab=x",
      "/admin/hosts/new",
      "/admin/hosts/77",
      "/reset/a-token",
      "/_next/static/a.js",
    ].map((page) => fetch(url + page)),
  );
  await fetch(`${url}/hosts/missing`);
  await fetch(`${url}/api/auth/callback/credentials`, { method: "POST" });
  await fetch(`${url}/hosts/101`, { method: "PROPFIND" });
  const found = await scrape();
  const count = (route: string, method = "GET", status = 200) =>
    found[`panel_http_requests_total{method="${method}",route="${route}",status="${status}"}`];
  expect(count("/hosts/[vmid]")).toBe(2);
  expect(count("/hosts/[vmid]", "GET", 404)).toBe(1);
  expect(count("/admin/hosts/new")).toBe(1);
  expect(count("/admin/hosts/[vmid]")).toBe(1);
  expect(count("/api/auth/[...nextauth]", "POST")).toBe(1);
  expect(count("/_next/static")).toBe(1);
  expect(count("other")).toBe(1);
  expect(count("/hosts/[vmid]", "other", 405)).toBe(1);
  expect(found['panel_http_request_duration_seconds_count{route="/hosts/[vmid]"}']).toBe(4);
});

describe("tells of the work", () => {
  it("calls to the master by action and outcome, with their time, and the breaker", async () => {
    await master().test({ priority: "mirror" });
    await simulator().control.addFault({ kind: "refuse", match: { action: "test" }, text: "no", count: 1 });
    await master().test({ priority: "mirror" });
    await flushCalls();
    const found = await scrape();
    expect(found['panel_master_calls_total{action="test",outcome="answered"}']).toBe(1);
    expect(found['panel_master_calls_total{action="test",outcome="refused"}']).toBe(1);
    expect(found['panel_master_call_duration_seconds_count{action="test"}']).toBe(2);
    expect(found.panel_master_up).toBe(1);
    expect(found.panel_master_last_answer_seconds).toBeLessThan(30);
    expect(found['panel_master_breaker{state="closed"}']).toBe(1);
    expect(found['panel_master_breaker{state="open"}']).toBe(0);
    expect(found.panel_master_budget_calls_per_second).toBe(2000);
    expect(found.panel_master_budget_calls_left).toBeGreaterThan(0);
  });

  it("a master that can't be reached", async () => {
    await simulator().control.addFault({ kind: "reset", match: { action: "test" } });
    for (let n = 0; n < 3; n += 1) {
      await master().test({ priority: "mirror" });
    }
    await flushCalls();
    const found = await scrape();
    expect(found['panel_master_call_faults_total{cause="reset"}']).toBeGreaterThan(1);
    expect(found.panel_master_up).toBe(0);
    expect(found['panel_master_breaker{state="closed"}']).toBe(0);
    // The breaker lets one through after five seconds; the others of this file need it closed.
    await simulator().control.removeFaults();
    await expect.poll(async () => (await master().test({ priority: "mirror" })).ok).toBe(true);
  });

  it("operations in progress with their age, and those that ended by kind and outcome", async () => {
    await simulator().control.setClock({ speed: 0 });
    const owned = await hostOfAnn("101");
    const asked = await resetPassword.run(
      owned,
      { password: "Some-Pass-4417-zq", user: "" },
      "key-key-key-1",
      ann,
    );
    const during = await scrape();
    expect(during['panel_operations_open{kind="reset-password"}']).toBe(1);
    expect(during['panel_operations_oldest_open_seconds{kind="reset-password"}']).toBeGreaterThan(1);
    await simulator().control.setClock({ advanceMs: 30_000 });
    await ended(asked);
    const after = await scrape();
    expect(after['panel_operations_open{kind="reset-password"}']).toBeUndefined();
    expect(after['panel_operations_ended_total{kind="reset-password",outcome="done"}']).toBe(1);
    expect(after.panel_operations_held).toBe(0);
  });

  it("sign-ins and what came of them", async () => {
    const caller = { address: "203.0.113.77", userAgent: null, device: null };
    await createAccount({ username: "metricsdesk", role: "support", password: "a long password 9" });
    await signInWith({ login: "metricsdesk", password: "a long password 9" }, caller);
    await signInWith({ login: "metricsdesk", password: "wrong" }, caller);
    const found = await scrape();
    expect(found['panel_sign_ins_total{outcome="signed-in"}']).toBe(1);
    expect(found['panel_sign_ins_total{outcome="sign-in-failed"}']).toBe(1);
    await database().delete(accounts);
  });

  it("watched hosts, the process, and its connections", async () => {
    const vmId = parseVmId("101");
    const release = vmId ? watchHost(vmId, "list") : () => {};
    const found = await scrape();
    release();
    expect(found.panel_live_watched_hosts).toBe(1);
    expect(found.panel_live_streams).toBe(0);
    expect(found.panel_database_up).toBe(1);
    expect(found['panel_database_connections{pool="requests",state="waiting"}']).toBe(0);
    expect(found.process_resident_memory_bytes).toBeGreaterThan(1e6);
    expect(found.nodejs_eventloop_lag_p99_seconds).toBeGreaterThan(0);
  });
});

it("names no person, host, customer or address in any label", async () => {
  await hostOfAnn("101");
  const labels = Object.keys(await scrape()).flatMap((line) =>
    [...line.matchAll(/="([^"]*)"/g)].map(([, v]) => v),
  );
  expect(new Set(labels).size).toBeGreaterThan(20);
  expect(labels.filter((label) => /metricsdesk|web01|203\.0|^10001$|^101$|@/.test(label ?? ""))).toEqual([]);
});

it("leaves out what only a database knows while that is silent, and says so", async () => {
  const names = ["panel_master_up", "panel_mirror_age_seconds", "panel_operations_held"];
  const broken = vi.spyOn(database(), "select").mockImplementation(() => {
    throw new Error("connection lost");
  });
  const found = await scrape();
  broken.mockRestore();
  expect(found.panel_database_up).toBe(0);
  expect(names.filter((name) => name in found)).toEqual([]);
  expect(found['panel_master_breaker{state="closed"}']).toBe(1);
});
