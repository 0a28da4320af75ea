import "server-only";
import { Resolver } from "node:dns/promises";
import { LRUCache } from "lru-cache";
import { config } from "@/lib/config";
import { perProcess } from "@/lib/per-process";
import type { DnsAnswer } from "./dns-finding";

/** The part of `node:dns` that is asked for addresses; tests bring their own. */
export interface NameResolver {
  resolve4(name: string): Promise<string[]>;
  resolve6(name: string): Promise<string[]>;
}

/** A person who has just set a record looks again and again; resolvers keep answers longer than this themselves. */
const KEEP_MS = 20_000;
const KEEP_SILENCE_MS = 5_000;
const TIMEOUT_MS = 1_500;
/** For a whole process: whoever makes the panel ask for more at once is told nothing. */
const MOST_AT_ONCE = 16;

interface Asking {
  answers: LRUCache<string, DnsAnswer>;
  inFlight: Map<string, Promise<DnsAnswer>>;
}
const asking = () =>
  perProcess<Asking>("dns", () => ({
    answers: new LRUCache({ max: 2_000, ttl: KEEP_MS }),
    inFlight: new Map(),
  }));

function resolverOfSettings(): Resolver {
  const { domainDns } = config();
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  if (domainDns !== "system" && domainDns !== "off") {
    resolver.setServers(domainDns);
  }
  return resolver;
}

/** Asks at most once for each name at a time, and not again for a while. Null: too much is being asked now. Never throws. */
export function askDns(name: string, given?: NameResolver): Promise<DnsAnswer | null> {
  const state = asking();
  const known = state.answers.get(name);
  if (known) {
    return Promise.resolve(known);
  }
  const inFlight = state.inFlight.get(name);
  if (inFlight) {
    return inFlight;
  }
  if (state.inFlight.size >= MOST_AT_ONCE) {
    return Promise.resolve(null);
  }
  const asked = ask(name, given ?? perProcess("dns-resolver", resolverOfSettings)).then((answer) => {
    const isWhole = answer.ipv4 !== null && answer.ipv6 !== null;
    state.answers.set(name, answer, { ttl: isWhole ? KEEP_MS : KEEP_SILENCE_MS });
    state.inFlight.delete(name);
    return answer;
  });
  state.inFlight.set(name, asked);
  return asked;
}

/** The texts of a name's TXT records, asked anew each time; none where DNS doesn't say. Never throws. */
export async function askTxt(name: string): Promise<string[]> {
  const resolver = perProcess("dns-resolver", resolverOfSettings);
  const records = await recordsOf(() => resolver.resolveTxt(name));
  // A text over 255 bytes comes in pieces.
  return (records ?? []).map((pieces) => pieces.join(""));
}

async function ask(name: string, resolver: NameResolver): Promise<DnsAnswer> {
  const [ipv4, ipv6] = await Promise.all([
    recordsOf(() => resolver.resolve4(name)),
    recordsOf(() => resolver.resolve6(name)),
  ]);
  return { ipv4, ipv6 };
}

/** What DNS answers when there is no such name, or no such record of it. */
const NONE: ReadonlySet<unknown> = new Set(["ENOTFOUND", "ENODATA"]);

/** Whatever the resolver does, the answer is there in time. */
async function recordsOf<T>(resolve: () => Promise<T[]>): Promise<T[] | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(done, TIMEOUT_MS * 2, null);
    timer.unref();
  });
  try {
    return await Promise.race([resolve(), late]);
  } catch (err) {
    return err instanceof Error && "code" in err && NONE.has(err.code) ? [] : null;
  } finally {
    clearTimeout(timer);
  }
}
