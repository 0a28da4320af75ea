import { expect, it } from "vitest";
import { config } from "./config";
import { reseal, seal, unseal } from "./sealed-secret";

const TEXT = "S3cret – 密码";

it("gives back what was sealed, and never the same text twice", () => {
  const [one, two] = [seal("totp", TEXT), seal("totp", TEXT)];
  expect(one).not.toBe(two);
  expect([unseal("totp", one), unseal("totp", two)]).toEqual([TEXT, TEXT]);
  expect(unseal("totp", seal("totp", ""))).toBe("");
});

it("can't be read for another purpose, or once a byte of it was changed", () => {
  const sealed = seal("totp", TEXT);
  expect(unseal("totp 2", sealed)).toBeNull();
  const [version = "", body = ""] = sealed.split(".");
  const bytes = Buffer.from(body, "base64url");
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(unseal("totp", `${version}.${changed.toString("base64url")}`)).toBeNull();
  }
});

it.each(["", "1.", "2.AAAA", "1.AAAA", "nonsense", `${seal("totp", TEXT)}.x`])("is null for %j", (sealed) => {
  expect(unseal("totp", sealed)).toBeNull();
});

it("opens what an earlier AUTH_SECRET sealed as long as that is given as the previous one, and seals it anew", () => {
  const { authSecret } = config();
  const sealed = seal("totp", TEXT);
  try {
    Object.assign(config(), { authSecret: "another-secret-another-secret-32" });
    expect(unseal("totp", sealed)).toBeNull();
    expect(reseal("totp", sealed)).toBe("unreadable");
    Object.assign(config(), { authSecretPrevious: authSecret });
    expect(unseal("totp", sealed)).toBe(TEXT);
    const found = reseal("totp", sealed);
    const anew = typeof found === "object" ? found.sealed : "";
    Object.assign(config(), { authSecretPrevious: null });
    expect(unseal("totp", anew)).toBe(TEXT);
    expect(reseal("totp", anew)).toBe("current");
  } finally {
    Object.assign(config(), { authSecret, authSecretPrevious: null });
  }
});
