import { type Browser, chromium } from "@playwright/test";
import base from "../../playwright.config";
import { cookiesOf } from "../support/world";

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
