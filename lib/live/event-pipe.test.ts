import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HEARTBEAT_MS } from "../hosts/host-view";
import { type EventPipe, eventPipe } from "./event-pipe";

const closed = vi.fn();
let pipe: EventPipe;
let heard: string;

beforeEach(() => {
  vi.useFakeTimers();
  closed.mockReset();
  heard = "";
  pipe = eventPipe(closed);
  const reader = pipe.readable.getReader();
  const decoder = new TextDecoder();
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard += decoder.decode(part.value);
    }
  })();
});
afterEach(() => {
  pipe.close();
  vi.useRealTimers();
});

/** As a browser takes it apart: the names of what it was told, "message" for an event without one. */
const events = () =>
  heard
    .split("\n\n")
    .filter((block) => /^data:?/m.test(block))
    .map((block) => /^event: (.*)$/m.exec(block)?.[1] ?? "message");
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const gone = { event: "gone", data: { id: "7" } } as const;

it("sends a heartbeat event while there is nothing to tell", async () => {
  await pass(HEARTBEAT_MS - 1);
  expect(events()).toEqual([]);
  await pass(2 * HEARTBEAT_MS + 1);
  expect(events()).toEqual(["message", "message", "message"]);
});

it("sends no heartbeat after another event", async () => {
  for (let n = 0; n < 5; n += 1) {
    await pass(HEARTBEAT_MS - 1);
    pipe.send(gone);
  }
  await pass(HEARTBEAT_MS - 1);
  expect(events()).toEqual(["gone", "gone", "gone", "gone", "gone"]);
  await pass(1);
  expect(events().at(-1)).toBe("message");
});

it("leaves no timer behind, whichever side closes", async () => {
  pipe.close();
  expect(vi.getTimerCount()).toBe(0);
  const other = eventPipe(closed);
  await other.readable.cancel();
  expect(vi.getTimerCount()).toBe(0);
  expect(closed).toHaveBeenCalledTimes(2);
});

it("closes on a browser that takes nothing any more", () => {
  const other = eventPipe(closed);
  for (let n = 0; n < 300; n += 1) {
    other.send(gone);
  }
  expect(closed).toHaveBeenCalledOnce();
});
