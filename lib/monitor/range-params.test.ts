import { expect, it } from "vitest";
import { readRangeParams } from "./range-params";

const NOW = 1_800_000_000;
const read = (query: string) => readRangeParams(new URLSearchParams(query), NOW);

it("takes Unix seconds and ISO 8601, and nothing that is loose", () => {
  expect(read(`from=${NOW - 3_600}&to=${NOW}&points=870`)).toEqual({
    from: NOW - 3_600,
    to: NOW,
    points: 870,
    format: "json",
    zone: null,
  });
  expect(read("from=2027-01-14T08:00:00Z&to=2027-01-15T09:00:00%2B01:00")).toMatchObject({
    from: 1_799_913_600,
    to: 1_800_000_000,
    points: 700,
  });
  const good = `from=${NOW - 3_600}&to=${NOW}`;
  expect(read(`${good}&format=csv&zone=Asia/Shanghai`)?.zone).toBe("Asia/Shanghai");
  for (const bad of [
    "",
    `from=${NOW}&to=${NOW}`,
    `from=${NOW}&to=${NOW - 1}`,
    `from=${NOW - 33 * 86_400}&to=${NOW}`,
    `from=${NOW - 401 * 86_400}&to=${NOW - 400 * 86_400}`,
    `from=${NOW}&to=${NOW + 3 * 86_400}`,
    `from=-1&to=${NOW}`,
    `from=2027-01-14&to=${NOW}`,
    `from=1e9&to=${NOW}`,
    `${good}&points=0`,
    `${good}&points=99999`,
    `${good}&points=1.5`,
    `${good}&from=${NOW - 60}`,
    `${good}&vmid=5`,
    `${good}&format=xml`,
    `${good}&zone=Mars/Base`,
  ]) {
    expect(read(bad), bad).toBeNull();
  }
});
