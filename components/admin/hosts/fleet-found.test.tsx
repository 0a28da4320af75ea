import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { FleetFound } from "./fleet-found";

const NOW = new Date("2026-11-25T12:00:00.000Z");
const READ = {
  ...{ finishedAt: "2026-11-25T11:57:00.000Z", rows: 3 },
  ...{ readingSince: null, restsUntil: null, failedAt: null, heldBackAt: null },
};
type Pace = Parameters<typeof FleetFound>[0]["pace"];

const said = (locale: "en" | "zh-CN", pace: Pace, rows = 3) =>
  /data-as-of[^>]*>([^<]*)/.exec(
    renderToStaticMarkup(
      <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC" now={NOW}>
        <FleetFound reading={READ} rows={rows} pace={pace} readNow={async () => ({ ok: true })} />
      </NextIntlClientProvider>,
    ),
  )?.[1];

it("says when the whole list is read again, as this master and the settings have it", () => {
  expect(said("en", null)).toBe("List read from RStack 3 minutes ago. States in the table update live.");
  expect(said("en", null, 0)).toBe("List read from RStack 3 minutes ago.");
  expect(said("en", { everyMs: 300_000, forStaff: false })).toContain(
    "ago. It refreshes every 5 minutes. States",
  );
  expect(said("en", { everyMs: 90_000, forStaff: true })).toContain(
    "refreshes every 1.5 minutes while this page is open.",
  );
  expect(said("en", { everyMs: 60_000, forStaff: false })).toContain("refreshes every minute.");
  expect(said("zh-CN", { everyMs: 60_000, forStaff: false })).toContain("，每分钟刷新一次；");
  expect(said("zh-CN", { everyMs: 900_000, forStaff: true })).toBe(
    "3 分钟前从 RStack 读取列表，页面打开期间每 15 分钟刷新一次；表中的状态实时更新。",
  );
});
