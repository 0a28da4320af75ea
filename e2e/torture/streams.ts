import { setTimeout as wait } from "node:timers/promises";
import type { Answers } from "./answers";
import type { SeenHost } from "./check";
import type { Instance } from "./instance";
import type { PlannedStream } from "./more-plans";

/** As long as a browser waits before it opens an ended stream again. */
const REOPEN_MS = 1_000;

/** Event streams of customers, as their tabs hold them: opened again when they end, and now and then closed. */
export class Streams {
  /** What streams told of hosts. */
  readonly seen: SeenHost[] = [];
  readonly counts = { opened: 0, refused: 0, broken: 0, events: 0 };

  constructor(
    private readonly instances: readonly [Instance, Instance],
    private readonly answers: Answers,
  ) {}

  /** Holds one tab's stream until `signal`; `cookie` is of the account that looks, `hostsOf` the ids of its hosts. */
  async hold(planned: PlannedStream, cookie: string, hostsOf: () => string[], signal: AbortSignal) {
    while (!signal.aborted) {
      const held = AbortSignal.any([signal, AbortSignal.timeout(planned.heldMs)]);
      await this.openOnce(planned, { cookie, vmids: hostsOf() }, held).catch(() => {
        if (!held.aborted) this.counts.broken += 1;
      });
      await wait(REOPEN_MS, null, { signal }).catch(() => {});
    }
  }

  private async openOnce(
    { userid, instance, draw }: PlannedStream,
    { cookie, vmids }: { cookie: string; vmids: string[] },
    signal: AbortSignal,
  ): Promise<void> {
    const open = vmids[Math.floor(draw * vmids.length)] ?? "";
    const query = new URLSearchParams({ open, list: vmids.filter((id) => id !== open).join(",") });
    const url = `${this.instances[instance].url}/api/live?${query}`;
    const answer = await fetch(url, { headers: { cookie }, redirect: "manual", signal });
    if (!answer.ok || answer.body === null) {
      this.counts.refused += 1;
      await answer.arrayBuffer();
      return;
    }
    this.counts.opened += 1;
    let left = "";
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      const events = (left + piece).split("\n\n");
      left = events.pop() ?? "";
      for (const event of events) this.note(userid, event);
    }
  }

  private note(userid: string, event: string): void {
    const name = /^event: (.*)$/m.exec(event)?.[1];
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (name !== "host" || data === undefined) return;
    this.counts.events += 1;
    const { id, operation } = JSON.parse(data) as HostEvent;
    this.seen.push({ at: Date.now(), userid, vmid: id, status: 200 });
    if (operation) this.answers.acknowledge(null, operation);
  }
}

interface HostEvent {
  id: string;
  operation: { id: string; outcome: string } | null;
}
