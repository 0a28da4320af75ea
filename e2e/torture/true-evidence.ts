import type { JournalCall, JournalEffect } from "../../lib/simulator/control/types";
import { type Acknowledgement, type CheckedRow, check, type Evidence } from "./check";

/** For tests of the checker: one Start that happened, and what each of them changes of it. */
export const OWNER = "10001";
export const STRANGER = "10002";
export const VMID = "9001";

export const row = (own: Partial<CheckedRow> = {}): CheckedRow => ({
  id: "row-1",
  vmid: VMID,
  kind: "start",
  outcome: "done",
  owner: OWNER,
  askedBy: OWNER,
  params: {},
  evidence: null,
  startedAt: 1_000,
  sentAt: 1_100,
  acceptedAt: 1_200,
  endedAt: 2_000,
  ...own,
});

export const call = (n: number, at: number, own: Partial<JournalCall> = {}): JournalCall => ({
  n,
  at,
  guestAt: 0,
  method: "POST",
  action: "vm_start",
  vmid: VMID,
  params: { vmid: VMID },
  oddKeys: [],
  envelope: { sign: null, random: null, timestamp: null, language: "chinese", type: null },
  refusal: null,
  worked: true,
  faults: [],
  answer: { status: 200, bytes: 1, body: "0" },
  ...own,
});

export const ownerCheck = (n: number, at: number) => call(n, at, { action: "hyper", params: { id: VMID } });

export const effect = (n: number, of: JournalCall, own: Partial<JournalEffect> = {}): JournalEffect => ({
  n,
  call: of.n,
  vmid: VMID,
  kind: "start",
  detail: {},
  at: of.at + 10,
  ...own,
});

export const acknowledged = (own: Partial<Acknowledgement> = {}): Acknowledgement => ({
  formKey: "form-1",
  operationId: "row-1",
  outcome: "open",
  at: 1_300,
  ...own,
});

export const START = call(10, 1_150);

/** One Start that happened, was told and is in the ledger. */
export const evidence = (own: Partial<Evidence> = {}): Evidence => ({
  journal: { calls: [ownerCheck(9, 1_050), START], effects: [effect(11, START)] },
  rows: [row()],
  acknowledgements: [acknowledged()],
  firstOwners: new Map([[VMID, OWNER]]),
  moves: [],
  seenLists: [{ at: 1_500, userid: OWNER, vmids: [VMID] }],
  seenHosts: [{ at: 1_500, userid: OWNER, vmid: VMID, status: 200 }],
  seenOnStreams: [{ at: 1_500, userid: OWNER, vmid: VMID, status: 200 }],
  leftOutByMaster: new Set(),
  rights: [],
  lateMs: 30_000,
  ...own,
});

export const found = (own: Partial<Evidence>): string[] => check(evidence(own)).map((one) => one.class);
