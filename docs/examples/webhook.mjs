// Receives a webhook and checks its signature. Usage: WEBHOOK_SECRET=whsec_… node webhook.mjs [PORT]
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const FIVE_MINUTES = 5 * 60;

/** Whether the call was made with the secret, and within five minutes. `body` is the text as it came, not parsed. */
export function isGenuine(headers, body, secret, now = Date.now() / 1000) {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  if (!(Math.abs(now - Number(timestamp)) <= FIVE_MINUTES)) {
    return false;
  }
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  // Several, with blanks between them, while a secret is being replaced.
  return (headers["webhook-signature"] ?? "").split(" ").some((one) => {
    const [version, given = ""] = one.split(",");
    const signature = Buffer.from(given, "base64");
    return version === "v1" && signature.length === expected.length && timingSafeEqual(signature, expected);
  });
}

const server = createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) {
    pieces.push(piece);
  }
  const body = Buffer.concat(pieces).toString("utf8");
  if (!isGenuine(request.headers, body, process.env.WEBHOOK_SECRET)) {
    response.writeHead(401).end();
    return;
  }
  const event = JSON.parse(body);
  // The same id may come twice, when an answer got lost: do nothing the second time.
  console.log(event.kind, event.id, event.text ?? "");
  response.writeHead(204).end();
});
server.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () => {
  console.log(`listening on ${server.address().port}`);
});
