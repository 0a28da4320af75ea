import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { TrafficUsed } from "./traffic-used";

const drawn = (trafficUsedGb: number, trafficLimitGb: number | null) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesFor("en")} timeZone="UTC">
      <TrafficUsed of={{ trafficUsedGb, trafficLimitGb }} />
    </NextIntlClientProvider>,
  );

it("what is used up stands out, to the last GB of it, and nothing without a limit does", () => {
  const standsOut = (used: number, limit: number | null) => drawn(used, limit).includes("text-bad-ink");
  expect(standsOut(500, 500)).toBe(true);
  expect(standsOut(499, 500)).toBe(false);
  expect(standsOut(500, 0)).toBe(false);
  expect(standsOut(500, null)).toBe(false);
});
