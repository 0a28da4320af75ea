import { once } from "node:events";
import type http from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createHttpServer } from "./http-server";

let server: http.Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
});

async function listen(next: RequestListener): Promise<number> {
  server = createHttpServer(next, { trustedProxies: 0, overHttps: true, console: { hosts: [] } });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

it("tells Next the policy that a page's answer carries, with a nonce of its own, whatever the caller sent", async () => {
  const port = await listen(({ headers }, response) =>
    response.end(`${headers["x-panel-path"]} ${headers["content-security-policy"]}`),
  );
  const ask = async (path: string) => {
    const sent = { "content-security-policy": "script-src 'nonce-theirs'", "x-panel-path": "/theirs" };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: sent });
    return { told: await answer.text(), policy: answer.headers.get("content-security-policy") ?? "" };
  };
  const [one, other] = [await ask("/hosts?page=2&_rsc=abc"), await ask("/hosts")];
  for (const { told, policy } of [one, other]) {
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{24}' 'strict-dynamic'/);
    expect(told.endsWith(` ${policy}`)).toBe(true);
  }
  expect(one.told).toMatch(/^\/hosts\?page=2 /);
  expect(other.told).toMatch(/^\/hosts /);
  expect(one.policy).not.toBe(other.policy);
  // They hold nothing that a browser could run.
  for (const path of ["/api/hosts", "/_next/static/x.js"]) {
    const { policy } = await ask(path);
    expect(policy, path).toBe("default-src 'none'; frame-ancestors 'none'");
  }
});
