import { expect, it } from "vitest";
import { callerSignal, endRequest, type RequestContext, runInRequest } from "./request-context";

const request = (): RequestContext => ({ requestId: "r", address: null, peer: null, release: [] });

it("aborts the work of a caller who hung up, and of no other", async () => {
  const [gone, other] = [request(), request()];
  const signal = await runInRequest(gone, async () => callerSignal());
  const others = runInRequest(other, callerSignal);
  expect(signal?.aborted).toBe(false);
  endRequest(gone);
  expect(signal?.aborted).toBe(true);
  expect(others?.aborted).toBe(false);
});

it("knows at once that the caller has gone already", () => {
  const gone = request();
  endRequest(gone);
  expect(runInRequest(gone, callerSignal)?.aborted).toBe(true);
});

it("knows no caller outside of a request", () => {
  expect(callerSignal()).toBeNull();
});
