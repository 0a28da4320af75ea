import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Meter } from "./meter";

const isNear = (used: number, limit: number, work?: boolean) =>
  renderToStaticMarkup(<Meter used={used} limit={limit} label="x" work={work} />).includes("fill-warn");

it("what runs out is told before it has, and work that is done is not", () => {
  expect([0, 449, 450, 500, 501].map((used) => isNear(used, 500))).toEqual([false, false, true, true, true]);
  expect([450, 500].map((used) => isNear(used, 500, true))).toEqual([false, false]);
});
