import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { SignJWT } from "jose";
import { SSO_SECRET } from "../support/world";

/** As the shop sends a customer over: a form that posts the token by itself. */
export async function comeBySso(page: Page, url: string): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: "10002", aud: url, iat: now, exp: now + 60, jti: randomBytes(16).toString("hex") };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(SSO_SECRET));
  await page.goto("about:blank");
  await page.setContent(
    `<form method="post" action="${url}/sso"><input type="hidden" name="token" value="${token}"><button>go</button></form>`,
  );
  await page.getByRole("button", { name: "go" }).click();
  await page.waitForURL(/\/sso\/continue$/);
}
