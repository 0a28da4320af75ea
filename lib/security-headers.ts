import { randomBytes } from "node:crypto";
import { type Config, inDevelopment as development } from "./config";
import { consoleOrigins as originsOf } from "./console-hosts";
import { WORKER_ADDRESS } from "./provider/app/worker-address";

interface PageRules {
  overHttps: boolean;
  /** In the console's window: the origins that a console may be handed to. Null on every other page. */
  consoleOrigins: readonly string[] | null;
}

const CONSOLE_WINDOW = /^\/hosts\/[^/]+\/console\/window\/?$/;

/** What is laxer in the console's window: it sends a form to a node. */
export const consoleOriginsOn = (path: string, origins: readonly string[]): readonly string[] | null =>
  CONSOLE_WINDOW.test(path) ? origins : null;

/**
 * Scripts by nonce alone. `next dev` evaluates code and writes styles of its own, so development is laxer, and only it.
 * Style attributes can run nothing; React writes them into the page for widths and the like.
 */
export function contentSecurityPolicy(nonce: string, { overHttps, consoleOrigins }: PageRules): string {
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  const styles = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  const rules = [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    ["form-action 'self'", ...(consoleOrigins ?? [])].join(" "),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ];
  // It would send a form for a node without TLS to a port that doesn't speak it.
  const upgrade = overHttps && !consoleOrigins?.some((origin) => origin.startsWith("http:"));
  return [...rules, ...(upgrade ? ["upgrade-insecure-requests"] : [])].join("; ");
}

/**
 * What every answer carries. `same-origin` and not `no-referrer`: that would make a plain form send `Origin: null`; a node,
 * being of another origin, gets no referrer by either.
 */
export function securityHeaders({
  overHttps,
}: Pick<PageRules, "overHttps">): [name: string, value: string][] {
  return [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "same-origin"],
    [
      "permissions-policy",
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ...(overHttps
      ? [["strict-transport-security", "max-age=31536000; includeSubDomains"] satisfies [string, string]]
      : []),
  ];
}

type Header = [name: string, value: string];

/** Files, JSON and refusals hold nothing that a browser could run. */
const FILE_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** But for the service worker's script: it asks this server, and nobody else, for what pages ask. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/** What each of them carries, by its URL. Pages get others (`pageHeaders`). */
export function headersOfFiles({ overHttps }: { overHttps: boolean }): (url: string | undefined) => Header[] {
  const plain = securityHeaders({ overHttps });
  const [file, worker] = [FILE_POLICY, WORKER_POLICY].map((policy): Header[] => [
    ...plain,
    ["content-security-policy", policy],
  ]) as [Header[], Header[]];
  return (url) => (url === WORKER_ADDRESS ? worker : file);
}

/** Files and JSON are no pages: none of them holds anything that a browser would run. */
export const isPage = (url: string): boolean => !url.startsWith("/api/") && !url.startsWith("/_next/static/");

/**
 * For each page by its URL: what Next has to be told with the request, and what the answer carries. Next takes the nonce out
 * of the request's own policy and puts it on its scripts; a page can't know by itself where it is, for the way back after
 * signing in.
 */
export function pageHeaders({
  overHttps,
  console: { hosts },
}: {
  overHttps: boolean;
  console: Pick<Config["console"], "hosts">;
}) {
  const origins = originsOf(hosts);
  const plain = securityHeaders({ overHttps });
  return (url: string): { asked: Header[]; answered: Header[] } => {
    const { pathname, searchParams } = new URL(`http://panel${url}`);
    const rules = { overHttps, consoleOrigins: consoleOriginsOn(pathname, origins) };
    const policy: Header = [
      "content-security-policy",
      contentSecurityPolicy(randomBytes(18).toString("base64"), rules),
    ];
    return {
      asked: [policy, ["x-panel-path", pathOf(pathname, searchParams)]],
      answered: [...plain, policy],
    };
  };
}

/** Next's own parameter is no part of where a page is. */
function pathOf(pathname: string, search: URLSearchParams): string {
  search.delete("_rsc");
  return search.size === 0 ? pathname : `${pathname}?${search}`;
}
