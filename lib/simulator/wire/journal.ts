import type { JournalCall, JournalChange, JournalEffect, JournalView } from "../control/types";

const KEPT = 200_000;

/** What came in, what it did, and what changed by itself afterwards. Numbers run on. */
export class Journal {
  private calls: JournalCall[] = [];
  private effects: JournalEffect[] = [];
  private changes: JournalChange[] = [];
  private next = 1;

  /** Takes the number of a call when it arrives; the entry is written when it was answered. */
  number(): number {
    return this.next++;
  }

  call(entry: JournalCall): void {
    push(this.calls, entry);
  }

  effect(entry: Omit<JournalEffect, "n">): void {
    push(this.effects, { n: this.next++, ...entry });
  }

  change(entry: Omit<JournalChange, "n">): void {
    push(this.changes, { n: this.next++, ...entry });
  }

  /** All that happened, so much longer ago. */
  age(ms: number): void {
    for (const entry of [...this.calls, ...this.effects, ...this.changes]) entry.at -= ms;
  }

  clear(): void {
    this.calls = [];
    this.effects = [];
    this.changes = [];
  }

  view(filter: { since?: number; action?: string; vmid?: string }): JournalView {
    const since = filter.since ?? 0;
    const wanted = (entry: { n: number; vmid: string | null }) =>
      entry.n > since && (filter.vmid === undefined || entry.vmid === filter.vmid);
    return {
      last: this.next - 1,
      calls: this.calls
        .filter((call) => wanted(call) && (filter.action === undefined || call.action === filter.action))
        .sort((a, b) => a.n - b.n),
      effects: this.effects.filter(wanted),
      changes: this.changes.filter(wanted),
    };
  }
}

function push<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > KEPT) list.splice(0, list.length - KEPT);
}
