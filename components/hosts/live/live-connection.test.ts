import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HEARTBEAT_MS } from "@/lib/hosts/host-view";
import { LiveConnection, type LiveListener } from "./live-connection";
import { liveAddress } from "./live-targets";
import type { TabGroup, TabMessage } from "./tab-group";

class FakeSource extends EventTarget {
  static all: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: (() => void) | null = null;
  closed = false;
  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close() {
    this.closed = true;
  }
}

const page = Object.assign(new EventTarget(), { hidden: false });
const last = () => FakeSource.all.at(-1);
const hide = (hidden: boolean) => {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
};

type Listener = { [K in keyof LiveListener]: ReturnType<typeof vi.fn<LiveListener[K]>> };
const listening = (): Listener => ({ event: vi.fn(), lost: vi.fn(), missed: vi.fn() });
const streams = () => FakeSource.all.filter(({ closed }) => !closed).map(({ url }) => url);

let listener: Listener;
let connection: LiveConnection;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", new EventTarget());
  FakeSource.all = [];
  page.hidden = false;
  listener = listening();
  connection = new LiveConnection(listener, null);
  stop = connection.start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the stream of a tab", () => {
  it("asks for nothing while nothing is watched, and keeps one stream", () => {
    expect(FakeSource.all).toHaveLength(0);
    connection.watch({ open: "7", list: [] });
    connection.watch({ open: "7", list: [] });
    expect(FakeSource.all.map(({ url }) => url)).toEqual(["/api/live?open=7"]);
    connection.watch({ open: null, list: ["1", "2"] });
    expect(FakeSource.all.map(({ closed }) => closed)).toEqual([true, false]);
    expect(last()?.url).toBe("/api/live?list=1,2");
  });

  it("reads nothing beside the document when it first opens", () => {
    connection.watch({ open: "7", list: [] });
    last()?.onopen?.();
    expect(listener.lost).toHaveBeenLastCalledWith(null);
    expect(listener.missed).not.toHaveBeenCalled();
  });

  it("comes back after a loss and reads once what was missed", () => {
    connection.watch({ open: "7", list: [] });
    last()?.onopen?.();
    last()?.onerror?.();
    expect(listener.lost).toHaveBeenLastCalledWith(expect.any(Number));
    vi.advanceTimersByTime(2_000);
    expect(FakeSource.all).toHaveLength(2);
    last()?.onopen?.();
    expect(listener.missed).toHaveBeenCalledExactlyOnceWith({ open: "7", list: [] });
  });

  it("closes while the tab is hidden", () => {
    connection.watch({ open: "7", list: [] });
    hide(true);
    expect(last()?.closed).toBe(true);
    vi.advanceTimersByTime(120_000);
    expect(FakeSource.all).toHaveLength(1);
    hide(false);
    expect(FakeSource.all).toHaveLength(2);
  });

  it("hands events on and drops what can't be read", () => {
    connection.watch({ open: "7", list: [] });
    last()?.dispatchEvent(new MessageEvent("gone", { data: '{"id":"7"}' }));
    last()?.dispatchEvent(new MessageEvent("gone", { data: "{" }));
    expect(listener.event).toHaveBeenCalledExactlyOnceWith({ event: "gone", data: { id: "7" } });
  });

  it("doesn't fight for its place when the session has too many streams", () => {
    connection.watch({ open: "7", list: [] });
    last()?.dispatchEvent(new MessageEvent("end", { data: '{"reason":"limit"}' }));
    expect(listener.event).not.toHaveBeenCalled();
    expect(last()?.closed).toBe(true);
    vi.advanceTimersByTime(59_000);
    expect(FakeSource.all).toHaveLength(1);
  });

  it("is lost after two and a half heartbeats of silence, and comes back", () => {
    connection.watch({ open: "7", list: [] });
    last()?.onopen?.();
    vi.advanceTimersByTime(HEARTBEAT_MS);
    last()?.onmessage?.();
    const heardAt = Date.now();
    vi.advanceTimersByTime(2.5 * HEARTBEAT_MS);
    expect(listener.lost).toHaveBeenLastCalledWith(null);
    vi.advanceTimersByTime(HEARTBEAT_MS / 2);
    // What is shown was true then, however late the silence was noticed.
    expect(listener.lost).toHaveBeenLastCalledWith(heardAt);
    expect(FakeSource.all[0]?.closed).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(streams()).toEqual(["/api/live?open=7"]);
    last()?.onopen?.();
    expect(listener.lost).toHaveBeenLastCalledWith(null);
    expect(listener.missed).toHaveBeenCalledOnce();
  });

  it("is not lost while heartbeats or events arrive", () => {
    connection.watch({ open: "7", list: [] });
    last()?.onopen?.();
    for (let n = 0; n < 20; n += 1) {
      vi.advanceTimersByTime(2 * HEARTBEAT_MS);
      last()?.onmessage?.();
      vi.advanceTimersByTime(2 * HEARTBEAT_MS);
      last()?.dispatchEvent(new MessageEvent("gone", { data: '{"id":"7"}' }));
    }
    expect(FakeSource.all).toHaveLength(1);
  });

  it("gives up on an answer that never comes, and asks less and less often", () => {
    connection.watch({ open: "7", list: [] });
    vi.advanceTimersByTime(3 * HEARTBEAT_MS + 2_000);
    expect(streams()).toHaveLength(1);
    expect(FakeSource.all).toHaveLength(2);
    vi.advanceTimersByTime(10 * HEARTBEAT_MS);
    expect(FakeSource.all.length).toBeLessThan(6);
    // Whether the session has ended only a read can tell.
    expect(listener.missed).toHaveBeenCalled();
    // It was never heard: the moment stays, and those who count from it go on.
    expect(listener.lost).toHaveBeenCalledOnce();
  });

  it("is opened anew at once when the device wakes, and reads what was missed", () => {
    connection.watch({ open: "7", list: [] });
    last()?.onopen?.();
    vi.advanceTimersByTime(HEARTBEAT_MS);
    // Timers stood still, the time of day went on.
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(HEARTBEAT_MS / 2 + 1);
    expect(FakeSource.all.map(({ closed }) => closed)).toEqual([true, false]);
    last()?.onopen?.();
    expect(listener.lost).toHaveBeenLastCalledWith(null);
    expect(listener.missed).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(HEARTBEAT_MS);
    expect(FakeSource.all).toHaveLength(2);
  });

  it("keeps its address short", () => {
    const list = Array.from({ length: 500 }, (_, at) => String(1_000_000_000 + at));
    expect(liveAddress({ open: null, list })?.length).toBeLessThan(2_500);
  });
});

