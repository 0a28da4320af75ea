import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, it, vi } from "vitest";
import { createHttpServer } from "./http-server";

let server: Server | null = null;
afterEach(() => server?.closeAllConnections());

let reached = 0;
/** What had been accepted when the first form was worked on. */
let acceptedBeforeWork = 0;
let accepted = 0;

async function listen(atConnection: () => void = () => {}): Promise<number> {
  reached = 0;
  accepted = 0;
  const handle: RequestListener = (request, response) => {
    reached += 1;
    acceptedBeforeWork = accepted;
    request.resume();
    response.end("done");
  };
  server = createHttpServer(handle, {
    ...{ trustedProxies: 0, panelOrigin: "https://panel.example", overHttps: true },
    console: { hosts: [] },
  });
  server.on("connection", () => {
    accepted += 1;
    atConnection();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

const FORM = "POST / HTTP/1.1\r\nHost: panel.example\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx";

async function sendForm(port: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(FORM);
  return text(socket);
}

const connectMany = (port: number, count: number) =>
  Array.from({ length: count }, () => connect(port, "127.0.0.1").on("error", () => {}));

it("accepts everybody who waits before it works on a form", async () => {
  const port = await listen();
  const form = sendForm(port);
  const others = connectMany(port, 50);
  expect(await form).toContain("done");
  expect(acceptedBeforeWork).toBe(51);
  for (const other of others) {
    other.destroy();
  }
});

it("never works on the form of a caller who hung up while others were accepted", async () => {
  const port = await listen(() => {
    if (accepted === 30) {
      for (const caller of gone) {
        caller.destroy();
      }
    }
  });
  const gone = connectMany(port, 4);
  const others = connectMany(port, 60);
  for (const caller of gone) {
    caller.write(FORM);
  }
  await vi.waitFor(() => expect(accepted).toBe(64));
  // Strangers have four turns at once: none of them may be lost.
  expect(await sendForm(port)).toContain("done");
  expect(reached).toBe(1);
  for (const other of others) {
    other.destroy();
  }
});
