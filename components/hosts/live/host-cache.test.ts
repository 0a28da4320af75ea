import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HostListView } from "@/lib/hosts/host-view";
import { aHost, anOperation } from "../testing";
import { type Ended, HostCache } from "./host-cache";

const aList = (...hosts: HostListView["hosts"]): HostListView => ({
  hosts,
  asOf: null,
  masterDownSince: null,
  unreadable: null,
});
const ended = vi.fn<Ended>();
let cache: HostCache;

beforeEach(() => {
  vi.useFakeTimers();
  ended.mockReset();
  cache = new HostCache(ended);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the browser's copy", () => {
  it("shows one host alike on the list and on its page, and leaves the others as they are", () => {
    const [a, b] = [aHost({ id: "1" }), aHost({ id: "2" })];
    cache.putList(aList(a, b));
    cache.apply({ event: "host", data: aHost({ id: "1", state: "off" }) });
    vi.runAllTimers();
    expect(cache.host("1")?.state).toBe("off");
    expect(cache.known.list?.hosts[0]).toEqual(cache.host("1"));
    expect(cache.known.list?.hosts[1]).toBe(cache.host("2"));
  });

  it("keeps what is told again as it was, and tells nobody", () => {
    const told = aList(aHost({ id: "1" }), aHost({ id: "2" }));
    cache.putList(told);
    expect(cache.known.list).toBe(told);
    const heard = vi.fn();
    cache.subscribe(heard);
    cache.apply({ event: "host", data: aHost({ id: "1" }) });
    vi.runAllTimers();
    cache.putHost(aHost({ id: "2" }));
    expect(heard).not.toHaveBeenCalled();
    expect(cache.known.list).toBe(told);
    cache.putList(structuredClone(told));
    expect(cache.known.list).toBe(told);
  });

  it("has those on which something goes on, in the same array until that changes", () => {
    const busy = aHost({ id: "1", operation: anOperation({ outcome: "open" }) });
    cache.putList(aList(busy, aHost({ id: "2" })));
    const before = cache.known.running;
    expect(before).toEqual([busy]);
    cache.putHost(aHost({ id: "2", state: "off" }));
    expect(cache.known.running).toBe(before);
    cache.putHost(aHost({ id: "1", operation: anOperation({ outcome: "done" }) }));
    expect(cache.known.running).toEqual([]);
  });

  it("tells of events that come together once", () => {
    cache.putList(aList(aHost({ id: "1" }), aHost({ id: "2" })));
    const heard = vi.fn();
    cache.subscribe(heard);
    cache.apply({ event: "host", data: aHost({ id: "1", state: "off" }) });
    cache.apply({ event: "host", data: aHost({ id: "2", state: "off" }) });
    expect(heard).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(heard).toHaveBeenCalledOnce();
  });

  it("tells apart what is gone from what nobody told", () => {
    cache.putList(aList(aHost({ id: "1" })));
    cache.apply({ event: "gone", data: { id: "1" } });
    expect(cache.host("1")).toBeNull();
    expect(cache.host("2")).toBeUndefined();
    expect(cache.known.list?.hosts).toEqual([]);
    // A page that was drawn before brings it back no more; the stream does.
    cache.putHost(aHost({ id: "1" }));
    expect(cache.host("1")).toBeNull();
    cache.apply({ event: "host", data: aHost({ id: "1" }) });
    vi.runAllTimers();
    expect(cache.host("1")).toMatchObject({ id: "1" });
  });

  it("says once that an operation ended, and never for one that had ended before one looked", () => {
    const inProgress = anOperation({ outcome: "open" });
    const done = { ...inProgress, outcome: "done", endedAt: "2026-11-12T12:00:05.000Z" } as const;
    cache.putHost(aHost({ id: "9", operation: done }));
    cache.putHost(aHost({ operation: inProgress }));
    expect(ended).not.toHaveBeenCalled();
    cache.putHost(aHost({ operation: done }));
    cache.putList(aList(aHost({ operation: done })));
    expect(ended).toHaveBeenCalledOnce();
  });

  it("shows what an action answered before the stream says so, and tells its readers", () => {
    cache.putList(aList(aHost()));
    const heard = vi.fn();
    const leave = cache.subscribe(heard);
    cache.putOperation("1", anOperation({ id: "b" }));
    expect(cache.host("1")?.operation?.id).toBe("b");
    expect(heard).toHaveBeenCalledOnce();
    leave();
    cache.putMaster("2026-11-12T12:00:00.000Z");
    expect(heard).toHaveBeenCalledOnce();
  });

  it("takes the master's silence with a list", () => {
    expect(cache.known.masterDownSince).toBeUndefined();
    cache.putList({ ...aList(), masterDownSince: "2026-11-12T12:00:00.000Z" });
    expect(cache.known.masterDownSince).toBe("2026-11-12T12:00:00.000Z");
    cache.apply({ event: "master", data: { masterDownSince: null, asOf: null } });
    expect(cache.known.masterDownSince).toBeNull();
  });
});
