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
  const pairs = (cookie ?? "").split("; ").filter(Boolean);
  await context.addCookies(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      // `__Host-` cookies are set for https alone; on loopback they are sent over http, too.
      const url = origin.replace("http:", "https:");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url, secure: true };
    }),
  );
  return context;
}
