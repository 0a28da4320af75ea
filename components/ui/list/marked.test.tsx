import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Marked } from "./marked";

const marked = (text: string, words: string) => renderToStaticMarkup(<Marked text={text} words={words} />);

it("marks each word wherever it stands, in whichever case, and nothing where nothing was looked for", () => {
  expect(marked("Web-web01", "WEB")).toBe("<mark>Web</mark>-<mark>web</mark>01");
  expect(marked("203.0.113.24", "0.1 203")).toBe("<mark>203</mark>.<mark>0.1</mark>13.24");
  expect(marked("a+b", "")).toBe("a+b");
  expect(marked("a+b (c", "+ (")).toBe("a<mark>+</mark>b <mark>(</mark>c");
});
