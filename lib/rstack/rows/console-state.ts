import type { ConsoleState } from "../master-client";
import { type ColumnTable, isDoubled, read, readIp, readLabel, readMoment } from "./fields";
import type { RawRow } from "./raw-row";

/**
 * Whether a console that was open is over: its token is gone, its `state` is another than `enabled`, or its time is past.
 * Which of the three a master shows is not documented.
 */
export const consoleIsOver = ({ token, state, expiresAt }: ConsoleState, now: Date): boolean =>
  token === null ||
  (state !== null && state.toLowerCase() !== "enabled") ||
  (expiresAt !== null && expiresAt.getTime() <= now.getTime());

/** The vendor's own names. */
export const CONSOLE_COLUMNS = {
  state: ["state"],
  server: ["vncserver"],
  token: ["vnctoken"],
  guid: ["guid"],
  hostName: ["vmname"],
  nodeAddress: ["nodeip"],
  expiresAt: ["expiretime"],
} as const satisfies ColumnTable;

/** What stands there twice is not taken: a token must not go to a server that it isn't for. */
export function consoleStateOf(row: RawRow): ConsoleState {
  const once = (names: readonly string[]) => (isDoubled(row, names) ? null : read(row, names));
  return {
    state: readLabel(row, CONSOLE_COLUMNS.state),
    server: once(CONSOLE_COLUMNS.server),
    token: once(CONSOLE_COLUMNS.token),
    guid: isDoubled(row, CONSOLE_COLUMNS.guid) ? null : readLabel(row, CONSOLE_COLUMNS.guid),
    hostName: readLabel(row, CONSOLE_COLUMNS.hostName),
    nodeAddress: readIp(row, CONSOLE_COLUMNS.nodeAddress),
    expiresAt: readMoment(row, CONSOLE_COLUMNS.expiresAt),
  };
}
