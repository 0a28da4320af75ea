import type { SimHost } from "../fleet/host";
import { imageOf } from "../fleet/infrastructure";
import { beginTask } from "../fleet/tasks";
import type { Master } from "../master";
import { fingerprint } from "../wire/fingerprint";
import { SimRefusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { refuseUnlessRunning } from "./host-guards";
import { takenPorts } from "./nat";

/** The vendor calls two of the three 在线 (online): all want a running host here. Each is a task of its own type. */
export const ACCESS_ACTIONS = { vm_setips: vmSetips, vm_setport: vmSetport, vm_resetps: vmResetps };

const LOWEST = 10_000;
const HIGHEST = 65_535;

function vmSetips({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  refuseUnlessRunning(master, host);
  effect("reapply-addresses", host.id);
  beginTask(master, host, "5", (wall) => master.change(host, { unboundIps: "" }, wall));
  return DONE;
}

function vmSetport({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  refuseUnlessRunning(master, host);
  const { remote_port = "" } = params;
  const port = chosenPort(master, host, remote_port);
  effect("set-remote-port", host.id, { asked: remote_port, remotePort: String(port) });
  beginTask(master, host, "7", (wall) => moveRemotePort(master, host, port, wall));
  return DONE;
}

/** 0 stays, 1 draws a free one, another must be free. */
export function chosenPort(master: Master, host: SimHost, asked: string): number {
  if (asked === "0") return 0;
  const taken = host.publicip === "" ? new Set([host.remotePort]) : takenPorts(master, host.publicip);
  if (asked === "1") {
    for (;;) {
      const drawn = master.draws.between(LOWEST, HIGHEST);
      if (!taken.has(drawn)) return drawn;
    }
  }
  const port = Number(asked);
  if (!/^[0-9]{5}$/.test(asked) || port < LOWEST || port > HIGHEST) {
    throw new SimRefusal("parameter", "remote_port");
  }
  if (port !== host.remotePort && taken.has(port)) throw new SimRefusal("portTaken");
  return port;
}

/** Behind a shared address the mapping that the old port was moves along; the first port (0) leaves it alone. */
function moveRemotePort(master: Master, host: SimHost, port: number, wall: number): void {
  const rule = master.rules.find(
    (entry) => entry.vmid === host.id && entry.nattype === "1" && entry.publicport === host.remotePort,
  );
  if (rule && port !== 0) rule.publicport = port;
  master.change(host, { remotePort: port }, wall);
}

function vmResetps({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  refuseUnlessRunning(master, host);
  const { vmpass = "", vmuser = "" } = params;
  if (vmpass.length < 6) throw new SimRefusal("passwordShort");
  if (vmuser !== "" && imageOf(host.osid)?.ostype !== "windows") throw new SimRefusal("vmuser");
  effect("reset-password", host.id, {
    passwordSha256: fingerprint(vmpass),
    madeUser: vmuser === "" ? "no" : "yes",
    vmuser,
  });
  // The default account's is the one that the master keeps.
  beginTask(master, host, "6", (wall) => {
    if (vmuser === "") master.change(host, { vmpass }, wall);
  });
  return DONE;
}
