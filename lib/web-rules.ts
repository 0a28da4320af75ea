import { inDevelopment as development } from "./config";

/**
 * Scripts by nonce alone. `next dev` evaluates code and writes styles of its own, so development is laxer, and only it.
 * Style attributes can run nothing; React writes them into the page for widths and the like.
 */
export function contentSecurityPolicy(nonce: string, options: { overHttps: boolean }): string {
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
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ];
  return [...rules, ...(options.overHttps ? ["upgrade-insecure-requests"] : [])].join("; ");
}

/** What every answer carries. `same-origin` and not `no-referrer`: that would make a plain form send `Origin: null`. */
export function securityHeaders(options: { overHttps: boolean }): [name: string, value: string][] {
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
    ...(options.overHttps
      ? [["strict-transport-security", "max-age=31536000; includeSubDomains"] satisfies [string, string]]
      : []),
  ];
}
