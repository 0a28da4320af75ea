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

const said = (locale: "en" | "zh-CN") =>
  /data-as-of[^>]*>([^<]*)/.exec(
    renderToStaticMarkup(
      <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC" now={NOW}>
        <FleetFound reading={READ} readNow={async () => ({ ok: true })} />
      </NextIntlClientProvider>,
    ),
  )?.[1];

it("says how old the list is", () => {
  expect(said("en")).toBe("Synced 3 minutes ago");
  expect(said("zh-CN")).toBe("3 分钟前同步");
});
