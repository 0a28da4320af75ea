import type { CustomerKind } from "../../lib/operations/command-rules";
import { writeToDisks } from "../../lib/simulator/actions/snapshots";
import type { Master } from "../../lib/simulator/master";
import { formOf } from "../outcomes/support/wire";
import { callAction } from "../support/wire";
import type { Answers, ToldProgram } from "./answers";
import type { SeenHost, SeenList } from "./check";
import { askerOf } from "./guests";
import type { Instance } from "./instance";
import type { PlannedOperation } from "./plan";

const ANSWER_MS = 40_000;

/** The Cookie headers of a customer's two people: one acts, in Chinese; one looks, in English. And a token of the first. */
export interface Cookies {
  acts: string;
  looks: string;
  token: string;
}

/** The share of what is asked by a program, one in so many; a console is for browsers alone. */
const BY_TOKEN = 4;
const isByToken = ({ draw }: PlannedOperation, kind: CustomerKind): boolean =>
  Math.floor(draw * 1_000) % BY_TOKEN === 0 && kind !== "open-console" && kind !== "end-console";

/** Of a person's restores, two in three. */
const isSafe = (planned: PlannedOperation, kind: CustomerKind): boolean =>
  kind === "restore-snapshot" && !isByToken(planned, kind) && planned.draw < 0.67;

/** What customers send to the instances, and what they are told. */
export class Customers {
  readonly seenLists: SeenList[] = [];
  readonly seenHosts: SeenHost[] = [];
  sent = 0;

  constructor(
    private readonly master: Master,
    private readonly instances: readonly [Instance, Instance],
    private readonly cookies: ReadonlyMap<string, Cookies>,
    private readonly answers: Answers,
  ) {}

  /** Sends the form, and a second time where the plan says so; the form names what the host has at that moment. */
  operate(planned: PlannedOperation, signal: AbortSignal): void {
    if (this.answers.isFull) {
      this.answers.count("left out");
      return;
    }
    const { again, instance, formKey, vmid } = planned;
    const userid = askerOf(planned, this.master.hosts.get(vmid)?.userid ?? "");
    const kind = fittingKind(this.master, planned);
    const { id, fields } = formOf(kind, formAt(this.master, planned), formKey);
    const host = this.master.hosts.get(vmid);
    if (host && isSafe(planned, kind)) {
      // What is there just before is what an undo has to bring back.
      writeToDisks(host, formKey);
      Object.assign(fields, { safety: "1" });
    }
    const send = async (to: 0 | 1) => {
      this.sent += 1;
      const { url } = this.instances[to];
      const { acts: cookie = "", token = "" } = this.cookies.get(userid) ?? {};
      const stop = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
      if (isByToken(planned, kind)) {
        const { vmid: _host, formKey: _key, ...body } = fields as Record<string, string>;
        const said = await fetch(`${url}/api/v1/hosts/${vmid}/operations`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
            "idempotency-key": formKey,
          },
          body: JSON.stringify(body),
          signal: stop,
        });
        const told = (await said.json()) as ToldProgram;
        this.answers.noteProgram(`${userid} ${vmid} ${kind} ${formKey}`, said.status, told);
        return;
      }
      const answer = await callAction({ origin: url, cookie }, id, fields, this.forwarded(), stop);
      this.answers.note(`${userid} ${vmid} ${kind} ${formKey}`, answer);
    };
    this.answers.track(send(instance));
    if (again) this.answers.track(delayed(again.afterMs, signal).then(() => send(again.instance)));
  }

  /** A look at the customer's list, and at one host of it. */
  look(userid: string, vmid: string, to: 0 | 1, signal: AbortSignal): void {
    if (this.answers.isFull) return;
    const cookie = this.cookies.get(userid)?.looks ?? "";
    const stop = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    const ask = (path: string) =>
      fetch(`${this.instances[to].url}${path}`, { headers: { cookie }, redirect: "manual", signal: stop });
    this.answers.track(
      (async () => {
        const at = Date.now();
        const list = await ask("/api/hosts");
        const body = (await list.json()) as { hosts?: { id: string }[] };
        if (list.ok && body.hosts) {
          this.seenLists.push({ at, userid, vmids: body.hosts.map(({ id }) => id) });
        }
        const one = await ask(`/api/hosts/${vmid}`);
        await one.arrayBuffer();
        this.seenHosts.push({ at, userid, vmid, status: one.status });
      })(),
    );
  }

  /** As a proxy in front of both instances says it. */
  forwarded(): Record<string, string> {
    const { url } = this.instances[0];
    return { origin: url, "x-forwarded-host": new URL(url).host };
  }
}

const delayed = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

const snapshotsOf = (master: Master, vmid: string) =>
  master.backups.filter((one) => one.vmid === vmid && one.backuptype === "1" && one.status === "1");
const rulesOf = (master: Master, vmid: string, nattype: "1" | "2") =>
  master.rules.filter((one) => one.vmid === vmid && one.nattype === nattype);

/** What a customer would ask of the host as it is; now and then something that doesn't fit. */
function fittingKind(master: Master, { kind, vmid, draw }: PlannedOperation): CustomerKind {
  const host = master.hosts.get(vmid);
  if (!host || draw > 0.9) return kind;
  const isOff = host.power === "off";
  const instead: Partial<Record<CustomerKind, CustomerKind | false>> = {
    start: !isOff && "stop",
    stop: isOff && "start",
    restart: isOff && "start",
    "force-stop": isOff && "start",
    "force-restart": isOff && "start",
    "restore-snapshot": snapshotsOf(master, vmid).length === 0 && "create-snapshot",
    "delete-snapshot": snapshotsOf(master, vmid).length === 0 && "create-snapshot",
    "eject-medium": host.cdid === "-1" && "mount-medium",
    "remove-port": rulesOf(master, vmid, "1").length === 0 && "add-port",
    "unbind-domain": rulesOf(master, vmid, "2").length === 0 && "bind-domain",
  };
  return instead[kind] || kind;
}

const PORTS = ["443", "8080", "8443", "3000", "5432", "25565"];

function formAt(master: Master, { kind, vmid, draw, formKey }: PlannedOperation) {
  const one = <T>(choices: readonly T[]): T | undefined =>
    choices[Math.floor(draw * 97) % (choices.length || 1)];
  const rule = one(rulesOf(master, vmid, kind === "unbind-domain" ? "2" : "1"));
  const snapshot = one(snapshotsOf(master, vmid));
  return {
    vmid,
    host: master.hosts.get(vmid)?.vmname ?? "",
    // The newest is often what a restore took before: to go back there is to undo it.
    has:
      (kind === "restore-snapshot" && draw > 0.5
        ? snapshotsOf(master, vmid).at(-1)?.name
        : /snapshot/.test(kind)
          ? snapshot?.name
          : rule?.id) ?? "1",
    image: one(["11", "12", "13"]),
    medium: one(["31", "32"]),
    port: one(PORTS),
    domain: draw < 0.3 ? `shop${vmid}.fabrikam.example` : `t${formKey.slice(0, 8)}.fabrikam.example`,
  };
}
