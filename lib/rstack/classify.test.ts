import { expect, test } from "vitest";
import { classify } from "./classify";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
const BOM = [0xef, 0xbb, 0xbf];
/** 拒绝访问 in GBK. */
const GBK = [0xbe, 0xdc, 0xbe, 0xf8, 0xb7, 0xc3, 0xce, 0xca];

test.each([
  ["0", { kind: "value", value: null }],
  ["0|", { kind: "value", value: null }],
  ["0|-1|x", { kind: "value", value: null }],
  ["0\r\n", { kind: "value", value: null }],
  [" \t0 ", { kind: "value", value: null }],
  ["-1", { kind: "refused", text: "" }],
  ["-1|", { kind: "refused", text: "" }],
  ["-1|no|-1|no", { kind: "refused", text: "no|-1|no" }],
  ["-10", { kind: "protocol", cause: "shape" }],
  ["00", { kind: "protocol", cause: "shape" }],
  ["1", { kind: "protocol", cause: "shape" }],
  ["0<html>", { kind: "protocol", cause: "shape" }],
  ["[]", { kind: "protocol", cause: "shape" }],
  ["", { kind: "protocol", cause: "empty" }],
  ["<!doctype html><p>0", { kind: "protocol", cause: "html" }],
])("a command's answer %j", (body, reply) => {
  expect(classify("ack", utf8(body))).toEqual(reply);
});

test.each([
  ["0|188", "188"],
  ["0|188|192.168.1.123,192.168.1.124", "188|192.168.1.123,192.168.1.124"],
  ['0|{"id":"341","remark":"a|b"}', '{"id":"341","remark":"a|b"}'],
  ["0", null],
])("data stand behind the first | alone: %j", (body, value) => {
  expect(classify("ack-data", utf8(body))).toEqual({ kind: "value", value });
});

test("white space that isn't ASCII belongs to the text", () => {
  expect(classify("ack-data", utf8("0|名\u3000"))).toEqual({ kind: "value", value: "名\u3000" });
});

test("a byte order mark hides no refusal", () => {
  expect(classify("ack", bytes(BOM, "-1|x"))).toEqual({ kind: "refused", text: "x" });
  expect(classify("list", bytes(BOM, "\r\n", BOM, "[]\r\n"))).toEqual({ kind: "value", value: [] });
});

test("a refusal in GBK is read, also where a character ends in the byte of |", () => {
  expect(classify("ack", bytes("-1|", GBK))).toEqual({ kind: "refused", text: "拒绝访问" });
  // 0x81 0x7C is one character: 亅's neighbour, not "?" and "|".
  expect(classify("ack", bytes("-1|", [0x81, 0x7c, 0xbe, 0xdc]))).toEqual({ kind: "refused", text: "亅拒" });
});

test("what is neither UTF-8 nor GB18030 is no answer", () => {
  expect(classify("ack", bytes("0|", [0xff, 0xff]))).toEqual({ kind: "protocol", cause: "encoding" });
});

test.each([
  ["", { kind: "value", value: [], emptyBody: true }],
  ["\r\n", { kind: "value", value: [], emptyBody: true }],
  ["null", { kind: "value", value: [] }],
  ['""', { kind: "value", value: [] }],
  ["[]", { kind: "value", value: [] }],
  ["-1", { kind: "refused", text: "" }],
  ["{}", { kind: "protocol", cause: "shape" }],
  ["0", { kind: "protocol", cause: "shape" }],
  ['["a"]', { kind: "protocol", cause: "shape" }],
  ["[null]", { kind: "protocol", cause: "shape" }],
  ['[{"id":"1"},{"id":', { kind: "protocol", cause: "truncated" }],
  ['[{"id":"1"}] <!-- 3 ms -->', { kind: "protocol", cause: "truncated" }],
  ['[{"id":"1"}][]', { kind: "protocol", cause: "shape" }],
  ["<html><body>502</body></html>", { kind: "protocol", cause: "html" }],
])("a list's answer %j", (body, reply) => {
  expect(classify("list", utf8(body))).toEqual(reply);
});

