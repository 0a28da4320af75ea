import { column, isDoubled, read, readIp, readLabel, readMoment, type ValuesOf, valuesOf } from "./fields";
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
const once =
  (reader: typeof read): typeof read =>
  (row, names) =>
    isDoubled(row, names) ? null : reader(row, names);

/** The vendor's own names. */
export const CONSOLE_COLUMNS = {
  state: column(readLabel, "state"),
  /** As the master wrote it: not checked yet. */
  server: column(once(read), "vncserver"),
  /** Null until it was opened. */
  token: column(once(read), "vnctoken"),
  guid: column(once(readLabel), "guid"),
  hostName: column(readLabel, "vmname"),
  nodeAddress: column(readIp, "nodeip"),
  expiresAt: column(readMoment, "expiretime"),
};
export type ConsoleState = ValuesOf<typeof CONSOLE_COLUMNS>;

export const consoleStateOf = (row: RawRow): ConsoleState => valuesOf(row, CONSOLE_COLUMNS);
