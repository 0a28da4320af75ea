import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ACTION_CODES } from "@/lib/action-result";
import { messagesFor } from "@/lib/i18n/messages";
import { ACCENT_FAULTS } from "@/lib/provider/accent";
import { PNG_FAULTS } from "@/lib/provider/png";
import { FORM_FAULTS } from "@/lib/provider/read-form";
import { useAuditOutcome, useAuditSubject } from "./audit-words";

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

function Subject({ action }: { action: string }) {
  const detail = JSON.stringify({ snapshotName: "vm-101-20261125", subjectAt: "2026-11-25T06:00:00.000Z" });
  return useAuditSubject()({ action, subject: "vm-101-20261125", operation: true, detail });
}

it("a snapshot is told by the time it was made, not by its name in RStack", () => {
  const told = (action: string) =>
    renderToStaticMarkup(
      <NextIntlClientProvider locale="en" messages={messagesFor("en")} timeZone="UTC">
        <Subject action={action} />
      </NextIntlClientProvider>,
    );
  expect(told("restore-snapshot")).toBe("Nov 25, 06:00");
  expect(told("create-snapshot")).toBe("");
});
