import "server-only";
import { cookies, headers } from "next/headers";
import { config } from "../config";
import { addressGroup, callerAddress } from "./caller-address";
import { takePoint } from "./rate-limit";
import { keyedHash } from "./secrets";
import { deviceCookie } from "./sessions/session-cookie";
import { isKnownBrowser } from "./sign-in/known-browsers";

/** Who sends a request, as far as it can be known before anybody signed in. */
export interface Caller {
  /** Null where addresses are unknown: then all callers count as one. */
  address: string | null;
  userAgent: string | null;
  /** The browser's own token, if it brought one. Proves nothing but that it is the same browser. */
  device: string | null;
}

const DEVICE = /^[A-Za-z0-9_-]{32}$/;

export function callerFrom(forwardedFor: string | null, userAgent: string | null, device?: string): Caller {
  return {
    address: callerAddress(forwardedFor, config().trustedProxies),
    userAgent,
    device: device && DEVICE.test(device) ? device : null,
  };
}

export async function currentCaller(): Promise<Caller> {
  const head = await headers();
  const device = (await cookies()).get(deviceCookie())?.value;
  return callerFrom(head.get("x-forwarded-for"), head.get("user-agent"), device);
}

/** Short windows, so that nobody waits longer than ten seconds. */
const EACH = { scope: "open", points: 40, seconds: 10 };
/** Shared by all unknown browsers where addresses are unknown. */
const ALL = { scope: "open-all", points: 200, seconds: 10 };

/** The limit for requests without a session: for each address, or each known browser. Returns the seconds to wait, 0 for none. */
export async function takeAnonymousPoint(caller: Caller): Promise<number> {
  if (caller.address !== null) {
    return takePoint(EACH, keyedHash("address", addressGroup(caller.address)));
  }
  if (caller.device !== null && (await isKnownBrowser(caller.device))) {
    return takePoint(EACH, keyedHash("device", caller.device));
  }
  return takePoint(ALL, "everybody");
}
