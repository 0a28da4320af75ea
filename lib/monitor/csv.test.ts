import { expect, it } from "vitest";
import { csvHead, csvRows } from "./csv";
import { bySeries, SERIES } from "./samples";

it("has every sample, with the customer's own time and what that is ahead of UTC", () => {
  const times = [Date.parse("2026-10-25T00:59:16Z") / 1000, Date.parse("2026-10-25T01:00:16Z") / 1000];
  const samples = {
    times,
    memoryTotal: [1_024, null],
    values: bySeries((series) => [SERIES.indexOf(series), null]),
  };
  expect(csvRows(samples, "Europe/Berlin")).toBe(
    '"2026-10-25 02:59:16 +02:00",0,1,2,3,4,5,6,7,1024\r\n"2026-10-25 02:00:16 +01:00",,,,,,,,,\r\n',
  );
  const head = csvHead({ time: "Time, Berlin", memoryTotal: "of", series: bySeries((series) => series) });
  expect(head).toBe(
    '\uFEFF"Time, Berlin","cpu","memory","systemRead","systemWrite","dataRead","dataWrite","up","down","of"\r\n',
  );
});
