import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ACTION_CODES } from "@/lib/action-result";
import { messagesFor } from "@/lib/i18n/messages";
import { ACCENT_FAULTS } from "@/lib/provider/accent";
import { PNG_FAULTS } from "@/lib/provider/png";
import { FORM_FAULTS } from "@/lib/provider/read-form";
import { useAuditOutcome } from "./audit-words";

function Outcome({ code }: { code: string }) {
  return useAuditOutcome()({ operation: false, outcome: code });
}

/** What an action of staff's gives as its reason, wherever it is written. */
const REASONS = [
  ...[...FORM_FAULTS, ...ACCENT_FAULTS, ...PNG_FAULTS],
  ...["bad-username", "bad-email", "username-taken", "email-taken", "yourself", "number-taken", "has-hosts"],
  ...["typed", "not-mailed", "no-email", "over", "too-early", "needed", "no-such-customer", "unconfirmed"],
];

it.each(["en", "zh-CN"] as const)("why something was not done is told in words, in %s", (locale) => {
  const told = (code: string) =>
    renderToStaticMarkup(
      <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
        <Outcome code={code} />
      </NextIntlClientProvider>,
    );
  expect([...ACTION_CODES, ...REASONS].filter((code) => told(code).endsWith(`${code}”`))).toEqual([]);
  expect(told("newer-than-this")).toMatch(/^(Not completed: |未完成：)“newer-than-this”$/);
});
