import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Meter } from "./meter";

const tone = (used: number, limit: number, work?: boolean) =>
  /meter-\w+/.exec(renderToStaticMarkup(<Meter used={used} limit={limit} label="x" work={work} />))?.[0];

it("what runs out is told before it has, and work that is done is not", () => {
  expect([0, 449, 450, 499.9, 500, 501].map((used) => tone(used, 500))).toEqual([
    ...[undefined, undefined, "meter-near", "meter-near", "meter-over", "meter-over"],
  ]);
  expect([450, 500].map((used) => tone(used, 500, true))).toEqual([undefined, undefined]);
});
