import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import { answered, type FormAction } from "./answered";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const press = (action: FormAction) => answered(action)(null, new FormData());
const refusal = (reason: string) => ({ ok: false, code: "internal", reason });

it("a press whose request fails isn't certain to have arrived", async () => {
  await expect(press(() => Promise.reject(new TypeError("Failed to fetch")))).resolves.toEqual(
    refusal("lost"),
  );
});

it("a press without any answer ends, and until that one has ended nothing is sent behind it", async () => {
  let answer = (_: ActionResult) => {};
  const first = new Promise<ActionResult>((resolve) => {
    answer = resolve;
  });
  const told = press(() => first);
  await vi.advanceTimersByTimeAsync(65_000);
  await expect(told).resolves.toEqual(refusal("lost"));

  const second = vi.fn<FormAction>().mockResolvedValue({ ok: true });
  await expect(press(second)).resolves.toEqual(refusal("unsent"));
  expect(second).not.toHaveBeenCalled();

  answer({ ok: true });
  await vi.advanceTimersByTimeAsync(0);
  await expect(press(second)).resolves.toEqual({ ok: true });
  // An answer in time leaves nothing behind that would hold the next one back.
  await vi.advanceTimersByTimeAsync(65_000);
  await expect(press(second)).resolves.toEqual({ ok: true });
});

it("a press that the server refused unread says the limit and its seconds", async () => {
  const refused = new Error("Too Many Requests: try again in 2 s\n");
  await expect(press(() => Promise.reject(refused))).resolves.toEqual({
    ok: false,
    code: "too-many",
    waitSeconds: 2,
  });
});

it("a press that found the panel's database silent did nothing", async () => {
  const refused = new Error("Service Unavailable: the database is silent\n");
  await expect(press(() => Promise.reject(refused))).resolves.toEqual(refusal("unsent"));
});

it("a press of a page that is older than the panel was not sent", async () => {
  const unknown = Object.assign(new Error("Server Action was not found"), {
    name: "UnrecognizedActionError",
  });
  await expect(press(() => Promise.reject(unknown))).resolves.toEqual(refusal("outdated"));
});

it("the same form sent again without an answer has the same key, and any other form or a later one a new key", async () => {
  const form = (note: string) => {
    const data = new FormData();
    data.set("formKey", "of-the-page");
    data.set("note", note);
    return data;
  };
  const keys: unknown[] = [];
  const send = (note: string, action: FormAction) =>
    answered<object>((previous, data) => {
      keys.push(data.get("formKey"));
      return action(previous, data);
    })(null, form(note));
  const lost: FormAction = () => Promise.reject(new TypeError("Failed to fetch"));
  await send("one", lost);
  await send("one", lost);
  await send("two", lost);
  await send("one", async () => ({ ok: true }));
  await send("one", async () => ({ ok: true }));
  const [first, again, other, answer, later] = keys;
  expect([again, answer]).toEqual([first, first]);
  expect(new Set([first, other, later, "of-the-page"]).size).toBe(4);
});

it("an answer takes away the keys of its own host's forms, and of no other's", async () => {
  const keyOf = async (fields: Record<string, string>, action: FormAction) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, formKey: "of the server" }))
      form.set(name, value);
    await answered(action)(null, form);
    return form.get("formKey");
  };
  const lost: FormAction = () => Promise.reject(new TypeError("Failed to fetch"));
  const [order, start] = [{ name: "web1" }, { vmid: "101", kind: "start" }];
  const [ordered, started] = [await keyOf(order, lost), await keyOf(start, lost)];
  await keyOf({ name: "web2" }, async () => ({ ok: true }));
  await keyOf({ vmid: "102", kind: "start" }, async () => ({ ok: true }));
  expect([await keyOf(order, lost), await keyOf(start, lost)]).toEqual([ordered, started]);
  // Stopped since: another Start is another command.
  await keyOf({ vmid: "101", kind: "stop" }, async () => ({ ok: true }));
  expect(await keyOf(start, lost)).not.toBe(started);
});
