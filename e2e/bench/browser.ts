import { type Browser, chromium } from "@playwright/test";
import base from "../../playwright.config";

/** The browser of the browser tests. */
export const launch = (): Promise<Browser> => chromium.launch(base.use?.launchOptions);

export interface Visitor {
  browser: Browser;
  origin: string;
  /** A `Cookie` header; null for nobody. */
  cookie: string | null;
}

/** A context with an empty cache. */
export async function freshContext({ browser, origin, cookie }: Visitor) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  await context.addCookies(cookiesOf(origin, cookie));
  return context;
}

/** The cookies of a `Cookie` header as a browser keeps them for `origin`. */
export const cookiesOf = (origin: string, header: string | null) =>
  (header ?? "")
    .split("; ")
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf("=");
      // `__Host-` cookies are set for https alone; on loopback they are sent over http, too.
      const url = origin.replace("http:", "https:");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url, secure: true };
    });
