// Prints a page that carries a customer to the panel. Usage: node sso.mjs USERID
import { createHmac, randomBytes } from "node:crypto";

const base64url = (value) => Buffer.from(value).toString("base64url");

/** A ticket for one customer, good for 60 seconds and for one use. */
export function panelTicket(userId, secret, audience) {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: "HS256", typ: "JWT" };
  const claims = {
    sub: userId,
    aud: audience,
    iat: now,
    exp: now + 60,
    jti: randomBytes(16).toString("hex"),
  };
  const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

const panel = process.env.PANEL_URL.replace(/\/$/, "");
const ticket = panelTicket(process.argv[2], process.env.SSO_SECRET, panel);

console.log(`<!doctype html>
<form id="panel" method="post" action="${panel}/sso">
  <input type="hidden" name="token" value="${ticket}">
  <button>Control panel</button>
</form>
<script>document.getElementById("panel").submit()</script>`);
