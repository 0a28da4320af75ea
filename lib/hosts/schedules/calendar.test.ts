import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockOf, EVERY_DAY, nextTime, readClock, type ScheduleTime, timesUntil } from "./calendar";
import { readSchedule } from "./read-schedule";

const at = (clock: string, timeZone: string, days: readonly number[] = EVERY_DAY): ScheduleTime => ({
  days,
  minuteOfDay: readClock(clock) ?? 0,
  timeZone,
});
const next = (time: ScheduleTime, after: string) => nextTime(time, new Date(after)).toISOString();
/** All times from one moment to another. */
function between(time: ScheduleTime, from: string, to: string): string[] {
  const times: string[] = [];
  for (let now = new Date(from); ; ) {
    now = nextTime(time, now);
    if (now.getTime() > Date.parse(to)) {
      return times;
    }
    times.push(now.toISOString());
  }
}

describe("the next time", () => {
  it("is today's while it is to come, and tomorrow's from that very minute on", () => {
    const time = at("03:00", "Asia/Shanghai");
    expect(next(time, "2026-05-01T18:59:59.999Z")).toBe("2026-05-01T19:00:00.000Z");
    expect(next(time, "2026-05-01T19:00:00.000Z")).toBe("2026-05-02T19:00:00.000Z");
  });

  it("is on a chosen day of that zone, not of UTC", () => {
    // Friday 23:30 UTC is Saturday in Berlin.
    expect(next(at("02:00", "Europe/Berlin", [6]), "2026-05-01T23:30:00Z")).toBe("2026-05-02T00:00:00.000Z");
    expect(next(at("02:00", "Europe/Berlin", [5]), "2026-05-01T23:30:00Z")).toBe("2026-05-08T00:00:00.000Z");
    expect(between(at("12:00", "UTC", [1, 4]), "2026-05-01T00:00:00Z", "2026-05-15T00:00:00Z")).toEqual([
      "2026-05-04T12:00:00.000Z",
      "2026-05-07T12:00:00.000Z",
      "2026-05-11T12:00:00.000Z",
      "2026-05-14T12:00:00.000Z",
    ]);
  });

  it.each([
    // The clock goes from 02:00 to 03:00: what would be at 02:30 is an hour later by the clock.
    [
      "Europe/Berlin",
      "02:30",
      "2026-03-28T12:00:00Z",
      ["2026-03-29T01:30:00.000Z", "2026-03-30T00:30:00.000Z"],
    ],
    [
      "America/New_York",
      "02:30",
      "2026-03-07T20:00:00Z",
      ["2026-03-08T07:30:00.000Z", "2026-03-09T06:30:00.000Z"],
    ],
    [
      "Australia/Lord_Howe",
      "02:15",
      "2026-10-03T00:00:00Z",
      ["2026-10-03T15:45:00.000Z", "2026-10-04T15:15:00.000Z"],
    ],
    // In Santiago and Cairo midnight itself is left out.
    [
      "America/Santiago",
      "00:30",
      "2026-09-05T12:00:00Z",
      ["2026-09-06T04:30:00.000Z", "2026-09-07T03:30:00.000Z"],
    ],
  ])("in %s a time that the clock leaves out comes once, in that night", (zone, clock, from, times) => {
    const to = new Date(Date.parse(times[1] ?? "") + 1).toISOString();
    expect(between(at(clock, zone), from, to)).toEqual(times);
  });

  it.each([
    [
      "Europe/Berlin",
      "02:30",
      "2026-10-24T12:00:00Z",
      ["2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"],
    ],
    [
      "America/New_York",
      "01:30",
      "2026-10-31T12:00:00Z",
      ["2026-11-01T05:30:00.000Z", "2026-11-02T06:30:00.000Z"],
    ],
    [
      "Australia/Sydney",
      "02:00",
      "2026-04-04T00:00:00Z",
      ["2026-04-04T15:00:00.000Z", "2026-04-05T16:00:00.000Z"],
    ],
  ])("in %s a time that the clock shows twice comes once, the first time", (zone, clock, from, times) => {
    const to = new Date(Date.parse(times[1] ?? "") + 1).toISOString();
    expect(between(at(clock, zone), from, to)).toEqual(times);
  });

  it("comes once for each day of the calendar, in every zone, whatever its clock does", () => {
    const zones = ["Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "UTC"];
    const more = ["Asia/Kathmandu", "Pacific/Apia", "Pacific/Kiritimati", "America/Santiago", "Africa/Cairo"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones, ...more),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 360 }),
        (timeZone, minuteOfDay, day) => {
          const from = Date.UTC(2026, 0, 1 + day, 0, 0, 0);
          const to = new Date(from + 30 * 86_400_000).toISOString();
          const times = between({ days: EVERY_DAY, minuteOfDay, timeZone }, new Date(from).toISOString(), to);
          const dates = times.map((time) =>
            new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(time)),
          );
          expect(new Set(dates).size).toBe(dates.length);
          expect(dates.length).toBeGreaterThanOrEqual(29);
          expect(dates.length).toBeLessThanOrEqual(31);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("times that nobody saw", () => {
  it("are all told, up to now, with the first that is to come", () => {
    const time = at("03:00", "UTC");
    const { due, next: coming } = timesUntil(
      time,
      new Date("2026-05-01T03:00:00Z"),
      new Date("2026-05-03T03:00:00Z"),
    );
    expect(due.map((one) => one.toISOString().slice(0, 10))).toEqual([
      "2026-05-01",
      "2026-05-02",
      "2026-05-03",
    ]);
    expect(coming.toISOString()).toBe("2026-05-04T03:00:00.000Z");
  });

  it("are none where the first is to come", () => {
    const due = new Date("2026-05-01T03:00:00Z");
    expect(timesUntil(at("03:00", "UTC"), due, new Date("2026-05-01T02:00:00Z"))).toEqual({
      due: [],
      next: due,
    });
  });

  it("are cut off after a hundred, and go on from now", () => {
    const now = new Date("2027-05-01T04:00:00Z");
    const { due, next: coming } = timesUntil(at("03:00", "UTC"), new Date("2026-05-01T03:00:00Z"), now);
    expect(due).toHaveLength(100);
    expect(coming.toISOString()).toBe("2027-05-02T03:00:00.000Z");
  });
});

describe("the form", () => {
  const right = {
    clock: "23:05",
    timeZone: "Europe/Berlin",
    keep: "3",
    days: [true, false, false, false, false, false, true],
  };

  it("is read with its days, minute and number", () => {
    expect(readSchedule("create-snapshot", right)).toEqual({
      ok: true,
      wanted: { days: [1, 7], minuteOfDay: 1385, timeZone: "Europe/Berlin", keep: 3 },
    });
    expect(readSchedule("stop", { ...right, keep: "" })).toMatchObject({ ok: true, wanted: { keep: null } });
    expect(clockOf(1385)).toBe("23:05");
  });

  it("means every day where none is ticked", () => {
    expect(readSchedule("create-snapshot", { ...right, days: [] })).toMatchObject({
      wanted: { days: [1, 2, 3, 4, 5, 6, 7] },
    });
  });

  it.each([
    ["clock", { clock: "24:00" }],
    ["clock", { clock: "3:00" }],
    ["timeZone", { timeZone: "Mars/Olympus" }],
    ["timeZone", { timeZone: "" }],
    ["keep", { keep: "0" }],
    ["keep", { keep: "101" }],
    ["keep", { keep: "-1" }],
  ])("says that %s is wrong", (field, change) => {
    expect(readSchedule("create-snapshot", { ...right, ...change })).toEqual({
      ok: false,
      fields: { [field]: field },
    });
  });
});
