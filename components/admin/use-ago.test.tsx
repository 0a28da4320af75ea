import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { useAgo } from "./use-ago";

const NOW = new Date("2026-03-31T12:00:00Z");

function Ago({ at }: { at: string }) {
  return <>{useAgo()(at)}</>;
}

const ago = (at: string, locale: "en" | "zh-CN" = "en") =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={{}} timeZone="UTC" now={NOW}>
      <Ago at={at} />
    </NextIntlClientProvider>,
  );

it("tells the second week in days, so that two ages in it can be told apart", () => {
  expect(ago("2026-03-25T11:00:00Z")).toBe("6 days ago");
  expect(ago("2026-03-23T11:00:00Z")).toBe("8 days ago");
  expect(ago("2026-03-18T11:00:00Z")).toBe("13 days ago");
  expect(ago("2026-03-16T11:00:00Z")).toBe("2 weeks ago");
  expect(ago("2026-03-23T11:00:00Z", "zh-CN")).toBe("8 天前");
});
