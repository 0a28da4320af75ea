import type { ConsoleState } from "../master-client";
import { isDoubled, read, readIp, readLabel, readMoment } from "./fields";
import type { RawRow } from "./raw-row";

/**
 * Whether a console that was open is over: its token is gone, its `state` is another than `enabled`, or its time is past.
 * Which of the three a master shows is not documented.
 */
export const consoleIsOver = ({ token, state, expiresAt }: ConsoleState, now: Date): boolean =>
  token === null ||
  (state !== null && state.toLowerCase() !== "enabled") ||
  (expiresAt !== null && expiresAt.getTime() <= now.getTime());

/** What stands there twice is not taken: a token must not go to a server that it isn't for. */
export function consoleStateOf(row: RawRow): ConsoleState {
  const once = (name: string) => (isDoubled(row, [name]) ? null : read(row, [name]));
  return {
    state: readLabel(row, ["state"]),
    server: once("vncserver"),
    token: once("vnctoken"),
    guid: isDoubled(row, ["guid"]) ? null : readLabel(row, ["guid"]),
    hostName: readLabel(row, ["vmname"]),
    nodeAddress: readIp(row, ["nodeip"]),
    expiresAt: readMoment(row, ["expiretime"]),
  };
}
