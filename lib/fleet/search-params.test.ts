import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/db/testing";
import { knownCustomers } from "./customers/known-customers";
import { pageOf } from "./search-params";

useTestDatabase();

test("whatever an address says, a page is a whole number that the database can count to", async () => {
  expect(["3", "1.3", "-1", "0", "", "x", ["1", "2"], undefined].map(pageOf)).toEqual([
    3, 1, 1, 1, 1, 1, 1, 1,
  ]);
  for (const page of ["1.3", "1e308", "99999999999999999999"]) {
    expect((await knownCustomers(pageOf(page))).customers).toEqual([]);
  }
});
