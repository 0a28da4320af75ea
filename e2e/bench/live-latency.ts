import { percentile } from "../support/percentile";
import { callAction, exportedActions, signInByForm } from "../support/wire";
import { PASSWORD, startWorld } from "../support/world";
import { type BenchRow, milliseconds } from "./table";

interface Seen {
  at: number;
  operation: { id: string; outcome: string; endedAt: string | null } | null;
}

const ROUNDS = 20;
const TAKEN_GOAL_MS = 300;
const TOLD_GOAL_MS = 250;

/**
 * How long a click takes to show, and an end to arrive. Taken: from sending the action to the first event that holds the
 * operation. Told: from the end's own time in the ledger (`endedAt`, the panel's own knowing) to the event that says so.
 */
export async function liveRows(): Promise<BenchRow[]> {
  const world = await startWorld();
  try {
    const cookie = await signInByForm(world.url, await world.account({ userId: "10001" }), PASSWORD);
    await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
    const seen: Seen[] = [];
    const stream = new AbortController();
    const answer = await fetch(`${world.url}/api/live?open=109`, {
      headers: { cookie },
      signal: stream.signal,
    });
    void follow(answer, seen).catch(() => undefined);
    const power = exportedActions().find((action) => action.name === "command")?.id ?? "";
    const taken: number[] = [];
    const told: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = new Set(seen.map((event) => event.operation?.id));
      const began = Date.now();
      void callAction({ origin: world.url, cookie }, power, {
        vmid: "109",
        kind: round % 2 ? "force-stop" : "start",
        formKey: crypto.randomUUID(),
      });
      const first = await until(() => seen.find((e) => e.operation && !before.has(e.operation.id)));
      taken.push(first.at - began);
      const end = await until(() =>
        seen.find((e) => e.operation?.id === first.operation?.id && e.operation?.endedAt),
      );
      told.push(end.at - Date.parse(end.operation?.endedAt ?? ""));
    }
    stream.abort();
    const row = (what: string, times: number[], goal: number): BenchRow => {
      return { page: "event stream", what, value: percentile(times, 0.5), goal, show: milliseconds };
    };
    return [
      row(`a click is shown, median of ${ROUNDS}`, taken, TAKEN_GOAL_MS),
      row(`an end is told, median of ${ROUNDS}`, told, TOLD_GOAL_MS),
    ];
  } finally {
    await world.stop();
  }
}

async function follow(answer: Response, seen: Seen[]): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of answer.body ?? []) {
    rest += decoder.decode(piece, { stream: true });
    const events = rest.split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.match(/^data: (.*)$/m)?.[1];
      if (data && /^event: host$/m.test(event)) {
        seen.push({
          at: Date.now(),
          operation: (JSON.parse(data) as { operation: Seen["operation"] }).operation,
        });
      }
    }
  }
}

async function until<T>(found: () => T | undefined): Promise<T> {
  for (let turn = 0; turn < 60_000; turn += 1) {
    const value = found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error("nothing came within a minute");
}
