import { expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./web-rules";

const rule = (policy: string, name: string) =>
  policy
    .split("; ")
    .find((part) => part.startsWith(`${name} `))
    ?.slice(name.length + 1);

it("runs scripts by nonce alone, and lets nobody frame the panel", () => {
  const policy = contentSecurityPolicy("N0nce", { overHttps: true });
  expect(rule(policy, "script-src")).toBe("'self' 'nonce-N0nce' 'strict-dynamic'");
  expect(rule(policy, "style-src")).toBe("'self' 'nonce-N0nce'");
  expect(rule(policy, "default-src")).toBe("'none'");
  expect(rule(policy, "frame-ancestors")).toBe("'none'");
  expect(rule(policy, "base-uri")).toBe("'none'");
  expect(rule(policy, "form-action")).toBe("'self'");
  expect(policy).not.toContain("unsafe-eval");
});

it("pins https where the panel is served over it, and only there", () => {
  const name = "strict-transport-security";
  const over = (overHttps: boolean) => new Map(securityHeaders({ overHttps }));
  expect(over(true).get(name)).toMatch(/^max-age=31536000\b/);
  expect(over(false).has(name)).toBe(false);
  expect(contentSecurityPolicy("n", { overHttps: false })).not.toContain("upgrade-insecure-requests");
});
