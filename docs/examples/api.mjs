// Restarts a host and waits for what comes of it. Usage: TOKEN=rsp_… PANEL_URL=https://… node api.mjs HOST_ID
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

const api = `${process.env.PANEL_URL}/api/v1`;

/**
 * Sends the same request again where no answer came, or it was cut off: with its key it does nothing twice. After 409, 429
 * and 503 it waits as long as it is told to.
 */
async function ask(path, options = {}, tries = 5) {
  const headers = { ...options.headers, authorization: `Bearer ${process.env.TOKEN}` };
  const signal = AbortSignal.timeout(60_000);
  const answer = await fetch(api + path, { ...options, headers, signal }).catch(() => null);
  const body = (await answer?.json().catch(() => null)) ?? null;
  const comesAgain = body === null || [409, 429, 503].includes(answer.status);
  if (comesAgain && tries > 1) {
    await setTimeout(1000 * Number(answer?.headers.get("retry-after") ?? 2));
    return ask(path, options, tries - 1);
  }
  if (!answer?.ok || body === null) {
    throw new Error(body ? JSON.stringify(body) : "no answer");
  }
  return body;
}

const hostId = process.argv[2];
const { name, state } = await ask(`/hosts/${hostId}`);
console.log(`${name} is ${state}`);

let operation = await ask(`/hosts/${hostId}/operations`, {
  method: "POST",
  headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
  body: JSON.stringify({ kind: "force-restart" }),
});
while (operation.outcome === "open" || operation.outcome === "checking") {
  await setTimeout(1000);
  operation = await ask(`/operations/${operation.id}`);
}
console.log(`${operation.kind}: ${operation.outcome}`);
