import type { IncomingMessage, ServerResponse } from "node:http";
import { ageMarks, markSamples } from "../actions/monitor";
import { FAULT_FIELDS, FAULT_KINDS, type FaultRule } from "../faults/fault-rules";
import { dropHost } from "../fleet/drop-host";
import type { BackupPatch, RulePatch } from "../fleet/host-lists";
import type { Master } from "../master";
import { readBody } from "../wire/request";
import { ControlError, onlyKeys } from "./control-error";
import { addBackup, addRule, consoleState, listBackups, listRules, listTasks } from "./host-lists";
import { addHost, hostState, listHosts, patchHost, theHost } from "./hosts";
import { resetMaster } from "./reset";
import { patched } from "./settings";
import type {
  ClockPatch,
  HostPatch,
  ListenerState,
  MonitorMark,
  NodePatch,
  ResetOptions,
  SettingsPatch,
  UserPatch,
} from "./types";

/** Opens and closes the API's own listener; null where the control surface shares its port. */
export type SetListening = ((listening: boolean) => Promise<void>) | null;

/** `/_sim`: see control-client.ts for the whole of it. */
export async function answerControl(
  master: Master,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  setListening: SetListening,
): Promise<void> {
  let status = 200;
  let body: unknown;
  try {
    const text = (await readBody(request)).toString("utf8");
    if (text !== "" && !isJson(request)) throw new ControlError(415, "send application/json");
    master.settle();
    body = await route(master, request.method ?? "", url, text === "" ? {} : JSON.parse(text), setListening);
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

/** Beyond the names of fields the bodies are trusted: this is for tests, on the loopback address. */
function route(master: Master, method: string, url: URL, body: unknown, setListening: SetListening): unknown {
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
      return resetMaster(master, body as ResetOptions);
    case "PATCH listener":
      return patchListener(setListening, body as ListenerState);
    case "GET hosts":
      return name === undefined
        ? listHosts(master, url.searchParams.get("userid"))
        : hostState(theHost(master, name));
    case "POST hosts":
      return addHost(master, body as HostPatch & { id?: string });
    case "PATCH hosts":
      return patchHost(master, theHost(master, name), body as HostPatch);
    case "DELETE hosts":
      return dropHost(master, theHost(master, name));
    case "GET rules":
      return listRules(master, url.searchParams.get("vmid"));
    case "POST rules":
      return addRule(master, body as RulePatch);
    case "GET backups":
      return listBackups(master, url.searchParams.get("vmid"));
    case "POST backups":
      return addBackup(master, body as BackupPatch);
    case "GET tasks":
      return listTasks(master, url.searchParams.get("vmid"));
    case "GET console":
      return consoleState(master, name);
    case "POST monitor":
      return markSamples(theHost(master, name ?? ""), monitorMark(body as MonitorMark));
    case "GET nodes":
      return name === undefined ? master.nodes : theNode(master, name);
    case "PATCH nodes":
      return Object.assign(theNode(master, name), nodePatch(body as NodePatch));
    case "GET users":
      return name === undefined ? master.users : theUser(master, name);
    case "PATCH users":
      return patchUser(master, name, body as UserPatch);
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
  for (const rule of list) {
    onlyKeys(rule, FAULT_FIELDS);
    onlyKeys(rule.match ?? {}, { action: 0, vmid: 0, userid: 0, params: 0 });
  }
  const added = list.map((rule) => master.faults.add(rule));
  return Array.isArray(rules) ? added : added[0];
}

function monitorMark(mark: MonitorMark): MonitorMark {
  onlyKeys(mark, { from: 0, to: 0, cpu: 0 });
  return mark;
}

const clockView = (master: Master) => ({
  guestMs: Math.round(master.clock.now()),
  speed: master.clock.speed,
});

function patchClock(master: Master, patch: ClockPatch) {
  onlyKeys(patch, { speed: 0, advanceMs: 0, agedMs: 0 });
  if (patch.speed !== undefined) master.clock.speed = patch.speed;
  if (patch.advanceMs !== undefined) master.clock.advance(patch.advanceMs);
  if (patch.agedMs !== undefined) age(master, patch.agedMs);
  master.settle();
  return clockView(master);
}

function age(master: Master, ms: number): void {
  master.journal.age(ms);
  for (const host of master.hosts.values()) {
    host.switched = host.switched.map(({ at, on }) => ({ at: at - ms, on }));
    ageMarks(host, ms);
  }
}

function patchSettings(master: Master, patch: SettingsPatch) {
  onlyKeys(patch, master.settings);
  onlyKeys(patch.timings ?? {}, master.settings.timings);
  onlyKeys(patch.dialect ?? {}, master.settings.dialect);
  master.settings = patched(master.settings, patch);
  master.rows.clear();
  return master.settings;
}

async function patchListener(
  setListening: SetListening,
  { listening }: ListenerState,
): Promise<ListenerState> {
  if (!setListening)
    throw new ControlError(409, "the control surface shares this port: start with --control-port");
  await setListening(listening);
  return { listening };
}

function theNode(master: Master, id: string | undefined) {
  const node = master.nodes.find((entry) => entry.id === id);
  if (!node) throw new ControlError(404, `no node ${id}`);
  return node;
}

function nodePatch(patch: NodePatch): NodePatch {
  onlyKeys(patch, { status: 0, maxcpu: 0, allowram: 0, allowdisk: 0, remark: 0 });
  return patch;
}

function theUser(master: Master, userid: string | undefined) {
  const user = master.users.find((entry) => entry.userid === userid);
  if (!user) throw new ControlError(404, `no user ${userid}`);
  return user;
}

function patchUser(master: Master, userid: string | undefined, patch: UserPatch) {
  const user = theUser(master, userid);
  onlyKeys(patch, user, ["id"]);
  return Object.assign(user, patch);
}
