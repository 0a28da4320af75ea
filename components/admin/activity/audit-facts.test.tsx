import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Locale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { useAuditFacts } from "./audit-facts";

function Facts({ detail, subject }: { detail: object; subject: string | null }) {
  const facts = useAuditFacts("Asia/Shanghai")({ action: "", detail: JSON.stringify(detail), subject });
  return facts.map(([name, value]) => (
    <p key={String(name)}>
      {name}: {value}
    </p>
  ));
}

const factsIn = (locale: Locale, detail: object, subject: string | null = null): string[] =>
  [
    ...renderToStaticMarkup(
      <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
        <Facts detail={detail} subject={subject} />
      </NextIntlClientProvider>,
    ).matchAll(/<p>(.*?)<\/p>/g),
  ].map(([, fact]) => (fact ?? "").replace(/<[^>]*>/g, ""));

const NEWS = {
  ...{ textEn: "We move", textZh: "机房搬迁", tone: "warning" },
  ...{ from: "2026-11-26T00:00:00.000Z", until: "" },
};

it("an announcement's fields are named in the reader's language, its times in their zone", () => {
  expect(factsIn("en", NEWS, "We move")).toEqual([
    "In Chinese: 机房搬迁",
    "Type: Warning",
    "From: Nov 26, 2026, 08:00",
  ]);
  expect(factsIn("zh-CN", NEWS, "We move")).toEqual([
    "中文内容: 机房搬迁",
    "类型: 警告",
    "开始时间: 2026年11月26日 08:00",
  ]);
});

it("codes are told in words, what a person typed is not", () => {
  expect(factsIn("en", { kind: "create-snapshot" })).toEqual(["Operation: Create snapshot"]);
  expect(factsIn("zh-CN", { kind: "start" })).toEqual(["操作: 开机"]);
  expect(factsIn("en", { place: "node:3", image: "11" })).toEqual(["Region or node: node 3", "Image ID: 11"]);
  expect(factsIn("en", { changes: { status: "-1", remark: "true", memoryMb: 4096 } })).toEqual([
    ...["Status: Suspended", "Remark: true", "Memory (MB): 4096"],
  ]);
  expect(factsIn("zh-CN", { en1: "Terms", href1: "https://a.example" })).toEqual([
    ...["法律链接 2 英文名称: Terms", "法律链接 2: https://a.example"],
  ]);
  expect(factsIn("en", { cause: "signed-out", newer: { a: 1 } })).toEqual([
    "Reason: Ended when the person who opened it signed out.",
    "newer: {&quot;a&quot;:1}",
  ]);
});

it("facts of a form stand in its order, and codes with numbers are told in words", () => {
  const links = { en0: "Terms", pay: "https://pay.example", zh0: "条款", href0: "https://a.example" };
  expect(factsIn("en", { ...links, order: "https://order.example" })).toEqual([
    ...["Order link: https://order.example", "Payment link: https://pay.example"],
    ...["Legal link 1, English name: Terms", "Legal link 1, Chinese name: 条款"],
    "Legal link 1: https://a.example",
  ]);
  expect(factsIn("en", { by: "hand-over" })).toEqual(["Reason: change of owner"]);
  expect(factsIn("zh-CN", { expiresAt: "90 d", systemDiskGb: "50,40" })).toEqual([
    ...["有效期: 90 天", "系统盘（GB）: Windows 50，Linux 40"],
  ]);
});

/** Every fact that the sources put into the audit, or into the ledger beside a command of staff's. */
const FACTS = [
  ...["name", "letters", "accent", "removed", "support", "order", "pay", "en0", "zh1", "href3"],
  ...["textEn", "textZh", "tone", "from", "until", "zone", "account", "place", "image", "operation"],
  ...["by", "to", "settled", "forced", "consoleId", "cause", "bindNow", "disks", "newPassword", "domain"],
  ...["insidePort", "mappingId", "port", "user", "snapshotName", "mediumId", "owner", "ipv4", "ipv6"],
  ...["kind", "status", "areaId", "nodeId", "moreIpv4", "moreIpv6", "systemDiskGb", "cpuCores", "memoryMb"],
  ...["memoryMinMb", "memoryBufferPercent", "memoryWeight", "cpuWeight", "cpuLimitPercent", "dataDiskGb"],
  ...["systemDiskIoMb", "dataDiskIoMb", "portMbit", "trafficLimitGb", "trafficUsedGb", "trafficResetAt"],
  ...["reinstallsUsed", "lastReinstallOn", "snapshotQuota", "backupQuota", "portQuota", "domainQuota"],
  "remark",
];

it.each(["en", "zh-CN"] as const)("every fact has a name: %s", (locale) => {
  const told = factsIn(locale, Object.fromEntries(FACTS.map((name) => [name, "7"])));
  expect(told).toHaveLength(FACTS.length);
  const raw = FACTS.filter((name, at) => told[at]?.startsWith(name));
  expect(raw).toEqual([]);
});
