import "server-only";
import { isStaff, type Viewer } from "../accounts/sessions/viewer";
import type { Notice } from "../db/notice";
import type { LiveEvent } from "../hosts/host-view";
import type { OwnedHost } from "../hosts/owned-host";
import { log } from "../log";
import { parseVmId, type VmId } from "../rstack/ids";
import { type EventPipe, eventPipe } from "./event-pipe";
import {
  proveOpen,
  readActivityMark,
  readActivityOwner,
  readForStaff,
  readList,
  readMaster,
  readOpen,
  readSession,
  whileShown,
} from "./live-reads";
import { ProofTimer } from "./proof-timer";
import { SentEvents } from "./sent-events";
import { ShownHosts } from "./shown-hosts";
import { type HubStream, joinHub, openStreams } from "./stream-hub";

/** What a tab has before it. */
export interface Watching {
  open: VmId | null;
  list: VmId[];
  /** The first page of a list of operations: the customer's own, and with `open` that host's. */
  activity?: boolean;
}

type EndReason = Extract<LiveEvent, { event: "end" }>["data"]["reason"];

const RESYNC_EACH_MS = 3;
/** What a browser may name, and what came to it since. */
const MOST_IN_LIST = 300;

/** One tab's events: what it may see, read anew at each notice, sent when it differs from what was sent before. */
export class LiveStream implements HubStream {
  readonly sessionId: string;
  private readonly pipe: EventPipe;
  private readonly list: Set<VmId>;
  private readonly activity: boolean;
  /** All that the person had when the list was first read: what comes to it later is new, and shown unasked. */
  private had: Set<VmId> | null = null;
  private open: VmId | null;
  private owned: OwnedHost | null = null;
  private readonly events: SentEvents;
  private readonly shown: ShownHosts;
  private readonly proofs = new ProofTimer(() => this.guard(this.prove()));
  private leaveHub: (() => void) | null = null;
  private closed = false;

  constructor(
    private viewer: Viewer,
    watching: Watching,
  ) {
    this.sessionId = viewer.sessionId;
    this.open = watching.open;
    this.list = new Set(watching.list);
    this.activity = watching.activity === true;
    this.pipe = eventPipe(() => this.cleanUp());
    this.events = new SentEvents(this.pipe);
    this.shown = new ShownHosts(this.events);
  }

  get readable(): ReadableStream<Uint8Array> {
    return this.pipe.readable;
  }

  /** Joins before it reads, so that no change falls between the two. */
  begin(): void {
    const { placed, leave } = joinHub(this);
    this.leaveHub = leave;
    this.proofs.plan();
    void this.guard(placed.then(() => (this.closed ? undefined : this.refreshAll())));
  }

  hear(notice: Notice): void {
    const work = this.workFor(notice);
    if (work) {
      void this.guard(work());
    }
  }

  private workFor(notice: Notice): (() => Promise<void>) | null {
    const prove = () => this.prove();
    switch (notice.type) {
      case "operation":
        return this.workForOperation(notice);
      case "host":
        return this.workForHost(notice.vmId);
      case "owner":
        return notice.userId === this.viewer.userId ? () => this.refreshAll() : null;
      case "session":
        return notice.sessionId === this.sessionId ? prove : null;
      case "account":
        return [this.viewer.accountId, this.viewer.linkedTo].includes(notice.accountId) ? prove : null;
      case "bell":
        return notice.accountId === this.viewer.accountId ? () => this.refreshBell() : null;
      case "master":
        return () => this.refreshMaster();
      case "stream":
      case "customer":
      case "provider":
        return null;
      case "resync":
        // All streams hear it at once: spread, or they would hold up everybody's clicks at the database.
        this.proofs.plan(Math.random() * openStreams() * RESYNC_EACH_MS);
        return null;
    }
  }

  giveWay(): void {
    this.end("limit");
  }

  close(): void {
    this.pipe.close();
  }

  private workForOperation({ vmId, operationId }: Extract<Notice, { type: "operation" }>) {
    const shown = this.workForHost(vmId);
    if (!this.activity) {
      return shown;
    }
    const { userId } = this.viewer;
    const list = async () => {
      if (vmId === this.open || (userId !== null && (await readActivityOwner(operationId)) === userId)) {
        await this.refreshActivity();
      }
    };
    return async () => {
      await Promise.all([shown?.(), list()]);
    };
  }

  private workForHost(vmId: string): (() => Promise<void>) | null {
    if (vmId === this.open) {
      return () => this.refreshOpen();
    }
    return this.shown.has(vmId, "list") ? () => this.refreshList() : null;
  }

