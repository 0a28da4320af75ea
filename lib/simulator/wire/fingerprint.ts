import { createHash } from "node:crypto";

/** What the journal holds of a password: tests compare it with the SHA-256 of theirs. */
export const fingerprint = (password: string): string =>
  createHash("sha256").update(password, "utf8").digest("hex");

const PASSWORDS = new Set(["vmpass", "password", "password1", "password2"]);

export const withoutPasswords = (params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      PASSWORDS.has(name) && value !== "" ? `sha256:${fingerprint(value)}` : value,
    ]),
  );

/** A body as the journal keeps it: these values are looked up under `/_sim`. */
export const withoutSecrets = (body: string): string =>
  body.replaceAll(/"(vmpass|password|vnctoken)":"(?:[^"\\]|\\.)+"/g, '"$1":"(masked)"');
