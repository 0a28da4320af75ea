import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { aHost } from "../testing";
import { TagProblem } from "./tag-key";

const HOSTS = ["web01", "web02", "web03"].map((name, n) => aHost({ id: String(101 + n), name }));

const said = (locale: "en" | "zh-CN", full: number, selected = HOSTS) => {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
      <TagProblem
        selected={selected}
        result={{
          ...{ ok: false, code: "not-possible", reason: "tags-full" },
          hosts: HOSTS.slice(0, full).map(({ id }) => id),
        }}
      />
    </NextIntlClientProvider>,
  );
  return html.replaceAll(/<[^>]*>/g, "");
};

it("names the hosts that have as many tags as there may be", () => {
  expect(said("en", 2)).toBe(
    "These hosts already have 10 tags: web01 and web02. The tag was added to the others.",
  );
  expect(said("zh-CN", 2)).toBe("以下 2 台主机已有 10 个标签：web01和web02。其余主机已添加该标签。");
});

it("says nothing of others where there are none", () => {
  expect(said("en", 1, HOSTS.slice(0, 1))).toBe("This host already has 10 tags: web01.");
});
