import { expect, it } from "vitest";
import { linkParts } from "./link-parts";

const linksIn = (text: string) =>
  linkParts(text)
    .filter(({ isLink }) => isLink)
    .map((part) => part.text);

it("finds HTTPS addresses, without what ends the sentence", () => {
  expect(linksIn("See https://status.example/a?b=1#c. Or (https://x.example/)!")).toEqual([
    "https://status.example/a?b=1#c",
    "https://x.example/",
  ]);
  expect(linksIn("详见https://status.example/维护，谢谢。")).toEqual(["https://status.example/维护"]);
});

it("makes no link of anything else", () => {
  for (const text of [
    "http://x.example",
    "javascript:alert(1)",
    "https://",
    "https://bank.example@evil.example/",
  ]) {
    expect(linksIn(text), text).toEqual([]);
  }
});

it("loses nothing of the text", () => {
  const text = "<b>a</b>\nhttps://x.example, https://u:p@y.example/ 。";
  expect(
    linkParts(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});
