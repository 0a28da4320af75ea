import { createHash } from "node:crypto";
import type { Master } from "../master";
import { SimRefusal } from "./refusals";
import type { WireRequest } from "./request";

const REMEMBERED = 500_000;

/**
 * The vendor's 公共参数. Written from the document alone: md5(secret + random + timestamp) in lower case, a time
 * window, random numbers that never come twice, `api_type=hyper`, an address list. Throws the refusal.
 */
export function checkEnvelope(master: Master, request: WireRequest): void {
  const { settings } = master;
  if (request.method !== "POST" && request.method !== "GET") throw new SimRefusal("query");
  if (!settings.acceptsQueryString && (request.method === "GET" || request.hasQuery)) {
    throw new SimRefusal("query");
  }
  if (settings.allowedAddresses !== null && !settings.allowedAddresses.includes(request.address)) {
    throw new SimRefusal("address");
  }
  const random = request.params.get("api_random") ?? "";
  const timestamp = request.params.get("api_timestamp") ?? "";
  const sign = request.params.get("api_sign") ?? "";
  const expected = createHash("md5").update(`${settings.secret}${random}${timestamp}`, "utf8").digest("hex");
  if (random === "" || !/^[0-9]{10}$/.test(timestamp) || sign !== expected) throw new SimRefusal("signature");
  const offMs = Math.abs(master.wallNow() - Number(timestamp) * 1000);
  if (offMs > settings.timeWindowSeconds * 1000) throw new SimRefusal("time");
  if (master.seenRandoms.has(random)) throw new SimRefusal("replay");
  remember(master.seenRandoms, random);
  if (request.params.get("api_type") !== "hyper") throw new SimRefusal("type");
}

function remember(seen: Map<string, number>, random: string): void {
  seen.set(random, Date.now());
  if (seen.size <= REMEMBERED) return;
  const oldest = seen.keys().next();
  if (!oldest.done) seen.delete(oldest.value);
}