  /** Session, status and ownership, with everything that hangs on them. */
  private async prove(): Promise<void> {
    const proof = await readSession(this.sessionId);
    const viewer = proof?.viewer;
    const same =
      viewer &&
      // Its time is up: staff see nothing more through the customer's eyes, though no notice tells.
      !viewer.view?.over &&
      viewer.view?.id === this.viewer.view?.id &&
      viewer.accountId === this.viewer.accountId &&
      viewer.role === this.viewer.role &&
      viewer.userId === this.viewer.userId;
    if (!proof || !same) {
      return this.end("session");
    }
    this.viewer = proof.viewer;
    this.tellBell(proof.unread);
    await this.refreshAll();
  }

  private async refreshBell(): Promise<void> {
    const proof = await readSession(this.sessionId);
    if (proof && !this.closed) {
      this.tellBell(proof.unread);
    }
  }

  /** Whoever looks through a customer's eyes has no bell. */
  private tellBell(unread: number): void {
    if (!this.viewer.view) {
      this.events.tell("bell", { event: "bell", data: { unread } });
    }
  }

  private async refreshAll(): Promise<void> {
    // Whose the open host is decides whether its list of operations is told of.
    const open = this.proveOpen().then(() => this.refreshActivity());
    await Promise.all([this.refreshMaster(), open, this.refreshList()]);
  }

  private async refreshActivity(): Promise<void> {
    if (!this.activity) {
      return;
    }
    const { userId } = this.viewer;
    const { owned } = this;
    const [own, host] = await Promise.all([
      userId === null ? null : readActivityMark({ owner: userId }),
      owned && readActivityMark({ tenancyId: owned.tenancyId }).then((mark) => whileShown(owned, mark)),
    ]);
    if (owned === this.owned) {
      this.events.tell("activity", { event: "activity", data: { own, host } });
    }
  }

  private async refreshMaster(): Promise<void> {
    const data = await readMaster(this.viewer);
    this.events.tell("master", { event: "master", data });
  }

  private async proveOpen(): Promise<void> {
    const vmId = this.open;
    if (!vmId) {
      return;
    }
    const found = await proveOpen(this.viewer, vmId);
    this.owned = found === "not-asked" ? null : found;
    if (this.owned) {
      await this.refreshOpen();
      return;
    }
    // One that could not be asked for is proven again with the next proof; nothing of it is shown until then.
    const wasShown = this.shown.has(vmId, "open");
    if (this.open && (found === null || wasShown)) {
      this.shown.drop(vmId, "open");
    }
    this.open = found === null ? null : this.open;
  }

  /** By the last proof, which is half a minute old at most: a change must not wait for the master. */
  private async refreshOpen(): Promise<void> {
    const { owned } = this;
    const view = owned && (await whileShown(owned, await readOpen(this.viewer, owned)));
    if (owned?.guest && view === null && owned === this.owned) {
      return this.proveOpen();
    }
    if (view && owned === this.owned && !this.closed) {
      this.shown.show(owned.vmId, "open", view);
    }
  }

  private async refreshList(): Promise<void> {
    if (this.list.size === 0) {
      return;
    }
    // Staff have no hosts of their own: what they list is read by its ids, and nothing comes to it.
    const forStaff = isStaff(this.viewer);
    const hosts = forStaff
      ? await readForStaff(this.viewer, [...this.list])
      : (await readList(this.viewer)).hosts;
    const theirs = new Map(
      hosts.flatMap((view) => {
        const vmId = parseVmId(view.id);
        return vmId ? [[vmId, view] as const] : [];
      }),
    );
    if (this.closed) {
      return;
    }
    if (!forStaff) {
      this.addNew([...theirs.keys()]);
    }
    for (const vmId of this.list) {
      const view = theirs.get(vmId);
      if (view) {
        this.shown.show(vmId, "list", view);
      } else if (this.shown.has(vmId, "list")) {
        this.shown.drop(vmId, "list");
      }
    }
  }

  private addNew(theirs: readonly VmId[]): void {
    const had = this.had ?? new Set(theirs);
    this.had = had;
    for (const vmId of theirs) {
      if (!had.has(vmId) && this.list.size < MOST_IN_LIST) {
        had.add(vmId);
        this.list.add(vmId);
      }
    }
  }

  /** What can't be proven isn't shown: a stream that fails closes, and the browser comes back. */
  private guard(work: Promise<void>): Promise<void> {
    return work.catch((err) => {
      if (!this.closed) {
        log.warn({ err }, "an event stream was closed");
        this.close();
      }
    });
  }

  private end(reason: EndReason): void {
    this.pipe.send({ event: "end", data: { reason } });
    this.pipe.close();
  }

  private cleanUp(): void {
    this.closed = true;
    this.leaveHub?.();
    this.proofs.stop();
    this.shown.release();
  }
}
