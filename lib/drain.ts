import diagnostics from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { setImmediate as afterPoll, setTimeout as wait } from "node:timers/promises";
import { log } from "./log";
import { perProcess } from "./per-process";

/** On a busy machine an answer takes seconds; one that is cut off is a failed request. */
const LIMIT_MS = 15_000;

const state = perProcess("drain", () => ({ draining: false }));

/** Whether this process is about to stop: a load balancer should send nothing more. */
export const isDraining = (): boolean => state.draining;

const closeAfter = (response: ServerResponse): void => {
  if (!response.headersSent) {
    response.setHeader("connection", "close");
  }
};

/**
 * Follows the requests that are under way. Next shows nobody its HTTP server; Node's own channel does. The returned
 * function says `isDraining`, goes on for `delayMs` so that a load balancer can notice, stops accepting, ends the event
 * streams (a browser opens its stream again, elsewhere or later), and resolves when the other answers are out, or after
 * fifteen seconds. From its call on every answer closes its connection.
 */
export function followRequests(): (delayMs?: number) => Promise<void> {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  let whenIdle = () => {};
  diagnostics.subscribe("http.server.request.start", (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    open.add(response);
    if (state.draining) {
      closeAfter(response);
    }
    response.once("close", () => {
      open.delete(response);
      if (open.size === 0) {
        whenIdle();
      }
    });
  });
  return async (delayMs = 0) => {
    state.draining = true;
    for (const response of open) {
      closeAfter(response);
    }
    await wait(delayMs);
    // Connections that the system has already made are taken in before the port is closed: they would be reset.
    await afterPoll();
    const idle = new Promise<void>((resolve) => {
      whenIdle = resolve;
    });
    for (const server of servers) {
      server.close();
      server.closeIdleConnections();
    }
    for (const response of open) {
      if (String(response.getHeader("content-type")).startsWith("text/event-stream")) {
        response.destroy();
      }
    }
    if (open.size > 0) {
      const timer = setTimeout(() => {
        log.warn({ requests: open.size }, "requests were still open when the panel stopped");
        whenIdle();
      }, LIMIT_MS);
      await idle;
      clearTimeout(timer);
    }
  };
}