test("-1 inside a row refuses nothing", () => {
  const reply = classify("list", utf8('[{"id":"1","remark":"-1|no"}]'));
  expect(reply).toMatchObject({ kind: "value", value: [{ columns: { remark: "-1|no" }, doubled: [] }] });
});

test("a column that stands twice in a row is noticed, also when it is written otherwise", () => {
  const body =
    '[{"userid":"8","x":{"userid":"1"},"userid":"9"},{"userid":"8","t":"\\"userid\\":"},{"id":"1","\\u0069d":"2"}]';
  const reply = classify("list", utf8(body));
  expect(reply.kind === "value" && reply.value.map((row) => row.doubled)).toEqual([["userid"], [], ["id"]]);
});

/** As they stand in the vendor's document: not opened yet, and open. */
test.each([
  '{"expiretime":"","guid":"138d0073-5026-458d-b2b6-77084e8628fe","nodeip":"192.168.1.23","state":"enabled","vmname":"vnc_yuan","vncserver":"http://192.168.1.23:8001","vnctoken":""}',
  '{"expiretime":"1636995382","guid":"138d0073-5026-458d-b2b6-77084e8628fe","nodeip":"192.168.1.23","state":"enabled","vmname":"vnc_yuan","vncserver":"http://192.168.1.23:8001","vnctoken":"stpj"}',
])("the vendor's vm_console %s", (body) => {
  expect(classify("object", utf8(body))).toEqual({
    kind: "value",
    value: { columns: JSON.parse(body), doubled: [] },
  });
});

test("vm_create with returnjson, in the vendor's shape, stays whole behind the first |", () => {
  const data =
    '{"additionals_ip":"192.168.1.19,192.168.1.20","areaname":"华东区域","id":"341","ip":"192.168.1.18","remark":"a|b","userid":"8080"}';
  expect(classify("ack-data", utf8(`0|${data}\r\n`))).toEqual({ kind: "value", value: data });
});

test("an object where an object is due, and nothing else", () => {
  expect(classify("object", utf8('{"ip":"10.0.0.1","ip":"10.0.0.2"}'))).toMatchObject({
    kind: "value",
    value: { doubled: ["ip"] },
  });
  expect(classify("object", utf8("[]"))).toEqual({ kind: "protocol", cause: "shape" });
  expect(classify("object", utf8(""))).toEqual({ kind: "protocol", cause: "empty" });
  expect(classify("object", utf8('{"ip":"10'))).toEqual({ kind: "protocol", cause: "truncated" });
});

test.each([
  ["running|{}", "running", true],
  ["off", "off", false],
  ["setup running|{}", "setup running", true],
  ["Rebooting|{}", "rebooting", true],
  ['running|{"vmname":', "running", false],
  ['running|{"vmname":"a|-1|b"}', "running", true],
  ["paused|", "paused", false],
  ["setup,running", "setup,running", false],
  ["迁移中|{}", "迁移中", true],
  ["stage 2|{}", "stage 2", true],
])("vm_state's %j", (body, word, detailed) => {
  const reply = classify("state", utf8(body));
  expect(reply).toMatchObject({ kind: "value", value: { word } });
  expect(reply.kind === "value" && reply.value.details !== null).toBe(detailed);
});

test.each(["0", "0|x", "[]", "{}", "|{}", "<html>", "状态", `${"a".repeat(40)}|{}`])(
  "%j is no state",
  (body) => {
    expect(classify("state", utf8(body)).kind).toBe("protocol");
  },
);

// Backtracking would take the time of a trillion steps, far over the limit of a test.
test("a body of a million spaces does not hang", () => {
  expect(classify("ack", utf8(`0${" ".repeat(1_000_000)}0`)).kind).toBe("protocol");
});
