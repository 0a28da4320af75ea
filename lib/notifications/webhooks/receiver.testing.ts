import { once } from "node:events";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { AUTHORITY, FOR_LOCALHOST, KEY } from "../../rstack/testing/certificates";
import type { Resolve } from "./outside-lookup";
import type { PostSettings } from "./post";

/** What a receiver got. */
export interface Called {
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export const resolvesTo =
  (...found: string[]): Resolve =>
  (_name, _options, done) =>
    done(
      null,
      found.map((address) => ({ address, family: 4 })),
    );

/** Its name leads to a public address, and that, once it was checked, to the receiver of this test. */
export const outside = (more: PostSettings = {}): PostSettings => ({
  resolve: resolvesTo("8.8.8.8"),
  ca: AUTHORITY,
  reroute: () => "127.0.0.1",
  ...more,
});

/** A server that stands in for whoever is called, and what it was called with in this test; `base` has no path. */
export function useReceiver(answer: (call: Called, response: ServerResponse) => void): {
  calls: Called[];
  base: () => string;
} {
  const calls: Called[] = [];
  const server = createServer({ key: KEY, cert: FOR_LOCALHOST }, async (request, response) => {
    const { url = "", headers } = request;
    const call = {
      url: new URL(url, "https://localhost"),
      headers,
      body: Buffer.concat(await request.toArray()),
    };
    calls.push(call);
    answer(call, response);
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  beforeEach(() => {
    calls.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { calls, base: () => `https://localhost:${(server.address() as AddressInfo).port}` };
}
