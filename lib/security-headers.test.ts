import { expect, it } from "vitest";
import { consoleOriginsOn, contentSecurityPolicy, headersOfFiles, securityHeaders } from "./security-headers";

const rule = (policy: string, name: string) =>
  policy
    .split("; ")
    .find((part) => part.startsWith(`${name} `))
    ?.slice(name.length + 1);

it("runs scripts by nonce alone, and lets nobody frame the panel", () => {
  const policy = contentSecurityPolicy("N0nce", { overHttps: true, consoleOrigins: null });
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
  expect(contentSecurityPolicy("n", { overHttps: false, consoleOrigins: null })).not.toContain(
    "upgrade-insecure-requests",
  );
});

it("lets the console's window alone send forms to the allowed nodes, and nothing else of them is laxer", () => {
  const nodes = ["https://node1"];
  for (const path of ["/hosts/101/console/window", "/hosts/101/console/window/"]) {
    expect(consoleOriginsOn(path, nodes), path).toEqual(nodes);
  }
  const others = [
    "/hosts/101",
    "/hosts/101/console",
    "/hosts/console",
    "/console",
    "/hosts/101/console/x",
    "/hosts/101/console/window/x",
    "/hosts/101/window",
    "/x/hosts/101/console",
    "/api/hosts/101",
  ];
  for (const path of others) {
    expect(consoleOriginsOn(path, nodes), path).toBeNull();
  }
  const of = (consoleOrigins: string[] | null) =>
    contentSecurityPolicy("n", { overHttps: true, consoleOrigins });
  const tls = ["https://console1.example.com", "https://node2.example.com:8001"];
  expect(rule(of(tls), "form-action")).toBe(`'self' ${tls.join(" ")}`);
  expect(rule(of([]), "form-action")).toBe("'self'");
  expect(of(tls).replace(` ${tls.join(" ")}`, "")).toBe(of(null));
  // A browser would else send the form to https on a port that has none.
  expect(of(["http://node1:8001"])).not.toContain("upgrade-insecure-requests");
  expect(of(tls)).toContain("upgrade-insecure-requests");
});

it("lets a file run nothing, but for the service worker's script, which may ask the panel", () => {
  const policyOf = (url: string | undefined) =>
    new Map(headersOfFiles({ overHttps: true })(url)).get("content-security-policy") ?? "";
  for (const url of ["/api/hosts", "/_next/static/chunks/a.js", "/api/worker/", "/api/worker?x", undefined]) {
    expect(policyOf(url)).toBe("default-src 'none'; frame-ancestors 'none'");
  }
  expect(rule(policyOf("/api/worker"), "connect-src")).toBe("'self'");
  expect(rule(policyOf("/api/worker"), "default-src")).toBe("'none'");
});
