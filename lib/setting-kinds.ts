import { createPublicKey } from "node:crypto";
import { isIP } from "node:net";
import { z } from "zod";
import { type ConsoleHost, parseConsoleHost } from "./console-hosts";

const DECIMAL = /^\d{1,10}(\.\d{1,6})?$/;

/** A decimal number within bounds, both included. */
export const number = (fallback: number, min: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(
      (text) => DECIMAL.test(text) && Number(text) >= min && Number(text) <= max,
      `not a number from ${min} to ${max}`,
    )
    .transform(Number);

/** As `number`, without a fraction. */
export const whole = (fallback: number, min: number, max: number) =>
  number(fallback, min, max).refine(Number.isInteger, "not a whole number");

/** Seconds in the environment, milliseconds inside. A timer holds 24 days at most: see that `max` is below. */
export const seconds = (fallback: number, min: number, max: number) =>
  number(fallback, min, max).transform((s) => Math.round(s * 1000));

/** `1` or `0`, the default. */
export const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((v) => v === "1");

/** Parted by commas or blanks. */
export const list = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ""));

const isEd25519 = (pem: string): boolean => {
  try {
    // A private key would be taken as well: its public half can be made of it.
    return (
      pem.startsWith("-----BEGIN PUBLIC KEY-----") && createPublicKey(pem).asymmetricKeyType === "ed25519"
    );
  } catch {
    return false;
  }
};

/** PEM, in one line or in several. */
export const ed25519Key = z
  .string()
  .transform((text) => text.replaceAll("\\n", "\n").trim())
  .refine(isEd25519, "not the public half of an Ed25519 key pair as PEM, with \\n for its line ends");

/** Nodes and gateways that a console may be handed to. */
export const consoleHosts = list.transform((entries, context): ConsoleHost[] =>
  entries.flatMap((entry, at) => {
    const host = parseConsoleHost(entry);
    if (!host) {
      context.addIssue({
        code: "custom",
        message: `entry ${at + 1} is no HOST:PORT or HOST:PORT=https://GATEWAY`,
      });
    }
    return host ?? [];
  }),
);

const DNS_SERVER = /^(?:\[([^\]]+)\]|([^:]+))(?::([0-9]{1,5}))?$/;
const isDnsServer = (text: string): boolean => {
  const [, six, four, port = "53"] = DNS_SERVER.exec(text) ?? [];
  const isAddress = isIP(text) === 6 || isIP(six ?? "") === 6 || isIP(four ?? "") === 4;
  return isAddress && Number(port) >= 1 && Number(port) <= 65_535;
};

/** `system`, `off`, or addresses, each with a port where it isn't 53. */
export const dnsServers = list.transform((entries, context): "system" | "off" | string[] => {
  const [first = "system"] = entries;
  if (entries.length <= 1 && (first === "system" || first === "off")) {
    return first;
  }
  if (!entries.every(isDnsServer)) {
    context.addIssue({
      code: "custom",
      message: "neither system nor off nor addresses (ADDRESS or ADDRESS:PORT)",
    });
  }
  return entries;
});

/** `https://` or `http://`, without what would be written to logs or never sent. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: "not an http:// or https:// address" })
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return !url?.username && !url?.password;
  }, "holds a user name or a password")
  .refine((text) => !/[?#]/.test(text), "holds a ? or a #, and only the path would be sent");

/** A server that mails are given to. */
export const mailServer = z
  .url({ protocol: /^smtps?$/, error: "not an smtp:// or smtps:// address" })
  .refine((text) => URL.canParse(text) && new URL(text).hostname !== "", "names no server");

const MAIL_ADDRESS = /^(?:[^<>\r\n]*<[^<>\s@,;]+@[^<>\s@,;]+>|[^<>\s@,;]+@[^<>\s@,;]+)$/;

/** `ADDRESS` or `NAME <ADDRESS>`, whose name may stand in quotes. Both parts. */
export const sender = z
  .string()
  .max(200)
  .regex(MAIL_ADDRESS, "neither an e-mail address nor NAME <ADDRESS>")
  .transform((text) => {
    const [, name = "", address = text] = /^(.*)<(.+)>$/.exec(text) ?? [];
    return { name: name.trim().replace(/^"(.*)"$/, "$1") || null, address };
  });

/** Such as `localhost`, as the host of a URL. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** `https://`, or plain http on loopback: for anything whose answers decide who somebody is. */
export function isSafeAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
}

/** Entra ID, in every cloud of Microsoft's, with its tenant. */
export const ENTRA =
  /^https:\/\/(?:login\.(?:partner\.)?microsoftonline\.(?:com|us|cn)|sts\.windows\.net)\/([^/]+)/i;

/** Its tenants that stand for everybody: any company's administrator could name any person. */
const ANY_TENANT = /^(common|organizations|consumers)$/i;

/** An OpenID provider, character by character as it names itself. */
export const issuerAddress = webAddress
  .refine(isSafeAddress, "plain http is allowed on loopback only")
  .refine(
    (text) => !ANY_TENANT.test(ENTRA.exec(text)?.[1] ?? ""),
    "names no tenant: write the tenant's id in place of the word",
  );

const CLAIM_ROLE = /^([\w:./-]{1,100}):([^:=,]{1,200})=(admin|support)$/;

/** `CLAIM:VALUE=ROLE` with commas: which staff the provider's claims make. */
export const claimRoles = z
  .string()
  .default("")
  .transform((text, context) =>
    text
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "")
      .flatMap((entry, at) => {
        const [, claim, value, role] = CLAIM_ROLE.exec(entry) ?? [];
        if (claim === undefined || value === undefined) {
          context.addIssue({
            code: "custom",
            message: `entry ${at + 1} is no CLAIM:VALUE=admin or =support`,
          });
          return [];
        }
        return [{ claim, value, role: role === "admin" ? ("admin" as const) : ("support" as const) }];
      }),
  );
