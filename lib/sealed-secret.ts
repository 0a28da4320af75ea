import "server-only";
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { config } from "./config";

const VERSION = "1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key for each purpose: what was sealed for one can't be read as another's. */
const keyFor = (purpose: string, secret = config().authSecret): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `rstack-panel sealed secret: ${purpose}`, 32));

/**
 * AES-256-GCM under a key made from AUTH_SECRET, as text for a column. `purpose` names what it is for and may name the
 * row, too, so that it can't be moved to another one.
 */
export function seal(purpose: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv);
  const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/**
 * Null where it was sealed for something else, under a secret that is neither AUTH_SECRET nor AUTH_SECRET_PREVIOUS, or was
 * changed.
 */
export function unseal(purpose: string, sealed: string): string | null {
  const { authSecret, authSecretPrevious } = config();
  return unsealWith(authSecret, purpose, sealed) ?? unsealPrevious(authSecretPrevious, purpose, sealed);
}

const unsealPrevious = (secret: string | null, purpose: string, sealed: string): string | null =>
  secret === null ? null : unsealWith(secret, purpose, sealed);

/**
 * The same text sealed under AUTH_SECRET where only AUTH_SECRET_PREVIOUS opens it; `current` where nothing is to be done,
 * `unreadable` where neither opens it.
 */
export function reseal(purpose: string, sealed: string): { sealed: string } | "current" | "unreadable" {
  const { authSecret, authSecretPrevious } = config();
  if (unsealWith(authSecret, purpose, sealed) !== null) {
    return "current";
  }
  const text = unsealPrevious(authSecretPrevious, purpose, sealed);
  return text === null ? "unreadable" : { sealed: seal(purpose, text) };
}

function unsealWith(secret: string, purpose: string, sealed: string): string | null {
  const [version, body, ...more] = sealed.split(".");
  const bytes = Buffer.from(body ?? "", "base64url");
  if (version !== VERSION || more.length > 0 || bytes.length < IV_BYTES + TAG_BYTES) {
    return null;
  }
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose, secret), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** A text that only this panel can make for `text`, the same each time: 32 hexadecimal digits. */
export const tokenFor = (purpose: string, text: string): string =>
  createHmac("sha256", keyFor(purpose)).update(text).digest("hex").slice(0, 32);
