import "server-only";
import type { HostView } from "../hosts/host-view";
import type { VmId } from "../rstack/ids";
import { type WatchNeed, watchHost } from "./poll-host";
import type { SentEvents } from "./sent-events";

/** The hosts that one stream shows: each is polled for it while it is among them, and not a moment longer. */
export class ShownHosts {
  private readonly watches = new Map<string, () => void>();

  constructor(private readonly events: SentEvents) {}

  has(vmId: string, need: WatchNeed): boolean {
    return this.watches.has(`${need} ${vmId}`);
  }

  show(vmId: VmId, need: WatchNeed, view: HostView): void {
    if (!this.has(vmId, need)) {
      this.watches.set(`${need} ${vmId}`, watchHost(vmId, need));
    }
    this.events.tell(vmId, { event: "host", data: view });
  }

  /** It is gone, or another's: the page hears so. */
  drop(vmId: VmId, need: WatchNeed): void {
    const watch = `${need} ${vmId}`;
    this.watches.get(watch)?.();
    this.watches.delete(watch);
    this.events.tellGone(vmId);
  }

  /** At the stream's end. */
  release(): void {
    for (const release of this.watches.values()) {
      release();
    }
    this.watches.clear();
  }
}
