import { describe, expect, it } from "vitest";
import { fillLink } from "./fill-link";
import { parseLinkPattern } from "./link-pattern";

describe("a link with places in it", () => {
  it.each([
    ["https://shop.example/pay", "https://shop.example/pay"],
    ["https://shop.example/pay?c={customer}&h={host}", "https://shop.example/pay?c={customer}&h={host}"],
    ["https://shop.example/{customer}/pay#{host}", "https://shop.example/{customer}/pay#{host}"],
    ["https://shop.example/%7Bcustomer%7d/%7Boperation%7D", "https://shop.example/{customer}/{operation}"],
    ["mailto:pay@shop.example?subject={host}", "mailto:pay@shop.example?subject={host}"],
  ])("%s is kept as %s, and is the same when it is read again", (text, kept) => {
    expect(parseLinkPattern(text)).toBe(kept);
    expect(parseLinkPattern(kept)).toBe(kept);
  });

  it.each([
    "https://{customer}.shop.example/",
    "https://{customer}@shop.example/",
    "https://shop.example:{host}/",
    "https://shop.example/{costumer}",
    "https://shop.example/?c={}",
    "https://shop.example/?c={customer",
    "https://shop.example/%7Bnobody%7D",
    "{customer}",
    "javascript:{customer}",
    "http://shop.example/{customer}",
  ])("%s is none", (text) => {
    expect(parseLinkPattern(text)).toBeNull();
  });

  it.each([
    [
      "https://shop.example/pay?c={customer}&h={host}",
      "10001",
      "101",
      "https://shop.example/pay?c=10001&h=101",
    ],
    [
      "https://shop.example/{customer}/{customer}",
      "a/../b",
      null,
      "https://shop.example/a%2F..%2Fb/a%2F..%2Fb",
    ],
    ["https://shop.example/{customer}/pay", "..", null, "https://shop.example//pay"],
    [
      "https://shop.example/?c={customer}",
      "张三 &h=1#x",
      null,
      "https://shop.example/?c=%E5%BC%A0%E4%B8%89%20%26h%3D1%23x",
    ],
    ["https://shop.example/?c={customer}", "{host}$&", "9", "https://shop.example/?c=%7Bhost%7D%24%26"],
    ["https://shop.example/?c={customer}&h={host}", null, null, "https://shop.example/?c=&h="],
    ["https://shop.example/?c={customer}", "a\ud800", null, "https://shop.example/?c=a"],
  ])("%s for %j and %j", (pattern, customer, host, href) => {
    expect(fillLink(pattern, { customer, host })).toBe(href);
    expect(new URL(href).origin).toBe("https://shop.example");
  });
});
