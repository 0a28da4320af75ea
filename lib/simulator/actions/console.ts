import type { SimHost } from "../fleet/host";
import { nodeOf } from "../fleet/infrastructure";
import type { Master } from "../master";
import { SimRefusal } from "../wire/refusals";
import { textRow } from "../wire/rows";
import { type ActionContext, type Answer, DONE } from "./action";
import { refuseBlocked } from "./host-guards";

export const CONSOLE_ACTIONS = { vm_console: vmConsole };

export interface SimConsole {
  token: string;
  /** Guest time from which the token is told. */
  tellsAt: number;
  /** Wall time, milliseconds. */
  expiresAt: number;
  isClosed: boolean;
}

function vmConsole({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  switch (params.subvaction) {
    case "state":
      return { kind: "text", text: JSON.stringify(textRow(stateOf(master, host))) };
    case "enable":
      enable(master, host);
      effect("console-enable", host.id);
      return DONE;
    case "logout":
      close(master, host);
      effect("console-logout", host.id);
      return DONE;
    default:
      throw new SimRefusal("parameter", "subvaction");
  }
}

/** Null: none open now. */
export function consoleOf(master: Master, host: SimHost): SimConsole | null {
  const found = master.consoles.get(host.id);
  return !found || found.isClosed || found.expiresAt <= master.wallNow() ? null : found;
}

/**
 * As in the vendor's two samples: `enabled` also before anything was opened, with an empty token and an empty time;
 * both a moment after `enable`. `disabled` once a console was closed or has run out: a guess.
 */
function stateOf(master: Master, host: SimHost) {
  const open = consoleOf(master, host);
  const { dialect } = master.settings;
  const last = master.consoles.get(host.id);
  const wasOpen = last !== undefined;
  // A master that tells an end by its state or its time keeps the token.
  const told = open ?? (dialect.console === "token" ? null : (last ?? null));
  const isTold = told !== null && master.clock.now() >= told.tellsAt;
  const endsAt = open === null && dialect.console === "time" ? master.wallNow() - 1_000 : told?.expiresAt;
  const nodeip = nodeOf(host.nodeid)?.ip ?? "";
  return {
    expiretime: isTold ? Math.floor((endsAt ?? 0) / 1000) : "",
    guid: host.guid,
    nodeip,
    state: open === null && wasOpen && dialect.console !== "time" ? "disabled" : "enabled",
    vmname: `vnc_${host.vmname}`,
    vncserver: master.settings.consoleServer ?? `http://${nodeip}:8001`,
    vnctoken: isTold ? told.token : "",
  };
}

/** A new token each time; the one before is void. */
function enable(master: Master, host: SimHost): void {
  refuseBlocked(host);
  if (host.power !== "running" && host.power !== "paused") throw new SimRefusal("notRunning");
  master.consoles.set(host.id, {
    token: `canary-vnctoken-${master.draws.hex(16)}`,
    tellsAt: master.clock.now() + master.settings.timings.consoleTokenMs,
    expiresAt: master.wallNow() + master.settings.consoleLifetimeSeconds * 1000,
    isClosed: false,
  });
}

function close(master: Master, host: SimHost): void {
  const open = master.consoles.get(host.id);
  if (open) open.isClosed = true;
}
