import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import type { PowerControls } from "../power/use-power";
import { aHost, anOperation } from "../testing";
import { OperationStrip } from "./operation-strip";

const accepted = { acceptedAt: "2026-11-12T12:03:00.000Z", notReacting: true };

it.each([
  ["en", "This was accepted at 12:03, but nothing has happened since."],
  ["zh-CN", "请求已于 12:03 受理，但至今仍未生效。"],
] as const)(
  "says since when a system doesn't react, whatever time the setting allows it: %s",
  (locale, text) => {
    const going = anOperation(accepted);
    const host = aHost({ operation: going });
    const power = { inProgress: going, possible: host.possible } as PowerControls;
    const html = renderToStaticMarkup(
      <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
        <OperationStrip host={host} power={power} />
      </NextIntlClientProvider>,
    );
    expect(html).toContain(text);
    expect(html).not.toContain("5 minutes");
  },
);
