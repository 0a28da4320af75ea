import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { log } from "../log";

/** What is handed on; others are refused. */
export const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const LINK_WITH_TOKEN = /^(.*?\/(?:activate|reset|email))\/.*/is;

const TEXTS = {
  400: "Bad Request",
  405: "Method Not Allowed",
  413: "Content Too Large",
  429: "Too Many Requests",
};

const API = /^\/api\/(v1|mcp)(\/|$)/;
/** As `lib/api/problem-codes.ts` has them, which the server in front of Next doesn't load. */
const UNREAD_PROBLEMS = {
  400: { title: "Invalid request", code: "bad-request" },
  405: { title: "Method not allowed", code: "method-not-allowed" },
  413: { title: "Content too large", code: "too-large" },
  429: { title: "Too many requests", code: "too-many" },
};

/** Old links of mails hold their token in the path, and anything may stand in a query. */
const pathToLog = (url = ""): string =>
  url
    .replace(/[?#].*/s, "")
    .replace(LINK_WITH_TOKEN, "$1")
    .slice(0, 200);

/** Answers a request that is refused before it is read. `panelOrigin`: where the codes are explained to programs. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: keyof typeof TEXTS,
  { panelOrigin }: { panelOrigin: string },
): void {
  log.info({ status, method: request.method, path: pathToLog(request.url) }, "a request was refused unread");
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  const seconds = response.getHeader("retry-after");
  const text = seconds ? `${TEXTS[status]}: try again in ${seconds} s\n` : `${TEXTS[status]}\n`;
  const forProgram = API.test(pathToLog(request.url));
  const allowed = forProgram ? ["GET", "HEAD", "POST"] : [...METHODS];
  response.writeHead(status, {
    // As it stands: Next hands the text of an action's answer to the browser's code for exactly this type.
    "content-type": forProgram ? "application/problem+json" : "text/plain",
    "cache-control": "no-store",
    ...(status === 405 ? { allow: allowed.join(", ") } : {}),
  });
  const { code, title } = UNREAD_PROBLEMS[status];
  const type = `${panelOrigin}/developers#${code}`;
  const problem = { type, title, status, code, requestId: response.getHeader("x-request-id") };
  // Node reads the rest of the body and drops it, within the time for a request: who still sends couldn't read the answer.
  response.end(forProgram ? JSON.stringify(problem) : text);
}

const UNREAD: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** What never became a request, or broke off: malformed, too slow, or with headers too large. */
export function refuseUnread(error: Error & { code?: string }, socket: Socket): void {
  log.info({ code: error.code, peer: socket.remoteAddress }, "a request could not be read");
  // Node does the same: an answer that has begun can only be broken off.
  const begun = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage?.headersSent;
  if (socket.writable && !begun) {
    socket.end(`HTTP/1.1 ${UNREAD[error.code ?? ""] ?? "400 Bad Request"}\r\nConnection: close\r\n\r\n`);
  }
  socket.destroySoon();
}
