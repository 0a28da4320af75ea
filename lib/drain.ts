import diagnostics from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { log } from "./log";

const LIMIT_MS = 5_000;

/**
 * Follows the requests that are under way. Next shows nobody its HTTP server; Node's own channel does. The returned
 * function stops accepting, ends the event streams (a browser opens its stream again, elsewhere or later), and resolves
 * when the other answers are out, or after five seconds.
 */
export function followRequests(): () => Promise<void> {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  let whenIdle = () => {};
  diagnostics.subscribe("http.server.request.start", (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      if (open.size === 0) {
        whenIdle();
      }
    });
  });
  return async () => {
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
