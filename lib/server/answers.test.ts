import { once } from "node:events";
import type { RequestListener } from "node:http";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, it } from "vitest";
import { currentRequest } from "../request-context";
import { createHttpServer, LARGEST_BODY } from "./http-server";

let server: http.Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
});

async function listen(next: RequestListener, trustedProxies: 0 | "direct" = 0): Promise<number> {
  server = createHttpServer(next, {
    ...{ trustedProxies, panelOrigin: "https://panel.example", overHttps: true },
    console: { hosts: [] },
  });
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

it("tells a program by a problem document that its body is too large, and its method none", async () => {
  const port = await listen((_, response) => response.end("next"));
  const at = `http://127.0.0.1:${port}/api/v1/hosts/101/operations`;
  const refused = await fetch(at, { method: "POST", body: "x".repeat(LARGEST_BODY + 1) });
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(await refused.json()).toEqual({
    ...{ status: 413, code: "too-large", title: "Content too large" },
    type: "https://panel.example/developers#too-large",
    requestId: refused.headers.get("x-request-id"),
  });
  // Also where it is far larger and says no length: it is read to its end, so that the answer can be.
  const pieces = new Array(100).fill(new Uint8Array(50_000));
  const long = { method: "POST", body: new Blob(pieces).stream(), duplex: "half" };
  const unread = await fetch(at, long as RequestInit);
  expect([unread.status, (await unread.json()).code]).toEqual([413, "too-large"]);
  const asked = http.request(at, { method: "PROPFIND" }).end();
  const [answer] = (await once(asked, "response")) as [http.IncomingMessage];
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET, HEAD, POST"]);
  expect(JSON.parse(await text(answer)).code).toBe("method-not-allowed");
});

it("takes the connection's other end for the caller where no proxy stands in front", async () => {
  const port = await listen(
    (request, response) =>
      void response.end(JSON.stringify([currentRequest()?.address, request.headers["x-forwarded-for"]])),
    "direct",
  );
  const headers = { "x-forwarded-for": "203.0.113.9", "x-request-id": "written-by-the-caller" };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  expect(await answer.json()).toEqual(["127.0.0.1", "127.0.0.1"]);
  expect(answer.headers.get("x-request-id")).not.toBe("written-by-the-caller");
});
