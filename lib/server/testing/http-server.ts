import { once } from "node:events";
import type http from "node:http";
import type { RequestListener } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, vi } from "vitest";
import { provideKnownCaller } from "../../known-caller";
import { createHttpServer } from "../http-server";

export let server: http.Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  provideKnownCaller(null);
  vi.restoreAllMocks();
});

const RULES = {
  ...{ trustedProxies: 0, panelOrigin: "https://panel.example", overHttps: true },
  console: { hosts: [] },
};
export let reached: string[] = [];

/** A server of the test's own, which ends with it. Returns its port. */
export async function listen(
  handle?: RequestListener,
  rules: Partial<typeof RULES> & { slowestMs?: number } = {},
) {
  reached = [];
  const echo: RequestListener = async (request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.end(String((await text(request).catch(() => "")).length));
  };
  server = createHttpServer(handle ?? echo, { ...RULES, ...rules });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** All that the server says until it closes the connection. */
export async function say(port: number, ...pieces: string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  for (const piece of pieces) {
    socket.write(piece);
  }
  return text(socket);
}

export const HEAD = "Host: panel.example\r\nConnection: close\r\n";
