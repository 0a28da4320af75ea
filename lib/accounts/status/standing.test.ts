import { expect, it } from "vitest";
import { type CustomerLook, type Standing, standingAfter } from "./standing";

const T0 = new Date("2026-11-25T12:00:00Z");
const after = (seconds: number) => new Date(T0.getTime() + seconds * 1000);
const is = (status: Standing["status"], doubtSince: Date | null = null): Standing => ({ status, doubtSince });

it.each<[string, Standing, CustomerLook, number, Standing]>([
  ["a first word lets in", is("unconfirmed"), "active", 0, is("active")],
  ["status 1 puts out at once", is("active"), "disabled", 0, is("disabled")],
  ["no row once: stays in, in doubt", is("active"), "missing", 0, is("active", T0)],
  ["two rows once: stays in, in doubt", is("active"), "ambiguous", 0, is("active", T0)],
  ["a second look too early does not count", is("active", T0), "missing", 19, is("active", T0)],
  ["a second look puts out", is("active", T0), "missing", 20, is("missing")],
  ["a second look of another kind puts out too", is("active", T0), "ambiguous", 20, is("ambiguous")],
  ["a good second look ends the doubt", is("active", T0), "active", 20, is("active")],
  ["silence changes nothing", is("active"), "silent", 1e6, is("active")],
  ["silence does not put out who is in doubt", is("active", T0), "silent", 1e6, is("active", T0)],
  ["silence does not let in", is("unconfirmed"), "silent", 1e6, is("unconfirmed")],
  ["who was never in needs no second look", is("unconfirmed"), "missing", 0, is("missing")],
  ["a customer who is back is in again", is("missing"), "active", 0, is("active")],
])("%s", (_what, was, look, seconds, next) => {
  expect(standingAfter(was, look, after(seconds), 20_000)).toEqual(next);
});
