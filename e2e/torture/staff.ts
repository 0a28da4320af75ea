import type { StaffKind } from "../../lib/operations/command-rules";
import type { Master } from "../../lib/simulator/master";
import { callAction, exportedActions } from "../support/wire";
import type { Answers } from "./answers";
import type { Instance } from "./instance";
import type { PlannedStaffCommand } from "./more-plans";

const ANSWER_MS = 40_000;

/** The provider's staff, who lock, suspend and hand over hosts while their customers use them. */
export class Staff {
  constructor(
    private readonly master: Master,
    private readonly instances: readonly [Instance, Instance],
    private readonly cookie: string,
    private readonly answers: Answers,
    /** As a proxy in front of both instances says it. */
    private readonly forwarded: Record<string, string>,
  ) {}

  operate(planned: PlannedStaffCommand, signal: AbortSignal): void {
    const { vmid, instance, formKey, to } = planned;
    const host = this.master.hosts.get(vmid);
    if (this.answers.isFull || !host) {
      this.answers.count("left out");
      return;
    }
    const kind = fittingKind(planned.does, host.status);
    const isTransfer = kind === "transfer-host";
    const action = isTransfer ? "transferHost" : "setHostStatus";
    const fields: Record<string, string> = isTransfer ? { newOwner: to, typedName: host.vmname } : { kind };
    const id = exportedActions().find(({ name }) => name === action)?.id ?? "";
    const send = async () => {
      const caller = { origin: this.instances[instance].url, cookie: this.cookie };
      const stop = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
      const answer = await callAction(caller, id, { ...fields, vmid, formKey }, this.forwarded, stop);
      this.answers.note(`staff ${vmid} ${kind} ${formKey}`, answer);
    };
    this.answers.track(send());
  }
}

/** What staff would do with the host as it is: what is locked or suspended is freed. */
function fittingKind(does: PlannedStaffCommand["does"], status: string): StaffKind {
  if (status === "1") return "unlock-host";
  if (status === "-1") return "resume-host";
  return ({ lock: "lock-host", suspend: "suspend-host", transfer: "transfer-host" } as const)[does];
}
