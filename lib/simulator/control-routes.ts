import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type ClockPatch,
  FAULT_KINDS,
  type FaultRule,
  type HostPatch,
  type HostState,
  type ResetOptions,
  type SettingsPatch,
  type UserPatch,
} from "./control-types";
import { type SimHost, stateWord } from "./host";
import type { Master } from "./master";
import { readBody } from "./request";
import { patched } from "./settings";

class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** `/_sim`: see control-client.ts for the whole of it. */
export async function answerControl(
  master: Master,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  let status = 200;
  let body: unknown;
  try {
    const text = (await readBody(request)).toString("utf8");
    if (text !== "" && !isJson(request)) throw new ControlError(415, "send application/json");
    master.settle();
    body = route(master, request.method ?? "", url, text === "" ? {} : JSON.parse(text));
    master.settle();
  } catch (error) {
    status = error instanceof ControlError ? error.status : 400;
    body = { error: error instanceof Error ? error.message : String(error) };
  }
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body ?? {}));
}

const isJson = (request: IncomingMessage): boolean =>
  (request.headers["content-type"] ?? "").startsWith("application/json");

/** The bodies are trusted: this surface is for tests and listens on the loopback address alone. */
function route(master: Master, method: string, url: URL, body: unknown): unknown {
  const [area = "", rawName] = url.pathname.slice("/_sim/".length).split("/");
  const name = rawName === undefined ? undefined : decodeURIComponent(rawName);
  switch (`${method} ${area}`) {
    case "GET journal":
      return readJournal(master, url.searchParams);
    case "DELETE journal":
      return master.journal.clear();
    case "GET faults":
      return master.faults.list();
    case "POST faults":
      return addFaults(master, body as FaultRule | FaultRule[]);
    case "DELETE faults":
      return master.faults.remove(name);
    case "GET clock":
      return clockView(master);
    case "PATCH clock":
      return patchClock(master, body as ClockPatch);
    case "GET settings":
      return master.settings;
    case "PATCH settings":
      return patchSettings(master, body as SettingsPatch);
    case "POST reset":
      return master.load(body as ResetOptions);
    case "GET hosts":
      return name === undefined ? listHosts(master, url.searchParams) : hostState(theHost(master, name));
    case "PATCH hosts":
      return patchHost(master, theHost(master, name), body as HostPatch);
    case "DELETE hosts":
      return removeHost(master, theHost(master, name));
    case "GET users":
      return name === undefined ? master.users : theUser(master, name);
    case "PATCH users":
      return Object.assign(theUser(master, name), body as UserPatch);
    default:
      throw new ControlError(404, `nothing answers ${method} ${url.pathname}`);
  }
}

function readJournal(master: Master, query: URLSearchParams) {
  const text = (name: string) => query.get(name) ?? undefined;
  return master.journal.view({
    since: Number(query.get("since") ?? 0),
    action: text("action"),
    vmid: text("vmid"),
  });
}

function addFaults(master: Master, rules: FaultRule | FaultRule[]) {
  const list = [rules].flat();
  const wrong = list.find((rule) => !FAULT_KINDS.includes(rule.kind));
  if (wrong) throw new ControlError(400, `no such kind of fault: ${String(wrong.kind)}`);
  const added = list.map((rule) => master.faults.add(rule));
  return Array.isArray(rules) ? added : added[0];
}

const clockView = (master: Master) => ({
  guestMs: Math.round(master.clock.now()),
  speed: master.clock.speed,
});

function patchClock(master: Master, { speed, advanceMs }: ClockPatch) {
  if (speed !== undefined) master.clock.speed = speed;
  if (advanceMs !== undefined) master.clock.advance(advanceMs);
  master.settle();
  return clockView(master);
}

function patchSettings(master: Master, patch: SettingsPatch) {
  master.settings = patched(master.settings, patch);
  master.rows.clear();
  return master.settings;
}

function theHost(master: Master, id: string | undefined): SimHost {
  const host = master.hosts.get(id ?? "");
  if (!host) throw new ControlError(404, `no host ${id}`);
  return host;
}

function theUser(master: Master, userid: string | undefined) {
  const user = master.users.find((entry) => entry.userid === userid);
  if (!user) throw new ControlError(404, `no user ${userid}`);
  return user;
}

function listHosts(master: Master, query: URLSearchParams): HostState[] {
  const userid = query.get("userid");
  return [...master.hosts.values()]
    .filter((host) => userid === null || host.userid === userid)
    .map(hostState);
}

/** A host set by hand also forgets what was pending for it: the state given is the state it has. */
function patchHost(master: Master, host: SimHost, patch: HostPatch): HostState {
  if (patch.power !== undefined || patch.setup !== undefined) master.cancel(host);
  master.change(host, patch);
  return hostState(host);
}

function removeHost(master: Master, host: SimHost): void {
  master.cancel(host);
  master.hosts.delete(host.id);
  master.rows.drop(host.id);
}

const hostState = (host: SimHost): HostState => ({
  id: host.id,
  guid: host.guid,
  userid: host.userid,
  vmname: host.vmname,
  status: host.status,
  power: host.power,
  setup: host.setup,
  word: stateWord(host),
  nodeid: host.nodeid,
  areaid: host.areaid,
  osid: host.osid,
  ip: host.ip,
  publicip: host.publicip,
  remotePort: host.remotePort,
  bwlimit: host.bwlimit,
  bwusage: host.bwusage,
  remark: host.remark,
  vmpass: host.vmpass,
  ignoresShutdown: host.ignoresShutdown,
  stuck: host.stuck,
});
