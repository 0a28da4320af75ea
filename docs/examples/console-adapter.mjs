// An example of CONSOLE_ADAPTER (docs/console-adapter.md): a master whose script packs the three fields into one,
// joined by "|" and in Base64, and sends it to /console. Put your master's own way in the place of `packed`.
import { Buffer } from "node:buffer";

const packed = (parts) => Buffer.from(parts.join("|"), "utf8").toString("base64");

/** @param {{ origin: string, token: string, vmName: string | null, guid: string | null }} ticket */
export default function handOff({ origin, token, vmName, guid }) {
  return {
    method: "post",
    url: `${origin}/console`,
    fields: { data: packed([vmName ?? "", guid ?? "", token]) },
  };
}
