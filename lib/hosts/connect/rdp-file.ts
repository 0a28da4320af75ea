import { isIP } from "node:net";
import type { ConnectView } from "../host-view";

/** The file's name on the customer's disk: letters, digits, dot, dash and underscore alone. */
export function rdpFileName(hostName: string, vmId: string): string {
  const safe = hostName
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 60);
  return `${safe === "" ? `host-${vmId}` : safe}.rdp`;
}

/** Text of an `.rdp` file, CRLF, null where the host isn't reached by remote desktop. Fixed keys; no text of the master's. */
export function rdpFile(way: ConnectView): string | null {
  if (way.way !== "rdp" || isIP(way.address) === 0) {
    return null;
  }
  const host = isIP(way.address) === 6 ? `[${way.address}]` : way.address;
  const lines = [
    `full address:s:${host}:${way.port}`,
    `username:s:${way.user}`,
    "prompt for credentials:i:1",
    "authentication level:i:2",
    "redirectclipboard:i:1",
    "redirectdrives:i:0",
    "redirectprinters:i:0",
    "screen mode id:i:2",
  ];
  return `${lines.join("\r\n")}\r\n`;
}
