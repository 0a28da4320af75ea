import "server-only";
import { LRUCache } from "lru-cache";
import { type GuestRight, rightTo, stillHolds, touchRight } from "@/lib/accounts/guests/guest-rights";
import { isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import type { OperationRow } from "@/lib/operations/operation-row";
import { perProcess } from "@/lib/per-process";
import { noteRequest } from "@/lib/request-context";
import { parseUserId, parseVmId, type UserId, type VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { type HostRecord, isShowable } from "./host-record";
import type { Beside } from "./host-view-of";
import { type KeptLabel, NO_LABEL } from "./labels/label-text";
import { confirmedAt } from "./mirror/confirmed-at";
import { listsHaveContent } from "./mirror/list-content";
import { readProfile } from "./mirror/profile";
import { readOne, readOneShared } from "./mirror/read-one";
import { currentTenancy, tenancyOfNobody } from "./mirror/tenancies";
import { type HostFound, readRow } from "./read-row";
import { permitToAsk, rememberRefusedId } from "./unknown-ids";

/**
 * A host that this person may see and act on: made by `findHost` alone, so that nothing that takes one can be called
 * with a bare id. `owner` is null at a host that nobody owns, which staff alone can open.
 */
export class OwnedHost {
  private constructor(
    readonly vmId: VmId,
    readonly tenancyId: string,
    readonly owner: UserId | null,
    readonly row: HostRecord,
    readonly opened: Opened,
    /** By which somebody who isn't its owner has it; null for its owner and staff. */
    readonly guest: GuestRight | null,
  ) {}

  /** Use `findHost`. */
  static async find(viewer: Viewer, idText: string, whose: WhoseHosts): Promise<OwnedHost | NotOpened> {
    noteRequest({ host: idText });
    const vmId = parseVmId(idText);
    if (!vmId) {
      return null;
    }
    const known = await readRow(vmId);
    const guest = whose === "shared" && !isTheirs(known, viewer.userId) ? await rightTo(viewer, vmId) : null;
    const found = guest
      ? await rowForGuest(guest, vmId, known)
      : isStaff(viewer)
        ? await rowForStaff(vmId, known)
        : await rowForCustomer(viewer, vmId, known);
    if (found === null || found === "not-asked") {
      return found;
    }
    const { row, tenancy, label, maintenance, billing, cpuLimit, operation, profile } = found;
    const opened: Opened = {
      label: label ?? NO_LABEL,
      maintenance: maintenance ?? false,
      isProtected: tenancy?.protectedAt != null,
      billing,
      cpuLimit,
      operation,
      downSince: profile?.downSince ?? null,
    };
    const owner = parseUserId(row.owner);
    if (guest) {
      // The master may have told meanwhile that the host changed hands.
      if (tenancy?.id !== guest.tenancyId || owner !== guest.owner || !(await stillHolds(guest))) {
        return null;
      }
      await touchRight(guest.id);
      return new OwnedHost(vmId, tenancy.id, owner, row, opened, guest);
    }
    if (owner !== null) {
      return tenancy?.owner === owner ? new OwnedHost(vmId, tenancy.id, owner, row, opened, null) : null;
    }
    const tenancyId = tenancy?.id ?? (await tenancyOfNobody(vmId, row.guid));
    return new OwnedHost(vmId, tenancyId, null, row, opened, null);
  }
}

/**
 * Null when it is not there and null when it is not theirs: nobody can tell which. `not-asked`: the mirror doesn't hold
 * it as theirs and the master could not be asked, so it may be either, or their own.
 */
type NotOpened = null | "not-asked";

/**
 * Whose hosts count: the viewer's `own` alone, unless it is said that hosts which others share with them do, too. Who says
 * `shared` shows the host, or asks what `owned.guest` may do.
 */
export type WhoseHosts = "own" | "shared";

/** Waits for one answer of the master's at most. For whoever tells "not there" from "could not be asked". */
export const findHost = (
  viewer: Viewer,
  idText: string,
  whose: WhoseHosts = "own",
): Promise<OwnedHost | NotOpened> => OwnedHost.find(viewer, idText, whose);

/** `findHost`, for whoever needs the host or nothing. */
export async function openHost(viewer: Viewer, idText: string): Promise<OwnedHost | null> {
  const found = await findHost(viewer, idText);
  return found === "not-asked" ? null : found;
}

/**
 * Asks the master afresh, inside the lock and before a command: exactly one row, the same owner, the same tenancy, and
 * of a guest the right that they came with.
 * A change is brought into the mirror and told to all instances. A fault is no yes; an empty body is one.
 */
export async function confirmOwner(
  owned: OwnedHost,
  options: Partial<CallOptions> = {},
): Promise<"yours" | "not-yours" | Fault> {
  const read = await readOne(owned.vmId, { priority: "command", ...options });
  if (read.found === "fault") {
    return read.fault;
  }
  if (read.found === "none" && !read.hasContent) {
    return { kind: "protocol", cause: "empty", detail: "" };
  }
  if (read.found !== "one" || read.row.vmId !== owned.vmId || read.row.owner !== owned.owner) {
    return "not-yours";
  }
  const tenancy = await currentTenancy(database(), owned.vmId);
  const isTheirs =
    tenancy?.id === owned.tenancyId && (owned.guest === null || (await stillHolds(owned.guest)));
  return isTheirs ? "yours" : "not-yours";
}

/** What was read together with the row of an `OwnedHost`. */
export interface Opened extends Beside {
  label: KeptLabel;
  /** The newest of its tenancy. */
  operation: OperationRow | null;
  /** Since when the master gives no answer; null while it does. */
  downSince: Date | null;
}

/** Somebody waits for it. */
const OWNER_CHECK: CallOptions = { priority: "owner-check" };

const isTheirs = (found: HostFound | null, userId: UserId | null): found is HostFound =>
  found !== null && userId !== null && isShowable(found.row) && found.row.owner === userId;

async function rowForCustomer(
  { userId, sessionId }: Viewer,
  vmId: VmId,
  found: HostFound | null,
): Promise<HostFound | NotOpened> {
  if (userId === null) {
    return null;
  }
  // Another's is asked for like one that is not there: else the answer's time would tell which ids exist.
  if (!isTheirs(found, userId)) {
    return askForUnknown(sessionId, userId, vmId);
  }
  const fresh = await confirmedRow(found, vmId);
  return isTheirs(fresh, userId) ? fresh : null;
}

/** What the owner would see. One that isn't shown to its owner isn't shown to their guest. */
async function rowForGuest(
  { owner }: GuestRight,
  vmId: VmId,
  found: HostFound | null,
): Promise<HostFound | null> {
  const fresh = isTheirs(found, owner) ? await confirmedRow(found, vmId) : null;
  return isTheirs(fresh, owner) ? fresh : null;
}

async function askForUnknown(sessionId: string, userId: UserId, vmId: VmId): Promise<HostFound | NotOpened> {
  if (await isSilent(userId, vmId)) {
    return "not-asked";
  }
  const permit = await permitToAsk(sessionId, userId, vmId);
  if (permit !== "ask") {
    return permit === "refused" ? null : "not-asked";
  }
  const wasAnswered = await askForUnmirrored(userId, vmId);
  const found = await readRow(vmId);
  if (isTheirs(found, userId)) {
    return found;
  }
  if (!wasAnswered) {
    return "not-asked";
  }
  await rememberRefusedId(userId, vmId);
  return null;
}

async function rowForStaff(vmId: VmId, known: HostFound | null): Promise<HostFound | NotOpened> {
  if (known === null || known.row.goneAt !== null) {
    const wasAnswered = !(await isSilent("staff", vmId)) && (await askForUnmirrored("staff", vmId));
    const found = await readRow(vmId);
    return found?.row.goneAt === null ? found : wasAnswered ? null : "not-asked";
  }
  const fresh = await confirmedRow(known, vmId);
  return fresh?.row.goneAt === null ? fresh : null;
}

/** A customer's own, and one for all staff: what one customer's question met tells no other that an id exists. */
type Asker = UserId | "staff";
const askedBy = (asker: Asker, vmId: VmId) => `${asker} ${vmId}`;

/** Whether asking is in vain: no answer came just now, or none has come for a while. */
async function isSilent(asker: Asker, vmId: VmId): Promise<boolean> {
  if (unanswered().has(askedBy(asker, vmId))) {
    return true;
  }
  if ((await readProfile())?.downSince == null) {
    return false;
  }
  // Nothing else may be asking, and then nobody would hear that it answers again.
  if (!unanswered().has("test")) {
    unanswered().set("test", true);
    void master().test({ priority: "open-host" });
  }
  return true;
}

/**
 * Asks for a host that the mirror doesn't hold. False where there was no answer, or while the master's lists have no
 * content: an empty body or a refusal says nothing then, and another owner's row has to look the same. Both questions go
 * at once whatever comes of the first, so that the time tells nothing.
 */
async function askForUnmirrored(asker: Asker, vmId: VmId): Promise<boolean> {
  const [read, isTrusted] = await Promise.all([
    readOneShared(vmId, OWNER_CHECK),
    listsHaveContent(OWNER_CHECK),
  ]);
  const answered = isTrusted && (read.found !== "fault" || read.fault.kind === "refused");
  if (!answered) {
    unanswered().set(askedBy(asker, vmId), true);
  }
  return answered;
}

/** The row as the master confirmed it within the last minute; while it doesn't answer, as it was last known. */
async function confirmedRow(found: HostFound, vmId: VmId): Promise<HostFound | null> {
  const { row, profile } = found;
  const at = confirmedAt(row, found.listedAt);
  if (profile?.downSince || unanswered().has(vmId)) {
    return found;
  }
  const isDue = (date: Date | null) => !date || Date.now() - date.getTime() > config().mirror.confirmMs;
  if (!isDue(at)) {
    if (profile?.knowsOwnerFilter && isDue(row.confirmedAt)) {
      // The list of one owner doesn't show that another has the same id. Who watches hears of it at once.
      askById(vmId, { priority: "open-host" }).catch((err) =>
        log.warn({ err, vmId }, "an opened host could not be confirmed"),
      );
    }
    return found;
  }
  return (await askById(vmId, OWNER_CHECK)) ? readRow(vmId) : found;
}

/** False where the master gave no answer. */
async function askById(vmId: VmId, options: CallOptions): Promise<boolean> {
  const read = await readOneShared(vmId, options);
  if (read.found === "fault" || (read.found === "none" && !read.hasContent)) {
    unanswered().set(vmId, true);
  }
  return read.found !== "fault";
}

/** A page opens its host in layout and body: a master that didn't answer the first is not waited for again at once. */
const unanswered = () =>
  perProcess("hosts not confirmed", () => new LRUCache<string, true>({ max: 10_000, ttl: 5_000 }));
