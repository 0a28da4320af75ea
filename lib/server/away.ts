import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { config } from "../config";
import { databaseIsAway } from "../db/reach/availability";
import { AWAY_TEXTS } from "../i18n/away-texts";
import { localeFor } from "../i18n/preferences";

const RETRY_SECONDS = 5;
const AGAIN_SECONDS = 10;

/** What says how things stand, or needs no database. */
const ANSWERED = /^\/(_next\/|api\/(health|ready|metrics|worker)([/?]|$)|(icon\.svg|robots\.txt)$)/;
const API = /^\/api\//;
const API_FOR_PROGRAMS = /^\/api\/(v1|mcp)([/?]|$)/;

/**
 * While the database is silent, what is answered with 503 where it is needed: with `Retry-After`, and a plain page, JSON, or the
 * text that an action's caller gets. Next would draw half a page, and every request would wait for the database. Null: as
 * usual.
 */
export function awayAnswer(
  request: IncomingMessage,
): { headers: Record<string, string>; body: string } | null {
  const { url = "", headers, method } = request;
  if (!databaseIsAway() || ANSWERED.test(url)) {
    return null;
  }
  const isRead = method === "GET" || method === "HEAD";
  const { type, body, ...policy } = API.test(url)
    ? json(API_FOR_PROGRAMS.test(url))
    : headers["next-action"] === undefined
      ? page(String(headers["accept-language"] ?? ""), isRead)
      : // Next hands a text of exactly this type to the code that called the action.
        { type: "text/plain", body: `Service Unavailable: try again in ${RETRY_SECONDS} s\n` };
  return {
    headers: {
      "content-type": type,
      "retry-after": String(RETRY_SECONDS),
      "cache-control": "no-store",
      ...policy,
    },
    body,
  };
}

function json(forPrograms: boolean) {
  const problem = {
    type: `${config().panelOrigin}/developers#internal`,
    title: "Unavailable for a moment",
    status: 503,
    code: "internal",
  };
  return forPrograms
    ? { type: "application/problem+json", body: JSON.stringify(problem) }
    : { type: "application/json", body: JSON.stringify({ error: "unavailable" }) };
}

const STYLE =
  ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:100dvh;margin:0;padding:0 24px;box-sizing:border-box}main{max-width:36rem}h1{font-size:1.25rem;margin:0 0 8px}p{margin:0}";
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A page that was asked for comes back by itself; a form that was sent must not be sent again so. */
function page(acceptLanguage: string, isRead: boolean) {
  const locale = localeFor(acceptLanguage);
  const { title, text, sent } = AWAY_TEXTS[locale];
  const again = isRead ? `<meta http-equiv="refresh" content="${AGAIN_SECONDS}">` : "";
  const body = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${again}<title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${isRead ? text : sent}</p></main></body></html>`;
  return { type: "text/html; charset=utf-8", body, "content-security-policy": POLICY };
}
