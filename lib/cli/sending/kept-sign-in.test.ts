import { once } from "node:events";
import http, { type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, it } from "vitest";
import { keepSignIn } from "./kept-sign-in";

let server: http.Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** How often Next was asked, which says so in its document. */
let asked = 0;
const page: RequestListener = (request, response) => {
  asked += 1;
  const nonce = /nonce-([^']+)/.exec(String(request.headers["content-security-policy"]))?.[1];
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("link", `</s.css>; rel=preload; nonce="${nonce}"`);
  response.write(`<script nonce="${nonce}">`);
  response.write(`${asked} 登录</script>`);
  response.end();
};

async function listen(next: RequestListener, keptMs?: number) {
  asked = 0;
  const keeping = keepSignIn(next, keptMs);
  server = http.createServer((request, response) => {
    response.setHeader("x-request-id", String(Math.random()));
    keeping(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  let nonces = 0;
  return async (headers: http.OutgoingHttpHeaders = {}, url = "/sign-in", method = "GET") => {
    nonces += 1;
    const policy = { "content-security-policy": `script-src 'nonce-n+${nonces}/'` };
    const request = http.request({ port, path: url, method, headers: { ...policy, ...headers } }).end();
    const [answer] = (await once(request, "response")) as [http.IncomingMessage];
    return { headers: answer.headers, text: await text(answer) };
  };
}

it("draws the page once for who asks alike, with a nonce of its own for each", async () => {
  const ask = await listen(page, 60_000);
  const language = { "accept-language": "zh-CN" };
  const one = await ask({ ...language, "x-forwarded-for": "192.0.2.1" });
  const other = await ask({ ...language, "x-forwarded-for": "192.0.2.2", "accept-encoding": "br" });
  expect(one.text).toBe('<script nonce="n+1/">1 登录</script>');
  expect(other.text).toBe('<script nonce="n+2/">1 登录</script>');
  expect(other.headers.link).toBe('</s.css>; rel=preload; nonce="n+2/"');
  expect(other.headers["content-type"]).toBe(one.headers["content-type"]);
  expect(other.headers["x-request-id"]).not.toBe(one.headers["x-request-id"]);
  expect(asked).toBe(1);
});

it.each([
  ["another language", { "accept-language": "en" }, "/sign-in", "GET"],
  ["a cookie", { cookie: "theme=dark" }, "/sign-in", "GET"],
  ["a token", { authorization: "Bearer x" }, "/sign-in", "GET"],
  ["its data", { rsc: "1" }, "/sign-in", "GET"],
  ["another browser", { "user-agent": "bot" }, "/sign-in", "GET"],
  ["a way back", {}, "/sign-in?next=/hosts", "GET"],
  ["another page", {}, "/reset", "GET"],
  ["a form", {}, "/sign-in", "POST"],
])("asks Next anew for %s, each time for what is somebody's own", async (what, headers, url, method) => {
  const ask = await listen(page, 60_000);
  await ask();
  await ask(headers, url, method);
  expect(asked, what).toBe(2);
});

it.each<[string, RequestListener]>([
  ["with a cookie", (_, response) => response.setHeader("set-cookie", "a=1")],
  ["that isn't there", (_, response) => Object.assign(response, { statusCode: 503 })],
  ["that is no document", (_, response) => response.setHeader("content-type", "text/plain")],
])("keeps no answer %s", async (_, change) => {
  const ask = await listen((request, response) => {
    asked += 1;
    response.setHeader("content-type", "text/html");
    change(request, response);
    response.write("answer");
    response.end();
  }, 60_000);
  await ask();
  await ask();
  expect(asked).toBe(2);
});

it("keeps nothing of a document that broke off", async () => {
  const ask = await listen((_, response) => {
    asked += 1;
    response.setHeader("content-type", "text/html");
    response.write("half");
    response.destroy();
  }, 60_000);
  await ask().catch(() => undefined);
  await ask().catch(() => undefined);
  expect(asked).toBe(2);
});

it("draws it anew once its moment is over", async () => {
  const ask = await listen(page, 1);
  await ask();
  await expect.poll(async () => (await ask()).text).toContain("2 登录");
});
