import fc from "fast-check";
import { expect, test } from "vitest";
import { CATALOGUE } from "./catalogue/catalogue";
import { apiSign, checkParams, encodeBody } from "./encode";
import { scrub } from "./scrub";

const signer = { secret: "s3cret", now: () => 1_661_702_416_000 };
const PUBLIC = ["api_sign", "api_random", "api_timestamp", "api_language", "api_type", "action"];

function sent(name: keyof typeof CATALOGUE, input: unknown) {
  const action = CATALOGUE[name];
  const checked = checkParams(action, input);
  if ("invalid" in checked) {
    throw new Error(checked.invalid);
  }
  return [...new URLSearchParams(encodeBody(action, checked.params, "zh-CN", signer).body)];
}

const anyText = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
const rowId = fc.integer({ min: 1, max: 9_999_999_999 }).map(String);

/** Every action that takes free text, with arbitrary text in all of it. */
const WITH_TEXT = fc.oneof(
  fc.record({
    name: fc.constant("user_info" as const),
    params: fc.record({ username: anyText, name: anyText, email: anyText, phone: anyText, remark: anyText }),
  }),
  fc.record({
    name: fc.constant("hyper" as const),
    params: fc.record({ id: rowId, vmname: anyText, guid: anyText, remark: anyText }),
  }),
  fc.record({
    name: fc.constant("vm_snapshot.revert" as const),
    params: fc.record({ vmid: rowId, snapshotname: anyText }),
  }),
  fc.record({
    name: fc.constant("vm_update" as const),
    params: fc.record({ id: rowId, remark: anyText }),
  }),
);

test("whatever the text, it comes back equal, under exactly the action's keys, each once", () => {
  fc.assert(
    fc.property(WITH_TEXT, ({ name, params }) => {
      const form = sent(name, params);
      const own = CATALOGUE[name].subvaction === null ? [] : ["subvaction"];
      const keys = form.map(([key]) => key);
      expect(keys).toHaveLength(new Set(keys).size);
      expect([...keys].sort()).toEqual([...PUBLIC, ...own, ...Object.keys(params)].sort());
      expect(Object.fromEntries(form)).toMatchObject(params);
    }),
    { numRuns: 500 },
  );
});

test("text that ends a parameter ends none", () => {
  const remark = "5&userid=9\r\naction=vm_delete;api_type=x#?%26+";
  const form = sent("vm_update", { id: "7", remark });
  expect(form.filter(([key]) => key === "remark")).toEqual([["remark", remark]]);
  expect(form.filter(([key]) => key === "userid" || key === "action")).toEqual([["action", "vm_update"]]);
});

test("half a character is refused: it would arrive as another text", () => {
  expect(checkParams(CATALOGUE.vm_update, { id: "7", remark: "a\ud800" })).toEqual({ invalid: "remark" });
});

test.each(["action", "api_sign", "api_random", "api_type", "subvaction", "anything"])(
  "%s can't be set by a caller",
  (key) => {
    expect(checkParams(CATALOGUE["vm_console.state"], { vmid: "5", [key]: "x" })).toHaveProperty("invalid");
  },
);

test("a refused parameter's value stands nowhere in the refusal", () => {
  const refused = checkParams(CATALOGUE.vm_resetps, { vmid: "5", vmpass: "canar" });
  expect(JSON.stringify(refused)).not.toContain("canar");
});

test("each encoding has a random number and a signature of its own, which fits", () => {
  const first = Object.fromEntries(sent("vm_start", { vmid: "5" }));
  const second = Object.fromEntries(sent("vm_start", { vmid: "5" }));
  expect(first.api_random).not.toBe(second.api_random);
  expect(first.api_sign).toBe(apiSign("s3cret", String(first.api_random), "1661702416"));
  expect(first).toMatchObject({ api_language: "chinese", api_type: "hyper", api_timestamp: "1661702416" });
});

test("a list of a host's own and the free addresses survives the wire", () => {
  const form = sent("hyperip", { vmid: { id: "12", withFree: true } });
  expect(form).toContainEqual(["vmid", "0|12"]);
});

test("what must not come back in a refusal is named: secret, signature, and a password that was sent", () => {
  const action = CATALOGUE.vm_resetps;
  const checked = checkParams(action, { vmid: "5", vmpass: "canary-pass" });
  const { body, secrets } = encodeBody(action, "params" in checked ? checked.params : {}, "en", signer);
  const sign = new URLSearchParams(body).get("api_sign");
  expect(secrets).toEqual(["s3cret", sign, "canary-pass"]);
  expect(scrub("pass canary-pass%21 and S3CRET", ["s3cret", "canary-pass!"])).toBe("pass ••• and •••");
});
