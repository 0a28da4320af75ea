import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { aHost } from "../testing";
import { FactsCard } from "./facts-card";

const make = { systemDiskGb: null, dataDiskGb: null, portMbit: null };

it.each([
  ["en", "Tags"],
  ["zh-CN", "标签"],
] as const)("shows a host's tags, and no line without any: %s", (locale, name) => {
  const drawn = (tags: string[]) =>
    renderToStaticMarkup(
      <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
        <FactsCard host={aHost({ tags })} make={make} />
      </NextIntlClientProvider>,
    );
  expect(drawn(["eu", "shop"])).toMatch(new RegExp(`<dt>${name}</dt><dd[^>]*>#eu #shop</dd>`));
  expect(drawn([])).not.toContain(name);
});
