import { once } from "node:events";
import type http from "node:http";
import type { RequestListener } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, vi } from "vitest";
import { provideKnownCaller } from "../known-caller";
import { log } from "../log";
import { currentRequest, requestFields } from "../request-context";
import { LARGEST_BODY } from "./http-server";
import { HEAD, listen, reached, say, server } from "./testing/http-server";

it.each([
  ["TRACE / HTTP/1.1", 405],
  ["PROPFIND / HTTP/1.1", 405],
  ["OPTIONS * HTTP/1.1", 400],
  ["GET * HTTP/1.1", 400],
  ["GET http://evil.example/ HTTP/1.1", 400],
  ["GET /hosts/% HTTP/1.1", 400],
  ["GET /api/hosts/%ff?a=%ff HTTP/1.1", 400],
  ["GET / HTTP/1.1\r\nHost: evil.example", 400],
])("refuses %s before Next sees it", async (line, status) => {
  const port = await listen();
  const answer = await say(port, `${line}\r\n${HEAD}\r\n`);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
  expect(reached).toEqual([]);
});

it("takes what a query holds that can't be decoded, and tells a program of a path by a problem document", async () => {
  const port = await listen();
  expect(await say(port, `GET /hosts?q=%ff HTTP/1.1\r\n${HEAD}\r\n`)).toMatch(/^HTTP\/1.1 200 /);
  const answer = await say(port, `GET /api/v1/h%ff HTTP/1.1\r\n${HEAD}\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"bad-request"/);
});

it("answers 400 where Next fails on the body of an action without a word, and 500 where it logged an error", async () => {
  const failing = (says: boolean): RequestListener => {
    return (_request, response) => {
      const context = currentRequest();
      if (says && context) context.failed = true;
      response.statusCode = 500;
      response.end();
    };
  };
  const status = async (says: boolean, headers: Record<string, string>) => {
    const port = await listen(failing(says));
    return (await fetch(`http://127.0.0.1:${port}/hosts`, { method: "POST", body: "x", headers })).status;
  };
  expect(await status(false, { "next-action": "x" })).toBe(400);
  expect(await status(true, { "next-action": "x" })).toBe(500);
  expect(await status(false, {})).toBe(500);
});

it("refuses a body that says it is too large, before it is read", async () => {
  const port = await listen();
  const at = `http://127.0.0.1:${port}/sign-in`;
  const refused = await fetch(at, { method: "POST", body: "x".repeat(LARGEST_BODY + 1) });
  expect(refused.status).toBe(413);
  expect(reached).toEqual([]);
  const taken = await fetch(at, { method: "POST", body: "x".repeat(LARGEST_BODY) });
  expect(await taken.text()).toBe(String(LARGEST_BODY));
});

