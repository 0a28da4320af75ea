import type { LiveEvent } from "../hosts/host-view";

type Name = LiveEvent["event"];
type DataOf<E extends Name> = Extract<LiveEvent, { event: E }>["data"];

export interface Tab {
  /** Resolves with the first event that fits and that no call returned before, from the beginning of the stream. */
  next<E extends Name>(event: E, fits?: (data: DataOf<E>) => boolean): Promise<DataOf<E>>;
  /** Resolves when the other side closed. */
  closed: Promise<void>;
  seen: LiveEvent[];
  leave(): void;
}

/** The browser's end of a stream, for tests. */
export function readTab(response: Response, leave: () => void): Tab {
  const seen: LiveEvent[] = [];
  const taken = new Set<LiveEvent>();
  let wake: () => void = () => {};
  let changed = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const closed = readAll(response, (event) => {
    seen.push(event);
    wake();
    changed = new Promise<void>((resolve) => {
      wake = resolve;
    });
  });
  return {
    seen,
    closed,
    leave,
    async next<E extends Name>(event: E, fits: (data: DataOf<E>) => boolean = () => true) {
      for (;;) {
        for (const one of seen) {
          const data = one.data as DataOf<E>;
          if (one.event === event && !taken.has(one) && fits(data)) {
            taken.add(one);
            return data;
          }
        }
        await changed;
      }
    },
  };
}

async function readAll(response: Response, onEvent: (event: LiveEvent) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) {
      return;
    }
    const blocks = (rest + part.value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event && data) {
        onEvent({ event, data: JSON.parse(data) } as LiveEvent);
      }
    }
  }
}
