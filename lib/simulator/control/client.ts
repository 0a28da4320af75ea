/**
 * The control surface of the simulator, over HTTP: for tests and for a simulator in another process. All JSON.
 *
 *   GET    /_sim/journal?since=N&action=A&vmid=ID   {last, calls, effects, changes}; `since`: only numbers above N
 *   DELETE /_sim/journal
 *   GET    /_sim/faults                             the rules, with how often each matched and struck
 *   POST   /_sim/faults      FaultRule or a list    → the rule(s) with id
 *   DELETE /_sim/faults[/ID]                        all of them, or one
 *   GET    /_sim/clock                              {guestMs, speed}
 *   PATCH  /_sim/clock       {speed?, advanceMs?, agedMs?}  speed 0 freezes guest time; advanceMs runs what comes
 *                                                   due; agedMs: what happened did so much earlier
 *   GET    /_sim/settings
 *   PATCH  /_sim/settings    SettingsPatch          secret, allowedAddresses, clockSkewMs, ownerColumn, …
 *   GET    /_sim/hosts[?userid=U]  /_sim/hosts/ID
 *   PATCH  /_sim/hosts/ID    HostPatch              power, status, setup, userid, guid, ignoresShutdown, stuck, …
 *   POST   /_sim/hosts       HostPatch and id?      a new host
 *   DELETE /_sim/hosts/ID                           the host is gone, and what belonged to it
 *   GET    /_sim/rules[?vmid=ID]                    port mappings and domains
 *   POST   /_sim/rules       RulePatch              a new one, past every quota
 *   GET    /_sim/backups[?vmid=ID]                  snapshots and full backups
 *   POST   /_sim/backups     BackupPatch            a new one, past every quota
 *   GET    /_sim/tasks[?vmid=ID]
 *   GET    /_sim/console/ID                         the open console's token, told by vm_console yet or not
 *   POST   /_sim/monitor/ID MonitorMark             a spike, or a gap, in what vm_monitor tells of a host
 *   GET    /_sim/nodes  /_sim/nodes/ID
 *   PATCH  /_sim/nodes/ID    NodePatch              status (1: maintenance), free maxcpu, allowram, allowdisk, remark
 *   GET    /_sim/users  /_sim/users/USERID
 *   PATCH  /_sim/users/USERID UserPatch             status, rows (0: lost, 2: doubled), …
 *   POST   /_sim/reset       ResetOptions           a fresh fleet, an empty journal, no faults, settings of the start
 *   PATCH  /_sim/listener    {listening}            false: the API refuses connections. Control port only
 *
 * All of it answers on the API's own port, and alone on `--control-port` where one was given. A wrong request is
 * 4xx with {error}. The types, and the kinds of fault (FAULT_KINDS), are in
 * types.ts, host-lists.ts and fault-rules.ts.
 */

import type { FaultRule, FaultView } from "../faults/fault-rules";
import type {
  BackupPatch,
  BackupState,
  RulePatch,
  RuleState,
  SimConsoleState,
  TaskState,
} from "../fleet/host-lists";
import type {
  ClockPatch,
  ClockView,
  HostPatch,
  JournalView,
  MonitorMark,
  NodePatch,
  NodeState,
  ResetOptions,
  Settings,
  SettingsPatch,
  SimHostState,
  UserPatch,
  UserState,
} from "./types";

export class ControlClient {
  /** `base` is the simulator's origin, `http://127.0.0.1:4150`. */
  constructor(private readonly base: string) {}

