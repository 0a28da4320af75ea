import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer } from "./actions/action";
import { actionOf, isCommand, pretendedAnswer } from "./actions/actions";
import { hostNamed } from "./actions/host-named";
import type { JournalCall } from "./control/types";
import { bendBody, type WireAnswer } from "./faults/body-faults";
import type { FaultView } from "./faults/fault-rules";
import { bendRows } from "./faults/row-faults";
import type { Master } from "./master";
import { deliver, reset, streamRows } from "./wire/deliver";
import { inDialect } from "./wire/dialect";
import { checkEnvelope } from "./wire/envelope";
import { withoutPasswords, withoutSecrets } from "./wire/fingerprint";
import { SimRefusal } from "./wire/refusals";
import { readRequest, type WireRequest } from "./wire/request";
import { inShapes } from "./wire/shapes";

const JOURNALED_BODY = 500;

/** One call of `/api/v3`, from the envelope to the last byte, faults included. */
export async function answerApi(
  master: Master,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const wire = await readRequest(request, url);
  const params = ownParams(wire);
  const entry = newEntry(master, wire, params);
  let faults: FaultView[] = [];
  let answer: Answer;
  try {
    master.settle();
    checkEnvelope(master, wire);
    faults = master.faults.strike(entry.action ?? "", params);
    entry.faults = faults.map((fault) => `${fault.id}:${fault.kind}`);
    await waitBefore(faults);
    answer = work(master, entry, params, faults);
  } catch (error) {
    if (!(error instanceof SimRefusal)) throw error;
    entry.refusal = error.code;
    answer = { kind: "text", text: `-1|${error.text(entry.envelope.language)}` };
  }
  const foreign = (vmids: string[]) => foreignRows(master, entry.action ?? "", params, vmids);
  await send(master, response, answer, faults, entry, foreign);
}

const ownParams = (wire: WireRequest): Record<string, string> =>
  Object.fromEntries([...wire.params].filter(([name]) => !name.startsWith("api_") && name !== "action"));

function newEntry(master: Master, wire: WireRequest, params: Record<string, string>): JournalCall {
  const api = (name: string) => wire.params.get(`api_${name}`) ?? null;
  const action = wire.params.get("action") ?? null;
  return {
    n: master.journal.number(),
    at: Date.now(),
    guestAt: Math.round(master.clock.now()),
    method: wire.method,
    action,
    vmid: hostNamed(action ?? "", params) ?? null,
    params: withoutPasswords(params),
    oddKeys: wire.oddKeys,
    envelope: {
      sign: api("sign"),
      random: api("random"),
      timestamp: api("timestamp"),
      language: api("language"),
      type: api("type"),
    },
    refusal: null,
    worked: false,
    faults: [],
    answer: { status: null, bytes: 0, body: "" },
  };
}

/** `before` with a delay: the work is done late, perhaps after the caller has given up. */
async function waitBefore(faults: FaultView[]): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === "delay" && fault.when === "before") await wait(fault.delayMs ?? 1_000);
  }
}

/** Struck before the work: the command has no effect. A delay before it is only that. */
const strikesBefore = (fault: FaultView): boolean => {
  if (fault.kind === "delay" || fault.kind === "effect-but-refused") return false;
  if (fault.kind === "nothing-happened") return true;
  if (fault.when !== undefined) return fault.when === "before";
  return fault.kind === "refuse" || fault.kind === "bare-refusal";
};

function work(
  master: Master,
  entry: JournalCall,
  params: Record<string, string>,
  faults: FaultView[],
): Answer {
  const name = entry.action ?? "";
  const action = actionOf(name);
  if (!action) throw new SimRefusal("action", name);
  // A command that a fault keeps from being done answers as if it had been; the fault then bends that.
  if (isCommand(name, params) && faults.some(strikesBefore)) return pretendedAnswer(master, name, params);
  master.settle();
  const answer = action({
    master,
    params,
    effect: (kind, vmid, detail = {}) =>
      master.journal.effect({ call: entry.n, vmid, kind, detail, at: Date.now() }),
  });
  entry.worked = true;
  return answer;
}

async function send(
  master: Master,
  response: ServerResponse,
  plain: Answer,
  faults: FaultView[],
  entry: JournalCall,
  foreign: (vmids: string[]) => string[],
): Promise<void> {
  const headers = headersOf(master);
  const bentRows = faults.reduce<Answer>((bent, fault) => bendRows(bent, fault, foreign), plain);
  const worded = inDialect(master, entry.action ?? "", bentRows);
  // A refusal is the call's own; there is no shape of it.
  const answer = entry.refusal === null ? inShapes(master, entry.action ?? "", entry.params, worded) : worded;
  const record = (status: number | null, bytes: number, body: string) => {
    entry.answer = { status, bytes, body: withoutSecrets(body).slice(0, JOURNALED_BODY) };
    // Written before the bytes go, so that whoever has the answer finds the entry.
    master.journal.call(entry);
  };
  const silence = faults.find((fault) => fault.kind === "silence");
  if (silence) {
    record(null, 0, "");
    // Who still waits is answered then: else calls of one test would fail in the midst of the next.
    await master.faults.untilRemoved(silence.id);
    return deliver(response, { status: 200, headers, body: Buffer.from(bodyOf(answer)) }, []);
  }
  if (faults.some((fault) => fault.kind === "reset")) {
    record(null, 0, "");
    return reset(response);
  }
  const { rows } = answer.kind === "rows" ? answer : { rows: [] };
  if (faults.length === 0 && rows.length > 0) {
    record(
      200,
      rows.reduce((sum, row) => sum + Buffer.byteLength(row) + 1, 1),
      `[${rows[0]},…`,
    );
    return streamRows(response, headers, rows);
  }
  const refusal = new SimRefusal("failed").text(entry.envelope.language);
  const whole: WireAnswer = { status: 200, headers, body: Buffer.from(bodyOf(answer)) };
  const bent = faults.reduce((body, fault) => bendBody(body, fault, refusal), whole);
  record(bent.status, bent.body.length, bent.body.toString("utf8"));
  for (const fault of faults) {
    if (fault.kind === "delay" && fault.when !== "before") await wait(fault.delayMs ?? 1_000);
  }
  return deliver(response, { ...bent, headers: { ...headers, ...bent.headers } }, faults);
}

function bodyOf(answer: Answer): string {
  if (answer.kind === "text") return answer.text;
  return answer.rows.length === 0 ? answer.whenEmpty : `[${answer.rows.join(",")}]`;
}

/** The vendor names no type; masters of this kind send text/html. `Date` is by the master's own clock. */
function headersOf(master: Master): Record<string, string> {
  const headers: Record<string, string> = { "content-type": "text/html; charset=utf-8" };
  if (master.settings.sendDate) headers.date = new Date(master.wallNow()).toUTCString();
  return headers;
}

/** Rows of other hosts, as a master would send them that looks at no filter. */
function foreignRows(
  master: Master,
  name: string,
  params: Record<string, string>,
  vmids: string[],
): string[] {
  return vmids.flatMap((vmid) => {
    const host = master.hosts.get(vmid);
    if (!host) return [];
    if (name === "hyper") return [master.rows.of(host)];
    const { vmid: _vmid, userid: _userid, ...others } = params;
    const answer = actionOf(name)?.({ master, params: { ...others, vmid }, effect: () => {} });
    return answer?.kind === "rows" ? answer.rows : [];
  });
}
