import "server-only";
import type { Viewer } from "../accounts/viewer";
import { config } from "../config";
import type { Notice } from "../db/notice";
import { isInActivityOf } from "../hosts/activity/activity-mark";
import type { HostView, LiveEvent } from "../hosts/host-view";
import type { OwnedHost } from "../hosts/owned-host";
import { log } from "../log";
import { parseVmId, type VmId } from "../rstack/ids";
import { type EventPipe, eventPipe } from "./event-pipe";
import { watchHost } from "./host-watch";
import { proveOpen, readActivityMark, readList, readMaster, readOpen, readSession } from "./live-reads";
import { type HubStream, joinHub, openStreams } from "./stream-hub";

/** What a tab has before it. */
export interface Watching {
  open: VmId | null;
  list: VmId[];
  /** The first page of the customer's own list of operations. */
  activity?: boolean;
}

type EndReason = Extract<LiveEvent, { event: "end" }>["data"]["reason"];

const RESYNC_EACH_MS = 3;
/** Proofs fall into so many moments of an interval: in each, what several streams need is read once. */
const PROOF_MOMENTS = 10;
/** What a browser may name, and what came to it since. */
const MOST_IN_LIST = 300;

/** Spread over the moments, so that a thousand streams that came at once don't ask at once; never later than the interval. */
function untilProof(): number {
  const { proofMs } = config().live;
  const moment = proofMs / PROOF_MOMENTS;
  const now = Date.now();
  const latest = now + proofMs * (0.85 + Math.random() * 0.15);
  return Math.floor(latest / moment) * moment - now;
}

/** One text for all streams that were given the same read: they keep it, and compare by it. */
const texts = new WeakMap<LiveEvent["data"], string>();

function textOf(data: LiveEvent["data"]): string {
  const text = texts.get(data) ?? JSON.stringify(data);
  texts.set(data, text);
  return text;
}

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
  private readonly sent = new Map<string, string>();
  private readonly watches = new Map<string, () => void>();
  private leaveHub: (() => void) | null = null;
  private proofTimer: NodeJS.Timeout | null = null;
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
  }

  get readable(): ReadableStream<Uint8Array> {
    return this.pipe.readable;
  }

  /** Joins before it reads, so that no change falls between the two. */
  begin(): void {
    const { placed, leave } = joinHub(this);
    this.leaveHub = leave;
    this.planProof();
    this.guard(placed.then(() => (this.closed ? undefined : this.refreshAll())));
  }

  hear(notice: Notice): void {
    const work = this.workFor(notice);
    if (work) {
      this.guard(work());
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
        return notice.accountId === this.viewer.accountId ? prove : null;
      case "master":
        return () => this.refreshMaster();
      case "stream":
      case "provider":
        return null;
      case "resync":
        // All streams hear it at once: spread, or they would hold up everybody's clicks at the database.
        this.planProof(Math.random() * openStreams() * RESYNC_EACH_MS);
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
    const { userId } = this.viewer;
    if (!this.activity || userId === null) {
      return shown;
    }
    const list = async () => {
      if (await isInActivityOf(userId, operationId)) {
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
    return this.watches.has(`list ${vmId}`) ? () => this.refreshList() : null;
  }

  /** Session, status and ownership, with everything that hangs on them. */
  private async prove(): Promise<void> {
    const viewer = await readSession(this.sessionId);
    const same =
      viewer &&
      // Its time is up: staff see nothing more through the customer's eyes, though no notice tells.
      !viewer.view?.over &&
      viewer.view?.id === this.viewer.view?.id &&
      viewer.accountId === this.viewer.accountId &&
      viewer.role === this.viewer.role &&
      viewer.userId === this.viewer.userId;
    if (!same) {
      return this.end("session");
    }
    this.viewer = viewer;
    await this.refreshAll();
  }

  private async refreshAll(): Promise<void> {
    await Promise.all([this.refreshMaster(), this.proveOpen(), this.refreshList(), this.refreshActivity()]);
  }

  private async refreshActivity(): Promise<void> {
    const { userId } = this.viewer;
    if (this.activity && userId !== null) {
      this.sendIfNew("activity", { event: "activity", data: { mark: await readActivityMark(userId) } });
    }
  }

  private async refreshMaster(): Promise<void> {
    const data = await readMaster(this.viewer);
    this.sendIfNew("master", { event: "master", data });
  }

  private async proveOpen(): Promise<void> {
    const vmId = this.open;
    if (!vmId) {
      return;
    }
    this.owned = await proveOpen(this.viewer, vmId);
    if (this.owned) {
      await this.refreshOpen();
    } else if (this.open) {
      this.open = null;
      this.drop(vmId, "open");
    }
  }

  /** By the last proof, which is half a minute old at most: a change must not wait for the master. */
  private async refreshOpen(): Promise<void> {
    const { owned } = this;
    const view = owned && (await readOpen(this.viewer, owned));
    if (view && owned === this.owned) {
      this.show(owned.vmId, "open", view);
    }
  }

  private async refreshList(): Promise<void> {
    if (this.list.size === 0) {
      return;
    }
    const { hosts } = await readList(this.viewer);
    const theirs = new Map(
      hosts.flatMap((view) => {
        const vmId = parseVmId(view.id);
        return vmId ? [[vmId, view] as const] : [];
      }),
    );
    this.addNew([...theirs.keys()]);
    for (const vmId of this.list) {
      const view = theirs.get(vmId);
      if (view) {
        this.show(vmId, "list", view);
      } else if (this.watches.has(`list ${vmId}`)) {
        this.drop(vmId, "list");
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

  private show(vmId: VmId, need: "open" | "list", view: HostView): void {
    if (this.closed) {
      return;
    }
    const watch = `${need} ${vmId}`;
    if (!this.watches.has(watch)) {
      this.watches.set(watch, watchHost(vmId, need));
    }
    this.sendIfNew(vmId, { event: "host", data: view });
  }

  private drop(vmId: VmId, need: "open" | "list"): void {
    const watch = `${need} ${vmId}`;
    this.watches.get(watch)?.();
    this.watches.delete(watch);
    this.sent.delete(vmId);
    this.pipe.send({ event: "gone", data: { id: vmId } });
  }

  private sendIfNew(key: string, event: LiveEvent): void {
    const text = textOf(event.data);
    if (!this.closed && this.sent.get(key) !== text) {
      this.sent.set(key, text);
      this.pipe.send(event);
    }
  }

  private planProof(inMs = untilProof()): void {
    if (this.proofTimer) {
      clearTimeout(this.proofTimer);
    }
    const timer = setTimeout(() => {
      this.guard(
        this.prove().finally(() => {
          // A resync may have asked for a further one meanwhile.
          if (!this.closed && this.proofTimer === timer) {
            this.planProof();
          }
        }),
      );
    }, inMs);
    this.proofTimer = timer;
  }

  /** What can't be proven isn't shown: a stream that fails closes, and the browser comes back. */
  private guard(work: Promise<void>): void {
    work.catch((err) => {
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
    if (this.proofTimer) {
      clearTimeout(this.proofTimer);
    }
    for (const release of this.watches.values()) {
      release();
    }
    this.watches.clear();
  }
}
