import { describe, expect, it } from "vitest";
import { endedBetween, laterOperation, looksSame, mergeHost, putInList, withOperation } from "./merge-hosts";
import { aHost, anOperation } from "./testing";

const inProgress = anOperation();
const done = anOperation({ outcome: "done", endedAt: "2026-11-12T12:00:30.000Z" });
const later = anOperation({ id: "b", kind: "force-stop", startedAt: "2026-11-12T12:01:00.000Z" });

describe("what the browser knows of a host", () => {
  it("never sets an operation that has ended back to going", () => {
    expect(laterOperation(done, inProgress)).toBe(done);
    expect(laterOperation(inProgress, done)).toBe(done);
  });

  it("takes the operation that began later, whichever is told first", () => {
    expect(laterOperation(later, done)).toBe(later);
    expect(laterOperation(done, later)).toBe(later);
    expect(laterOperation(null, inProgress)).toBe(inProgress);
  });

  it("keeps the newer state where an older answer comes late", () => {
    const known = aHost({ state: "off", stateAsOf: "2026-11-12T12:05:00.000Z" });
    const late = aHost({ state: "running", stateAsOf: "2026-11-12T12:00:00.000Z", name: "renamed" });
    expect(mergeHost(known, late)).toMatchObject({ state: "off", name: "renamed" });
    expect(mergeHost(late, known)).toMatchObject({ state: "off" });
  });

  it("keeps a state that was read where an answer from before the first reading comes late", () => {
    const known = aHost({ state: "running", stateAsOf: "2026-11-12T12:05:00.000Z" });
    const unread = aHost({ state: "unknown", stateAsOf: null, name: "renamed" });
    expect(mergeHost(known, unread)).toMatchObject({ state: "running", name: "renamed" });
    expect(mergeHost(unread, known)).toMatchObject({ state: "running" });
  });

  it("looks the same where the same state was only read later, unless that time is what is shown", () => {
    const read = (at: string, state: "running" | "unknown" = "running") =>
      aHost({ state, stateAsOf: `2026-11-12T12:0${at}:00.000Z` });
    expect(looksSame(read("1"), read("2"))).toBe(true);
    expect(looksSame(read("1", "unknown"), read("2", "unknown"))).toBe(false);
    expect(looksSame(read("1"), { ...read("2"), name: "renamed" })).toBe(false);
    expect(looksSame(read("1"), { ...read("1"), state: "off" })).toBe(false);
  });

  it("puts a host in its place, or adds it", () => {
    const list = {
      hosts: [aHost({ id: "1" }), aHost({ id: "2" })],
      asOf: null,
      masterDownSince: null,
      unreadable: null,
    };
    expect(putInList(list, aHost({ id: "1", state: "off" })).hosts.map((h) => h.state)).toEqual([
      "off",
      "running",
    ]);
    expect(putInList(list, aHost({ id: "3" })).hosts.map((h) => h.id)).toEqual(["1", "2", "3"]);
  });

  it("blocks the other keys as soon as an operation is known, and not what the server had blocked", () => {
    expect(withOperation(aHost(), inProgress).possible.restart).toBe("operation-in-progress");
    const readOnly = aHost({ possible: { ...aHost().possible, stop: "read-only" } });
    expect(withOperation(readOnly, inProgress).possible).toBe(readOnly.possible);
  });
});

describe("an end that one saw", () => {
  it("is told once: from going to ended, or of one that came and went unseen", () => {
    expect(endedBetween(aHost({ operation: inProgress }), aHost({ operation: done }))).toBe(done);
    expect(endedBetween(aHost(), aHost({ operation: done }))).toBe(done);
    expect(endedBetween(aHost({ operation: done }), aHost({ operation: done }))).toBeNull();
  });

  it("is none while it goes, and none in the first picture", () => {
    expect(endedBetween(aHost(), aHost({ operation: inProgress }))).toBeNull();
    expect(endedBetween(undefined, aHost({ operation: done }))).toBeNull();
  });
});