  journal(filter: { since?: number; action?: string; vmid?: string } = {}): Promise<JournalView> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter)) {
      if (value !== undefined) query.set(name, String(value));
    }
    return this.ask("GET", `journal?${query}`);
  }

  clearJournal(): Promise<void> {
    return this.ask("DELETE", "journal");
  }

  faults(): Promise<FaultView[]> {
    return this.ask("GET", "faults");
  }

  addFault(rule: FaultRule): Promise<FaultView> {
    return this.ask("POST", "faults", rule);
  }

  /** Without an id, all of them. */
  removeFaults(id?: string): Promise<void> {
    return this.ask("DELETE", id === undefined ? "faults" : `faults/${encodeURIComponent(id)}`);
  }

  clock(): Promise<ClockView> {
    return this.ask("GET", "clock");
  }

  setClock(patch: ClockPatch): Promise<ClockView> {
    return this.ask("PATCH", "clock", patch);
  }

  settings(): Promise<Settings> {
    return this.ask("GET", "settings");
  }

  setSettings(patch: SettingsPatch): Promise<Settings> {
    return this.ask("PATCH", "settings", patch);
  }

  hosts(userid?: string): Promise<SimHostState[]> {
    return this.ask("GET", userid === undefined ? "hosts" : `hosts?userid=${encodeURIComponent(userid)}`);
  }

  host(id: string): Promise<SimHostState> {
    return this.ask("GET", `hosts/${encodeURIComponent(id)}`);
  }

  setHost(id: string, patch: HostPatch): Promise<SimHostState> {
    return this.ask("PATCH", `hosts/${encodeURIComponent(id)}`, patch);
  }

  /** A plain running host with these fields; without an id it gets a new one. */
  addHost(host: HostPatch & { id?: string }): Promise<SimHostState> {
    return this.ask("POST", "hosts", host);
  }

  removeHost(id: string): Promise<void> {
    return this.ask("DELETE", `hosts/${encodeURIComponent(id)}`);
  }

  /** Port mappings and domains, of one host or of all. */
  rules(vmid?: string): Promise<RuleState[]> {
    return this.ask("GET", ofHost("rules", vmid));
  }

  addRule(rule: RulePatch): Promise<RuleState> {
    return this.ask("POST", "rules", rule);
  }

  /** Snapshots (backuptype 1) and full backups (2), the unfinished too. */
  backups(vmid?: string): Promise<BackupState[]> {
    return this.ask("GET", ofHost("backups", vmid));
  }

  addBackup(backup: BackupPatch): Promise<BackupState> {
    return this.ask("POST", "backups", backup);
  }

  tasks(vmid?: string): Promise<TaskState[]> {
    return this.ask("GET", ofHost("tasks", vmid));
  }

  console(vmid: string): Promise<SimConsoleState> {
    return this.ask("GET", `console/${encodeURIComponent(vmid)}`);
  }

  /** A spike or a gap in the drawn samples; until the next reset. */
  markMonitor(id: string, mark: MonitorMark): Promise<MonitorMark[]> {
    return this.ask("POST", `monitor/${encodeURIComponent(id)}`, mark);
  }

  nodes(): Promise<NodeState[]> {
    return this.ask("GET", "nodes");
  }

  /** Maintenance, or less room than a host needs. */
  setNode(id: string, patch: NodePatch): Promise<NodeState> {
    return this.ask("PATCH", `nodes/${encodeURIComponent(id)}`, patch);
  }

  users(): Promise<UserState[]> {
    return this.ask("GET", "users");
  }

  setUser(userid: string, patch: UserPatch): Promise<UserState> {
    return this.ask("PATCH", `users/${encodeURIComponent(userid)}`, patch);
  }

  user(userid: string): Promise<UserState> {
    return this.ask("GET", `users/${encodeURIComponent(userid)}`);
  }

  /** Refused where the control surface has no port of its own. */
  setApiListening(listening: boolean): Promise<{ listening: boolean }> {
    return this.ask("PATCH", "listener", { listening });
  }

  reset(options: ResetOptions = {}): Promise<void> {
    return this.ask("POST", "reset", options);
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.base}/_sim/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`the simulator refused ${method} ${path}: ${answer.error}`);
    return answer;
  }
}

const ofHost = (list: string, vmid: string | undefined): string =>
  vmid === undefined ? list : `${list}?vmid=${encodeURIComponent(vmid)}`;
