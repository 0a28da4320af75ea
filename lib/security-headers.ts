import { inDevelopment as development } from "./config";

interface PageRules {
  overHttps: boolean;
  /** On the console's pages: the origins that a console may be handed to. Null on every other page. */
  consoleOrigins: readonly string[] | null;
  /** A window that it opened stays known to it when another origin is shown there: the console's page alone. */
  keepsWindows?: boolean;
}

const CONSOLE_PAGES = /^\/hosts\/[^/]+\/console(\/window)?\/?$/;

/** What is laxer on the console's page, and on the one that its window shows until the node's page: both send forms to nodes. */
export function consoleRules(path: string, origins: readonly string[]) {
  const match = CONSOLE_PAGES.exec(path);
  return { consoleOrigins: match && origins, keepsWindows: match !== null && match[1] === undefined };
}

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
 * being of another origin, gets no referrer by either. On the console's page a window that went to a node stays known,
 * so that a second click needn't open another.
 */
export function securityHeaders({ overHttps, keepsWindows }: PageRules): [name: string, value: string][] {
  return [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "same-origin"],
    [
      "permissions-policy",
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ],
    ["cross-origin-opener-policy", keepsWindows ? "same-origin-allow-popups" : "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ...(overHttps
      ? [["strict-transport-security", "max-age=31536000; includeSubDomains"] satisfies [string, string]]
      : []),
  ];
}

/** What files, JSON and refusals carry: they hold nothing that a browser could run. Pages replace them (`proxy.ts`). */
export const headersOfFiles = ({ overHttps }: { overHttps: boolean }): [name: string, value: string][] => [
  ...securityHeaders({ overHttps, consoleOrigins: null }),
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
];
