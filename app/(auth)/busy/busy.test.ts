import type { ServerResponse } from "node:http";
import { renderToStaticMarkup } from "react-dom/server";
import { createTranslator } from "use-intl/core";
import { beforeEach, expect, it, vi } from "vitest";
import { AT_ONCE, MOST_WAITING, takeTurn } from "@/lib/accounts/fair-share";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { newRequest, request, signInAs } from "@/lib/actions/testing/fake-request";
import { useTestDatabase } from "@/lib/db/testing";
import type { Locale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { endRequest, type RequestContext, runInRequest } from "@/lib/request-context";
import BusyPage from "./page";

useTestDatabase();
const shown = vi.hoisted(() => ({ locale: "en" as Locale }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({
  getTranslations: async (namespace: "entry.busy") =>
    createTranslator({
      locale: shown.locale,
      messages: messagesFor(shown.locale),
      namespace,
    }),
}));
vi.mock("@/app/(auth)/entry-page", () => ({
  EntryPage: ({ title, children }: { title: string; children: unknown }) => [title, children],
}));

const contextOf = (response?: object): RequestContext => ({
  requestId: "r",
  address: null,
  peer: null,
  release: [],
  response: response as ServerResponse | undefined,
});

async function open(next?: string | string[]) {
  const headers: Record<string, string> = {};
  const response = {
    headersSent: false,
    statusCode: 200,
    setHeader: (name: string, value: string) => {
      headers[name] = value;
    },
  };
  const page = await runInRequest(contextOf(response), () =>
    BusyPage({ searchParams: Promise.resolve({ next }) }),
  );
  return { status: response.statusCode, headers, html: renderToStaticMarkup(page) };
}

beforeEach(() => {
  shown.locale = "en";
});

it.each([
  ["en", "Too many requests", "Please wait a moment"],
  ["zh-CN", "请求过多", "请稍候"],
] as const)(
  "is a 429 with the seconds in its header, and says what to do: %s",
  async (locale, title, words) => {
    shown.locale = locale;
    const { status, headers, html } = await open("/hosts/101/network");
    expect([status, headers]).toEqual([429, { "retry-after": "10" }]);
    expect(html).toContain(title);
    expect(html).toContain(words);
    expect(html).toContain('href="/hosts/101/network"');
  },
);

it("leads back to a page of the panel's own and nowhere else", async () => {
  for (const next of [undefined, "//evil.example", "https://evil.example", "/\\evil.example", ["/a", "/b"]]) {
    expect((await open(next)).html).toContain('href="/hosts"');
  }
  expect((await open("/admin/customers?page=2")).html).toContain('href="/admin/customers?page=2"');
});

it("is where a page leads once too many requests of its account wait, and knows which page", async () => {
  const { accountId } = await signInAs("support");
  newRequest();
  request.headers.set("x-panel-path", "/admin/hosts?page=2");
  const others = Array.from({ length: AT_ONCE + MOST_WAITING }, () => contextOf());
  const taken = others.map((context) => runInRequest(context, () => takeTurn(accountId, "read")));
  const mine = contextOf();
  const asked = runInRequest(mine, requireViewer);
  await expect(asked).rejects.toMatchObject({
    digest: expect.stringContaining(`/busy?next=${encodeURIComponent("/admin/hosts?page=2")}`),
  });
  // A page that its own action draws anew has that action's turn.
  const click = contextOf();
  await runInRequest(click, async () => {
    expect(await takeTurn(accountId, "action")).toBe(true);
    expect(await requireViewer()).toMatchObject({ accountId });
  });
  for (const context of [...others, mine, click]) {
    endRequest(context);
  }
  await Promise.all(taken);
});
