// Restarts a host and waits for what comes of it. Usage: TOKEN=rsp_… PANEL_URL=https://… node api.mjs HOST_ID
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

const api = `${process.env.PANEL_URL}/api/v1`;

/** Sends the same request again where no answer came: with its key it does nothing twice. */
async function ask(path, options = {}, tries = 5) {
  const headers = { ...options.headers, authorization: `Bearer ${process.env.TOKEN}` };
  const answer = await fetch(api + path, { ...options, headers }).catch(() => null);
  const isBusy = answer === null || answer.status === 429 || answer.status === 409;
  if (isBusy && tries > 1) {
    await setTimeout(1000 * Number(answer?.headers.get("retry-after") ?? 2));
    return ask(path, options, tries - 1);
  }
  if (!answer?.ok) {
    throw new Error(answer ? JSON.stringify(await answer.json()) : "no answer");
  }
  return answer.json();
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
