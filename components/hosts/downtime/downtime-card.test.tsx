import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Locale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { type DowntimeCause, monthsOf } from "@/lib/monitor/downtime/downtime-view";
import { DowntimeCard } from "./downtime-card";

const HOUR = 3_600;
const NOON = Date.parse("2026-12-01T12:00:00Z") / 1000;
const span = (from: number, hours: number, cause: DowntimeCause) => ({
  from,
  to: from + hours * HOUR,
  cause,
});
const FOUND = [span(NOON, 5, "customer"), span(NOON + 10 * HOUR, 2, "silence")];
const LISTED = [
  ...([
    { from: "2026-12-01T12:00:00Z", to: "2026-12-01T17:00:00Z", minutes: 300, cause: "customer" },
  ] as const),
  ...([{ from: "2026-12-01T22:00:00Z", to: null, minutes: 120, cause: "silence" }] as const),
];

const drawn = (locale: Locale, view: Partial<Parameters<typeof DowntimeCard>[0]["view"]> = {}) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
      <DowntimeCard view={{ isLearnt: true, months: monthsOf(FOUND, "UTC"), longest: LISTED, ...view }} />
    </NextIntlClientProvider>,
  ).replace(/<[^>]+>/g, "|");

it("tells how long a host didn't run each month, by cause, and the longest times, in both languages", () => {
  const english = drawn("en");
  expect(english).toContain("December 2026");
  expect(english).toMatch(/5 hr 0 min.*Customer command.*5 hr 0 min.*No data from the platform.*2 hr 0 min/);
  expect(english).toMatch(/Dec 1, 12:00 – Dec 1, 17:00/);
  expect(english).toContain("since Dec 1, 22:00");
  expect(drawn("zh-CN")).toMatch(/2026年12月.*用户操作.*平台无数据/);
});

it("says that nothing was missed, and that causes aren't known yet", () => {
  expect(drawn("en", { months: [], longest: [] })).toContain("No downtime recorded");
  expect(drawn("en", { isLearnt: false })).toContain("isn’t known yet");
});

it("leads staff from a node's times to the host", () => {
  const longest = LISTED.slice(0, 1).map((one) => ({ ...one, hostId: "101", hostName: "web01" }));
  const markup = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesFor("en")} timeZone="UTC">
      <DowntimeCard view={{ isLearnt: true, months: monthsOf(FOUND, "UTC"), longest }} />
    </NextIntlClientProvider>,
  );
  expect(markup).toContain('href="/admin/hosts/101"');
});
