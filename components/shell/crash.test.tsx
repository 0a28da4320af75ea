import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";
import { Crash } from "./crash";

const named = (name: string, message: string) => Object.assign(new Error(message), { name });
const { lost, outdated, logged, unlogged } = CRASH_TEXTS.en;

it.each([
  ["Chromium, a request", new TypeError("Failed to fetch"), lost],
  ["Chromium, a stream", new TypeError("network error"), lost],
  ["Firefox, a request", new TypeError("NetworkError when attempting to fetch resource."), lost],
  ["Firefox, a stream", new TypeError("Error in input stream"), lost],
  ["WebKit, a request", new TypeError("Load failed"), lost],
  ["WebKit, a stream", new TypeError("The network connection was lost."), lost],
  ["React, a stream", new Error("Connection closed."), lost],
  [
    "React's build, a stream",
    new Error("Minified React error #412; visit https://react.dev/errors/412"),
    lost,
  ],
  ["Next, a proxy's answer", new Error("An unexpected response was received from the server."), lost],
  [
    "a file of the build",
    named("ChunkLoadError", "Failed to load chunk /_next/static/chunks/a1.js from module 12"),
    lost,
  ],
  [
    "an action of an earlier build",
    named("UnrecognizedActionError", "Server Action was not found"),
    outdated,
  ],
  [
    "an error of the server",
    Object.assign(new Error("An error occurred in the Server Components render."), { digest: "123456" }),
    logged,
  ],
  ["a mistake of the page", new TypeError("x is undefined"), unlogged],
])("tells the cause of %s", (_, error, texts) => {
  const page = renderToStaticMarkup(<Crash error={error} />);
  expect(page).toContain(texts.title);
  expect(page).toContain(texts.text);
});

it("says that an error was logged only with the number that it has in the log", () => {
  const page = (error: Error) => renderToStaticMarkup(<Crash error={error} />);
  expect(page(Object.assign(new Error("x"), { digest: "123456" }))).toMatch(/logged.*<code>123456<\/code>/s);
  for (const error of [new Error("x"), new TypeError("Failed to fetch")]) {
    expect(page(error)).not.toMatch(/logged|<code>/);
  }
});
