import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { apiRandom, apiSign, apiTimestamp } from "./encode";

test("the signature is the vendor's: md5 of secret, random and timestamp in lower-case hex", () => {
  const expected = createHash("md5").update("secretabc1661702416").digest("hex");
  expect(apiSign("secret", "abc", "1661702416")).toBe(expected);
  expect(apiSign("密钥", "abc", "1661702416")).toMatch(/^[0-9a-f]{32}$/);
});

test("a random number has 32 characters and ends in a letter that no digit can be cut from", () => {
  for (let n = 0; n < 1_000; n++) {
    expect(apiRandom()).toMatch(/^[0-9a-f]{31}[g-v]$/);
  }
});

test("10,000 calls at once get 10,000 random numbers", async () => {
  const randoms = await Promise.all(Array.from({ length: 10_000 }, async () => apiRandom()));
  expect(new Set(randoms).size).toBe(10_000);
});

test("the timestamp is ten digits of seconds", () => {
  expect(apiTimestamp(1_661_702_416_999)).toBe("1661702416");
});