it("refuses a body without a length once it is too large", async () => {
  const port = await listen();
  const piece = `1000\r\n${"x".repeat(0x1000)}\r\n`;
  const answer = await say(
    port,
    `POST / HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n`,
    ...new Array(17).fill(piece),
  );
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

it.each([
  ["headers", "POST / HTTP/1.1\r\nHost: x\r\n"],
  ["a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"],
])("closes a request with slow %s with 408", async (_what, begun) => {
  const port = await listen(undefined, { slowestMs: 200 });
  expect(await say(port, begun)).toMatch(/^HTTP\/1.1 408 /);
});

it("does not close a slow answer", async () => {
  const port = await listen(
    async (request, response) => {
      request.resume();
      response.write("begun ");
      // A request that began later is closed meanwhile.
      await say(port, "POST / HTTP/1.1\r\nHost: x\r\n");
      response.end("ended");
    },
    { slowestMs: 500 },
  );
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("begun ended");
});

it("keeps an idle connection longer than a proxy does, and doesn't take the idle time for a slow request", async () => {
  const port = await listen(undefined, { slowestMs: 200 });
  const socket = connect(port, "127.0.0.1");
  const ask = async () => {
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const [answer] = await once(socket, "data");
    return String(answer);
  };
  expect(await ask()).toMatch(/^HTTP\/1.1 200 .*\r\nkeep-alive: timeout=125\r\n/is);
  // The checks that close slow requests have passed several times.
  await say(port, "POST / HTTP/1.1\r\nHost: x\r\n");
  expect(await ask()).toMatch(/^HTTP\/1.1 200 /);
  socket.destroy();
});

it("answers a request to upgrade as a plain one", async () => {
  const port = await listen();
  const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
  const answer = await say(
    port,
    `GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n${key}\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
});

it("gives every request an id of its own, and takes a proxy's only where one is trusted", async () => {
  const ids = async (port: number, sent?: string) => {
    const headers: Record<string, string> = sent === undefined ? {} : { "x-request-id": sent };
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
    return [answer.headers.get("x-request-id"), await answer.text()];
  };
  const tell: RequestListener = (request, response) =>
    response.end(`${request.headers["x-request-id"]} ${currentRequest()?.requestId}`);
  const alone = await listen(tell);
  const [own] = await ids(alone, "given-by-a-stranger");
  expect(own).toMatch(/^[0-9a-f]{16}$/);
  expect(await ids(alone)).not.toContain(own);
  server?.closeAllConnections();
  const behind = await listen(tell, { trustedProxies: 1 });
  expect(await ids(behind, "0af7651916cd43dd")).toEqual([
    "0af7651916cd43dd",
    "0af7651916cd43dd 0af7651916cd43dd",
  ]);
  for (const odd of ["short", 'quoted"text', "x".repeat(65)]) {
    expect((await ids(behind, odd))[0]).toMatch(/^[0-9a-f]{16}$/);
  }
});

it("knows a request's address from a trusted proxy, and gives back what it held when it ends", async () => {
  let released = 0;
  const port = await listen(
    (_request, response) => {
      currentRequest()?.release.push(() => {
        released++;
      });
      response.end(JSON.stringify(requestFields()));
    },
    { trustedProxies: 1 },
  );
  const closed = new Promise((resolve) =>
    server?.once("request", (_request, response: http.ServerResponse) => response.once("close", resolve)),
  );
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    headers: { "x-forwarded-for": "203.0.113.9, 198.51.100.7" },
  });
  expect(await answer.json()).toMatchObject({ address: "198.51.100.7" });
  await closed;
  expect(released).toBe(1);
});

it("hands on no form before it is whole, so that half-sent ones keep nobody waiting", async () => {
  const port = await listen();
  const half = "POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc";
  const sockets = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const begun = once(server as http.Server, "request");
      const socket = connect(port, "127.0.0.1");
      socket.write(half);
      await begun;
      return socket;
    }),
  );
  const whole = await fetch(`http://127.0.0.1:${port}/whole`, { method: "POST", body: "x".repeat(60_000) });
  expect(await whole.text()).toBe("60000");
  expect(reached).toEqual(["POST /whole"]);
  // The rest of one comes: Next gets all of it.
  const answer = once(sockets[0] as Socket, "data");
  sockets[0]?.write("defghij");
  expect(String(await answer)).toMatch(/\r\n\r\n10$/);
  expect(reached).toEqual(["POST /whole", "POST /half"]);
});

it("hands forms of callers without a session to Next in fair turns, and tells a flood when to come again", async () => {
  provideKnownCaller(async ({ cookie }) => cookie === "__Host-panel.session=proven");
  const open: (() => void)[] = [];
  const arrived = new EventTarget();
  const port = await listen(
    (request, response) => {
      reached.push(String(request.headers["x-forwarded-for"]));
      open.push(() => response.end());
      arrived.dispatchEvent(new Event("request"));
    },
    { trustedProxies: 1 },
  );
  const post = (address: string, headers = {}) =>
    fetch(`http://127.0.0.1:${port}/sign-in`, {
      method: "POST",
      headers: { "x-forwarded-for": address, ...headers },
    }).then(async (answer) => ({
      status: answer.status,
      wait: answer.headers.get("retry-after"),
      words: await answer.text(),
    }));
  const refused: unknown[] = [];
  const refusals = async (count: number) => {
    while (refused.length < count) await once(arrived, "refused");
  };
  for (let n = 0; n < 210; n += 1) {
    post("198.51.100.1").then(
      (answer) => {
        refused.push(answer);
        arrived.dispatchEvent(new Event("refused"));
      },
      () => {},
    );
  }
  // Four are handed on and two hundred wait: six are too many.
  await refusals(6);
  const told = { status: 429, wait: "2", words: "Too Many Requests: try again in 2 s\n" };
  expect(refused).toEqual(Array.from({ length: 6 }, () => told));
  await vi.waitFor(() => expect(reached).toHaveLength(4));
  // A cookie of that name proves nothing: this one waits with the others, and the flood gives way.
  post("198.51.100.9", { cookie: "__Host-panel.session=x" }).catch(() => {});
  await refusals(7);
  expect(reached).toHaveLength(4);
  // Whoever has a session waits for none of them, and another network goes first.
  let next = once(arrived, "request");
  post("203.0.113.1", { cookie: "__Host-panel.session=proven" }).catch(() => {});
  await next;
  expect(reached.at(-1)).toBe("203.0.113.1");
  const other = post("203.0.113.2");
  await refusals(8);
  next = once(arrived, "request");
  open[0]?.();
  await next;
  expect(reached.at(-1)).toBe("203.0.113.2");
  open.at(-1)?.();
  expect((await other).status).toBe(200);
});

it.each([
  ["/reset/SECRET", "/reset"],
  ["/activate/SECRET?x=SECRET", "/activate"],
  ["/email/SECRET/more", "/email"],
  ["//reset/SECRET", "//reset"],
  ["/sign-in?next=SECRET", "/sign-in"],
])("logs a refusal at %s without what is secret in it", async (path, logged) => {
  const info = vi.spyOn(log, "info");
  const port = await listen();
  await say(port, `TRACE ${path} HTTP/1.1\r\n${HEAD}\r\n`);
  expect(info.mock.calls.map(([fields]) => fields)).toEqual([{ status: 405, method: "TRACE", path: logged }]);
});

it("keeps no form waiting for a turn that it holds itself, where Next hands it on to another page", async () => {
  const handle: RequestListener = async (request, response) => {
    const { host, connection, "content-length": _length, ...headers } = request.headers;
    const body = await text(request);
    if (request.url === "/page") {
      response.end(body);
      return;
    }
    const answer = await fetch(`http://${host}/page`, {
      method: "POST",
      headers: headers as Record<string, string>,
      body,
    });
    response.end(await answer.text());
  };
  const port = await listen(handle);
  const answers = await Promise.all(
    Array.from({ length: 12 }, async (_, n) => {
      const signal = AbortSignal.timeout(10_000);
      const options = { method: "POST", body: `form ${n}`, signal };
      return (await fetch(`http://127.0.0.1:${port}/sign-in`, options)).text();
    }),
  );
  expect(answers).toEqual(answers.map((_, n) => `form ${n}`));
});

it("takes nobody's word for being a request of its own", async () => {
  const seen: unknown[] = [];
  const port = await listen((request, response) => {
    seen.push(request.headers["x-panel-own-request"], request.headers["x-prerender-revalidate"]);
    response.end();
  });
  const headers = { "x-panel-own-request": "guess", "x-prerender-revalidate": "preview id" };
  await fetch(`http://127.0.0.1:${port}/`, { headers });
  expect(seen).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), undefined]);
});
