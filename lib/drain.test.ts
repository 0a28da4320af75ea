import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { followRequests, isDraining } from "./drain";

let server: http.Server | null = null;
afterEach(() => server?.closeAllConnections());

it("ends event streams, lets an answer under way finish, and takes no new request", async () => {
  const drain = followRequests();
  let finish = () => {};
  server = http.createServer((request, response) => {
    if (request.url === "/stream") {
      response.setHeader("content-type", "text/event-stream");
      response.write(": open\n\n");
    } else {
      finish = () => response.end("whole");
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  expect(isDraining()).toBe(false);
  const stream = await fetch(`${base}/stream`);
  const arrived = once(server, "request");
  const slow = fetch(`${base}/slow`);
  await arrived;
  let drained = false;
  const draining = drain().then(() => {
    drained = true;
  });
  // Ended it is; whether a client takes that for the end or for a cut depends on when it hears of it.
  await stream.text().catch(() => "cut");
  await expect(fetch(`${base}/new`)).rejects.toThrow();
  expect(drained).toBe(false);
  finish();
  expect(isDraining()).toBe(true);
  const answer = await slow;
  expect(answer.headers.get("connection")).toBe("close");
  expect(await answer.text()).toBe("whole");
  await draining;
});
