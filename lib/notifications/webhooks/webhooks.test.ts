import { expect, it } from "vitest";
import { webhookUrl } from "./webhooks";

it.each([
  ["http://hooks.example/", false],
  ["https://user:word@hooks.example/", false],
  ["https://127.0.0.1/", false],
  ["https://2130706433/", false],
  ["https://0x7f.1/", false],
  ["https://[::1]/", false],
  ["https://[::ffff:10.0.0.1]/", false],
  ["https://192.168.0.1:8443/", false],
  ["https://hooks.example/#x", false],
  ["ftp://hooks.example/", false],
  ["hooks.example", false],
  [`https://hooks.example/${"x".repeat(500)}`, false],
  ["https://hooks.example/a?b=c", true],
  ["https://8.8.8.8/", true],
])("the address %s can be a webhook's: %s", (text, taken) => {
  expect(webhookUrl(text) !== null).toBe(taken);
});