/** Tabs as a browser has them: messages come later, to the others alone, and one of those who stand leads. */
class FakeBrowser {
  readonly #heard = new Map<string, (message: TabMessage) => void>();
  readonly #standing: (() => void)[] = [];

  tab(name: string): TabGroup {
    return {
      tab: name,
      tell: (message) =>
        queueMicrotask(() => {
          for (const [tab, heard] of this.#heard) {
            if (tab !== name) heard(message);
          }
        }),
      hear: (heard) => {
        this.#heard.set(name, heard);
        return () => this.#heard.delete(name);
      },
      stand: (elected) => {
        this.#standing.push(elected);
        if (this.#standing.length === 1) queueMicrotask(elected);
        return () => {
          const led = this.#standing[0] === elected;
          this.#standing.splice(this.#standing.indexOf(elected), 1);
          const next = this.#standing[0];
          if (led && next) queueMicrotask(next);
        };
      },
    };
  }
}

describe("the tabs of one browser", () => {
  const settle = () => vi.advanceTimersByTimeAsync(0);
  let browser: FakeBrowser;
  const open = async (name: string, targets: { open: string | null; list: string[] }) => {
    const heard = listening();
    const tab = new LiveConnection(heard, browser.tab(name));
    const close = tab.start();
    tab.watch(targets);
    await settle();
    return { heard, tab, close };
  };
  beforeEach(() => {
    browser = new FakeBrowser();
  });

  it("share one stream, that follows what both show, and its events", async () => {
    const first = await open("a", { open: "7", list: [] });
    const second = await open("b", { open: null, list: ["1", "7"] });
    expect(streams()).toEqual(["/api/live?open=7&list=1,7"]);
    last()?.onopen?.();
    last()?.dispatchEvent(new MessageEvent("gone", { data: '{"id":"1"}' }));
    await settle();
    expect(second.heard.lost).toHaveBeenLastCalledWith(null);
    for (const { heard } of [first, second]) {
      expect(heard.event).toHaveBeenCalledExactlyOnceWith({ event: "gone", data: { id: "1" } });
      expect(heard.missed).not.toHaveBeenCalled();
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(streams()).toHaveLength(1);
    first.close();
    second.close();
  });

  it("tell one that comes later what the stream said before", async () => {
    const first = await open("a", { open: null, list: ["1", "2"] });
    last()?.onopen?.();
    last()?.dispatchEvent(new MessageEvent("gone", { data: '{"id":"1"}' }));
    const second = await open("b", { open: null, list: ["1", "2"] });
    expect(FakeSource.all).toHaveLength(1);
    expect(second.heard.event).toHaveBeenCalledWith({ event: "gone", data: { id: "1" } });
    first.close();
    second.close();
  });

  it("hand the stream on when its tab leaves, and read once what was missed", async () => {
    const first = await open("a", { open: "7", list: [] });
    const second = await open("b", { open: "7", list: [] });
    last()?.onopen?.();
    await settle();
    first.close();
    await settle();
    expect(streams()).toEqual(["/api/live?open=7"]);
    expect(FakeSource.all).toHaveLength(2);
    last()?.onopen?.();
    expect(second.heard.missed).toHaveBeenCalledExactlyOnceWith({ open: "7", list: [] });
    second.close();
    expect(streams()).toEqual([]);
  });

  it("have streams of their own where one can't follow both, until it can", async () => {
    const first = await open("a", { open: "7", list: [] });
    const second = await open("b", { open: "8", list: [] });
    expect(streams()).toEqual(["/api/live?open=7", "/api/live?open=8"]);
    second.tab.watch({ open: null, list: ["7"] });
    await settle();
    expect(streams()).toEqual(["/api/live?open=7&list=7"]);
    first.close();
    second.close();
  });

  it("don't wait long for a leader that says nothing", async () => {
    const heard = listening();
    const mute: TabGroup = { ...browser.tab("b"), stand: () => () => undefined };
    const tab = new LiveConnection(heard, mute);
    const close = tab.start();
    tab.watch({ open: "7", list: [] });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(streams()).toEqual(["/api/live?open=7"]);
    close();
  });
});
