import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import type { OperationView } from "@/lib/operations/operation-view";
import type { PowerControls } from "../power/use-power";
import { aHost, anOperation } from "../testing";
import { NextStepsAround } from "./next-step";
import { OperationStrip } from "./operation-strip";

const accepted = { acceptedAt: "2026-11-12T12:03:00.000Z", notReacting: true };

const drawn = (
  locale: "en" | "zh-CN",
  operation: OperationView,
  inProgress: OperationView | null,
  support: string | null = null,
) => {
  const host = aHost({ name: "web01", operation });
  const steps = { pay: null, order: null, support, customer: null, provider: "Fjordhost" };
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
      <NextStepsAround steps={steps}>
        <OperationStrip
          host={host}
          power={{ inProgress, possible: host.possible } as PowerControls}
          operation={operation}
          close={() => {}}
        />
      </NextStepsAround>
    </NextIntlClientProvider>,
  );
};

it.each([
  ["en", "The request was accepted at 12:03, but nothing has happened since."],
  ["zh-CN", "请求已于 12:03 受理，但至今仍未生效。"],
] as const)(
  "says since when a system doesn't react, whatever time the setting allows it: %s",
  (locale, text) => {
    const going = anOperation(accepted);
    const html = drawn(locale, going, going);
    expect(html).toContain(text);
    expect(html).not.toContain("5 minutes");
  },
);

it.each([
  ["en", "Nothing to do for web01.", "Already running."],
  ["zh-CN", "web01 无需操作。", "主机已在运行"],
] as const)("calls no failure what was so already: %s", (locale, title, why) => {
  const endedAt = new Date().toISOString();
  const moot = { outcome: "not-sent", notSentCause: "already-running", startedAt: endedAt, endedAt } as const;
  const html = drawn(locale, anOperation({ kind: "start", ...moot }), null);
  expect(html).toContain(title);
  expect(html).toContain(why);
  expect(html).toContain("tone-off");
});

it.each([
  ["remove-port", "Nothing to do for web01.", "This entry had already been removed.", "tone-off"],
  [
    "reinstall",
    "web01 was not reinstalled.",
    "This choice is no longer available for this host. Choose another one.",
    "tone-alert",
  ],
] as const)("says of what was no longer listed what that means: %s", (kind, title, why, tone) => {
  const endedAt = new Date().toISOString();
  const gone = { outcome: "not-sent", notSentCause: "not-listed", startedAt: endedAt, endedAt } as const;
  const html = drawn("en", anOperation({ kind, ...gone }), null);
  expect(html).toContain(title);
  expect(html).toContain(why);
  expect(html).toContain(tone);
});

it("says of a reinstall that failed that there may be no system left", () => {
  const endedAt = new Date().toISOString();
  const html = drawn(
    "en",
    anOperation({ kind: "reinstall", outcome: "failed", startedAt: endedAt, endedAt }),
    null,
  );
  expect(html).toContain("The reinstall of web01 was not completed.");
  expect(html).toContain("may not have a working operating system");
});

it("leads to the provider's support from what was refused, and from nothing that is done", () => {
  const endedAt = new Date().toISOString();
  const link = 'href="https://support.example"';
  const ended = (outcome: "refused" | "done") =>
    drawn(
      "en",
      anOperation({ kind: "start", outcome, startedAt: endedAt, endedAt }),
      null,
      "https://support.example",
    );
  expect(ended("refused")).toContain(link);
  expect(ended("done")).not.toContain(link);
});

it.each([
  ["en", "create-snapshot", "Saving the disks", "web01_20261202063229"],
  ["zh-CN", "create-snapshot", "正在保存磁盘", "web01_20261202063229"],
  ["en", "restore-snapshot", "Restoring the disks", "web01_20261202063229"],
  ["en", "reinstall", "Installing the system", "nothing"],
] as const)("tells the steps of %s %s, and no time of RStack's clock", (locale, kind, said, unsaid) => {
  const going = anOperation({
    kind,
    subject: "web01_20261202063229",
    subjectAt: "2026-11-12T05:32:29.000Z",
    steps: [{ name: "copying", at: "2026-11-12T12:00:01.000Z" }],
  });
  const html = drawn(locale, going, going);
  expect(html).toContain(said);
  expect(html).not.toContain(unsaid);
  expect(html.includes("05:32")).toBe(kind !== "create-snapshot");
});
