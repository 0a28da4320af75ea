import type { ConsoleState } from "../master-client";
import { isDoubled, read, readIp, readLabel, readMoment } from "./fields";
import type { RawRow } from "./raw-row";

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
