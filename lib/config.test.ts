import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig, SETTING_NAMES } from "./config";

const COMPLETE = {
  RSTACK_URL: "https://master.example/api/v3",
  RSTACK_SECRET: "s3cret-of-the-master",
  PANEL_URL: "https://panel.example",
  AUTH_SECRET: "x".repeat(32),
};

const OIDC = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "panel", OIDC_CLIENT_SECRET: "canary" };

const EXAMPLE = readFileSync(".env.example", "utf8").split("\n");
const exampleOf = (name: string) =>
  EXAMPLE.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
const FLAGS = new Set(
  EXAMPLE.filter((line) => /^[A-Z_]+=[01]$/.test(line))
    .map((line) => line.split("=", 1)[0])
    .filter((name) => name !== "TRUSTED_PROXIES"),
);

function faultsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.faults;
    }
    throw error;
  }
  return [];
}

describe("settings", () => {
  it("take an empty value for an unset one", () => {
    const empty = { DATABASE_URL: "", PORT: "", LISTEN_ADDRESS: " ", LOG_LEVEL: "" };
    expect(parseConfig({ ...COMPLETE, ...empty })).toEqual(parseConfig(COMPLETE));
    expect(faultsOf({ ...COMPLETE, AUTH_SECRET: "" })).toEqual(["AUTH_SECRET is not set"]);
  });

  it("name every fault at once", () => {
    const faults = faultsOf({
      PORT: "99999",
      PANEL_URL: "http://panel.example/path",
      LISTEN_ADDRESS: "here",
    });
    for (const name of [
      "RSTACK_URL",
      "RSTACK_SECRET",
      "AUTH_SECRET",
      "PORT",
      "PANEL_URL",
      "LISTEN_ADDRESS",
    ]) {
      expect(faults.some((fault) => fault.startsWith(name))).toBe(true);
    }
    expect(faults.filter((fault) => fault.startsWith("PANEL_URL"))).toHaveLength(2);
  });

  it("take a public key of single sign-on only where tickets can be read by it", () => {
    const pem = (key: KeyObject, type: "spki" | "pkcs8") => key.export({ type, format: "pem" }).toString();
    const ours = generateKeyPairSync("ed25519");
    const good = pem(ours.publicKey, "spki");
    for (const key of [good, good.replaceAll("\n", "\\n"), ` ${good.trim()}`]) {
      expect(parseConfig({ ...COMPLETE, SSO_PUBLIC_KEY: key }).sso?.publicKey).toBe(good.trim());
    }
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    for (const key of ["nonsense", good.slice(40), pem(ours.privateKey, "pkcs8"), pem(other, "spki")]) {
      expect(faultsOf({ ...COMPLETE, SSO_PUBLIC_KEY: key })).toEqual([
        "SSO_PUBLIC_KEY: not the public half of an Ed25519 key pair as PEM, with \\n for its line ends",
      ]);
    }
  });

  it.each([
    ["postgresql://u:p@a:5460,b:5461/panel?target_session_attrs=read-write", /names several servers/],
    ["postgresql://u:p@a,b/panel", /names several servers/],
    ["postgresql://u:p@/panel?host=a,b", /names several servers/],
    ["postgresql://u:a/b@host/panel", /write special characters/],
    ["mysql://u:p@host/panel", /not a postgres/],
    ["postgresql://u:a,b@host/panel", null],
    ["postgresql://u:p@host:5432/panel", null],
  ])("say what is wrong with the database's address %s", (url, fault) => {
    const faults = faultsOf({ ...COMPLETE, DATABASE_URL: url });
    expect(faults).toEqual(fault ? [expect.stringMatching(fault)] : []);
  });

  it("never show a value in a fault", () => {
    const canary = "canary-3f9c";
    const wrong = Object.fromEntries(
      [...Object.keys(COMPLETE), "DATABASE_URL", "PORT", "RSTACK_RATE", "LOG_LEVEL"].map((k) => [k, canary]),
    );
    const faults = faultsOf(wrong);
    expect(faults.length).toBeGreaterThan(5);
    expect(faults.join("\n")).not.toContain(canary);
  });

  it.each([
    ["http://127.0.0.1:3000", "0", true],
    ["http://[::1]:3000", "0", true],
    ["http://localhost", "0", true],
    ["http://panel.example", "0", false],
    ["http://127.0.0.1.example.com", "0", false],
    ["http://panel.example", "1", true],
    ["ftp://panel.example", "1", false],
  ])("PANEL_URL %s with PANEL_ALLOW_HTTP=%s: allowed %s", (url, allow, good) => {
    expect(faultsOf({ ...COMPLETE, PANEL_URL: url, PANEL_ALLOW_HTTP: allow }).length === 0).toBe(good);
  });

  const NUMERIC = SETTING_NAMES.filter((name) => /^\d+(\.\d+)?$/.test(exampleOf(name)) && !FLAGS.has(name));

  it.each(NUMERIC)("bound %s on both sides", (name) => {
    for (const text of ["-1", "1e3", "1e308", "9999999999", "Infinity", "NaN", "0x10", "five"]) {
      expect(faultsOf({ ...COMPLETE, [name]: text })).toEqual([
        expect.stringMatching(new RegExp(`^${name}: not a number from [\\d.]+ to \\d+(, nor \`\\w+\`)?$`)),
      ]);
    }
    expect(faultsOf({ ...COMPLETE, [name]: exampleOf(name) })).toEqual([]);
  });

  it("take a word for no proxy at all", () => {
    expect(parseConfig({ ...COMPLETE, TRUSTED_PROXIES: "direct" }).trustedProxies).toBe("direct");
  });

  it.each(NUMERIC.filter((name) => /^(LIVE|MIRROR|STATUS)_/.test(name)))("keep %s within a timer", (name) => {
    expect(faultsOf({ ...COMPLETE, [name]: "2147484" })).toHaveLength(1);
  });

  it.each([
    ["RSTACK_URL", "http://203.0.113.9/api/v3", "public address"],
    ["RSTACK_URL", "http://[2001:db8::1]/api/v3", "public address"],
    ["RSTACK_URL", "https://user:canary@master.example/api/v3", "user name"],
    ["RSTACK_URL", "https://master.example/api/v3?key=canary", "?"],
    ["SMTP_URL", "smtp://", "server"],
    ["SMTP_URL", "http://mail.example", "smtp://"],
    ["MAIL_FROM", "not mail", "address"],
    ["MAIL_FROM", "Panel <panel@example.com>, other@example.com", "address"],
    ["RSTACK_RATE", "1e9", "5000"],
    ["KEEP_SESSIONS_DAYS", "1.5", "whole number"],
  ])("refuse %s=%s", (name, text, why) => {
    const faults = faultsOf({ ...COMPLETE, [name]: text });
    expect(faults).toEqual([expect.stringContaining(why)]);
    expect(faults[0]).toMatch(new RegExp(`^${name}\\b`));
    expect(faults[0]).not.toContain("canary");
  });

  it.each([
    ["RSTACK_URL", "http://10.1.2.3/api/v3"],
    ["RSTACK_URL", "http://[::1]:8080/api/v3"],
    ["SMTP_URL", "smtp://user:password@mail.example:587"],
    ["MAIL_FROM", "panel@example.com"],
    ["MAIL_FROM", "Hosting, Inc. <panel@example.com>"],
    ["LIVE_MOTION_SECONDS", "0.25"],
  ])("take %s=%s", (name, text) => {
    expect(faultsOf({ ...COMPLETE, [name]: text })).toEqual([]);
  });

  it.each([
    ["panel@example.com", { name: null, address: "panel@example.com" }],
    ["Hosting, Inc. <panel@example.com>", { name: "Hosting, Inc.", address: "panel@example.com" }],
    ['"Hosting, Inc." <panel@example.com>', { name: "Hosting, Inc.", address: "panel@example.com" }],
  ])("take name and address of %s apart", (text, from) => {
    const mail = { SMTP_URL: "smtp://mail.example", MAIL_FROM: text };
    expect(parseConfig({ ...COMPLETE, ...mail }).mail?.from).toEqual(from);
  });

  it("take plain http to a public master where it is allowed by name", () => {
    const http = { RSTACK_URL: "http://203.0.113.9/api/v3", RSTACK_ALLOW_HTTP: "1" };
    expect(faultsOf({ ...COMPLETE, ...http })).toEqual([]);
  });

  it("take a provider's links and look only as they may stand in a page", () => {
    const faults = faultsOf({
      ...COMPLETE,
      SUPPORT_URL: "javascript:alert(1)",
      ORDER_URL: "http://shop.example",
      PAY_URL: "/pay",
      LEGAL_LINKS: "Terms",
      PROVIDER_ACCENT: "#ff0000",
      PROVIDER_MARK: "ABC",
    });
    const names = faults.map((fault) => fault.split(":")[0]);
    expect(names.sort()).toEqual([
      "LEGAL_LINKS",
      "ORDER_URL",
      "PAY_URL",
      "PROVIDER_ACCENT",
      "PROVIDER_MARK",
      "SUPPORT_URL",
    ]);
    expect(faults.join()).not.toContain("javascript");
    for (const name of ["SUPPORT_URL", "ORDER_URL", "PAY_URL"]) {
      expect(faultsOf({ ...COMPLETE, [name]: "https://shop.example/?o={operation}&x={order}" })).toEqual([
        `${name}: not an https://, mailto: or tel: link, or with braces other than {customer}, {host} and {operation}`,
      ]);
    }
    const { provider } = parseConfig({
      ...COMPLETE,
      PAY_URL: "https://shop.example/pay",
      PROVIDER_MARK: "NL",
    });
    expect(provider).toMatchObject({
      letters: "NL",
      pay: "https://shop.example/pay",
      support: null,
      legal: [],
    });
  });

  it("take an OpenID provider with all three of its settings or with none", () => {
    expect(parseConfig(COMPLETE).oidc).toBeNull();
    expect(parseConfig({ ...COMPLETE, ...OIDC }).oidc).toMatchObject({
      name: "id.example",
      forCustomers: false,
    });
    for (const name of Object.keys(OIDC)) {
      const [fault = "", ...more] = faultsOf({ ...COMPLETE, ...OIDC, [name]: "" });
      expect(more).toEqual([]);
      expect(fault).toContain(`${name} is not set, and OIDC_`);
      expect(fault).not.toContain("canary");
    }
  });

  it.each([
    ["OIDC_ISSUER", "http://127.0.0.1:8080", true],
    ["OIDC_ISSUER", "http://id.example", false],
    ["OIDC_ISSUER", "https://login.microsoftonline.com/8f3c0a1e-5b7d-4c2e-9a60-1d2f3b4c5d6e/v2.0", true],
    ["OIDC_ISSUER", "https://login.microsoftonline.com/common/v2.0", false],
    ["OIDC_ISSUER", "https://LOGIN.microsoftonline.com/Organizations/v2.0", false],
    ["OIDC_ISSUER", "https://login.partner.microsoftonline.cn/common/v2.0", false],
    ["OIDC_FOR", "customers", false],
    ["OIDC_SCOPES", "email profile", false],
    ["OIDC_ROLES", "groups:panel-admins=admin, roles:help desk=support", true],
    ["OIDC_ROLES", "groups:panel-admins=customer", false],
    ["OIDC_ROLES", "panel-admins=admin", false],
  ])("judge %s=%j: %s", (name, text, isGood) => {
    const faults = faultsOf({ ...COMPLETE, ...OIDC, [name]: text });
    expect(faults.map((fault) => fault.startsWith(`${name}: `))).toEqual(isGood ? [] : [true]);
  });

  it.each([
    ["", "system"],
    ["off", "off"],
    ["192.0.2.53, [2001:db8::53]:5353 2001:db8::54 192.0.2.54:54", 4],
    ["resolver.example", null],
    ["off,192.0.2.53", null],
    ["192.0.2.53:99999", null],
    ["192.0.2.53:", null],
  ])("take DOMAIN_DNS=%j: %s", (text, good) => {
    const env = { ...COMPLETE, DOMAIN_DNS: text };
    expect(faultsOf(env).length === 0).toBe(good !== null);
    if (good !== null) {
      const { domainDns } = parseConfig(env);
      expect(typeof good === "number" ? domainDns.length : domainDns).toBe(good);
    }
  });
});

describe(".env.example", () => {
  const named = new Map(
    EXAMPLE.filter((l) => /^[A-Z]/.test(l)).map((l) => l.split(/=(.*)/s) as [string, string]),
  );

  it("names every setting and no other", () => {
    expect([...named.keys()].sort()).toEqual([...SETTING_NAMES].sort());
  });

  it("shows the defaults", () => {
    expect(parseConfig({ ...Object.fromEntries(named), ...COMPLETE })).toEqual(parseConfig(COMPLETE));
  });
});
