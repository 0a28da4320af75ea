import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveConnection, type LiveListener, liveAddress } from "./live-connection";

class FakeSource extends EventTarget {
  static all: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
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

let listener: { [K in keyof LiveListener]: ReturnType<typeof vi.fn<LiveListener[K]>> };
let connection: LiveConnection;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", new EventTarget());
  FakeSource.all = [];
  page.hidden = false;
  listener = { event: vi.fn(), connected: vi.fn(), missed: vi.fn() };
  connection = new LiveConnection(listener);
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
    expect(listener.connected).toHaveBeenLastCalledWith(true);
    expect(listener.missed).not.toHaveBeenCalled();
  });

  it("comes back after a loss and reads once what was missed", () => {
    connection.watch({ open: "7", list: [] });
    last()?.onopen?.();
    last()?.onerror?.();
    expect(listener.connected).toHaveBeenLastCalledWith(false);
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
    connection.yieldPlace();
    vi.advanceTimersByTime(59_000);
    expect(FakeSource.all).toHaveLength(1);
  });

  it("keeps its address short", () => {
    const list = Array.from({ length: 500 }, (_, at) => String(1_000_000_000 + at));
    expect(liveAddress({ open: null, list })?.length).toBeLessThan(2_500);
  });
});
