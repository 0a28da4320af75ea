import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { HostView } from "@/lib/hosts/host-view";
import type { Locale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { HostsLive } from "../live/hosts-live";
import { type NextSteps, NextStepsAround, useNextStep, useSupport } from "../operate/next-step";
import { NoHosts } from "./no-hosts";

const NOTHING: NextSteps = { pay: null, order: null, support: null, provider: "Halden", customer: "10001" };
const command = async () => ({ ok: true as const });

function drawn(inside: ReactNode, steps: NextSteps, locale: Locale = "en"): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesFor(locale)} timeZone="UTC">
      <HostsLive session="s" command={command} seed="x" now={0} zone={null}>
        <NextStepsAround steps={steps}>{inside}</NextStepsAround>
      </HostsLive>
    </NextIntlClientProvider>,
  );
}

/** Address and words of each key, in their order. */
const keysOf = (html: string) =>
  [...html.matchAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g)].map(([, href, text]) => [href, text]);

describe("the page of a customer without a host", () => {
  const order = "https://shop.example/order?c={customer}&h={host}";
  const support = "mailto:desk@shop.example";

  it("offers the provider's shop and desk, and to look again", () => {
    expect(keysOf(drawn(<NoHosts known unreadable={null} />, { ...NOTHING, order, support }))).toEqual([
      ["https://shop.example/order?c=10001&amp;h=", "Order a host"],
      [support, "Contact support"],
      ["/hosts", "Refresh"],
    ]);
    expect(keysOf(drawn(<NoHosts known unreadable={null} />, { ...NOTHING, order }, "zh-CN"))).toEqual([
      ["https://shop.example/order?c=10001&amp;h=", "订购主机"],
      ["/hosts", "刷新"],
    ]);
  });

  it("has no key that leads nowhere where the provider set no link", () => {
    expect(keysOf(drawn(<NoHosts known unreadable={null} />, NOTHING))).toEqual([["/hosts", "Refresh"]]);
  });

  it("sends nobody to the shop while it isn't known yet whether there are hosts", () => {
    const html = drawn(<NoHosts known={false} unreadable={null} />, { ...NOTHING, order, support });
    expect(keysOf(html)).toEqual([["/hosts", "Refresh"]]);
    expect(html).toContain("Loading your hosts");
  });

  it("says that the list can't be read, what to quote, and sends nobody to the shop", () => {
    const what = "hyper: no column userid";
    const html = drawn(<NoHosts known unreadable={what} />, { ...NOTHING, order, support });
    expect(keysOf(html)).toEqual([
      [support, "Contact support"],
      ["/hosts", "Refresh"],
    ]);
    expect(html).toContain("Your hosts can’t be shown");
    expect(html).toContain(what);
  });
});

const Step = (more: Partial<HostView>) =>
  useNextStep({ id: "104", state: "suspended", ...more })?.href ?? "none";

describe("the link of a suspended host", () => {
  const href = (steps: Partial<NextSteps>) => drawn(<Step />, { ...NOTHING, ...steps });

  it("carries the customer's number and the host's where the provider wants them", () => {
    expect(href({ pay: "https://shop.example/{customer}/pay?h={host}" })).toBe(
      "https://shop.example/10001/pay?h=104",
    );
    expect(href({ pay: "https://shop.example/{customer}", customer: "a/b" })).toBe(
      "https://shop.example/a%2Fb",
    );
    expect(href({ support: "mailto:desk@shop.example" })).toBe("mailto:desk@shop.example");
    expect(href({})).toBe("none");
  });

  it("is the shop's own for that host where there is one, and none of its bills for a guest", () => {
    const steps = { ...NOTHING, pay: "https://shop.example/pay", support: "https://desk.example/?h={host}" };
    const renewUrl = "https://shop.example/renew/7";
    expect(drawn(<Step renewUrl={renewUrl} />, steps)).toBe(renewUrl);
    const guest = { role: "manage", mayReinstall: false } as const;
    expect(drawn(<Step guest={guest} />, steps)).toBe("https://desk.example/?h=104");
  });
});

const Asks = (about: { host?: string; operation?: string }) => useSupport(about);

it("asks for help with the customer's, the host's and the operation's numbers, empty where there is none", () => {
  const support = "https://desk.example/?c={customer}&h={host}&o={operation}";
  const href = (inside: ReactNode) => drawn(inside, { ...NOTHING, support }).replaceAll("&amp;", "&");
  expect(href(<Asks host="104" operation="b7" />)).toBe("https://desk.example/?c=10001&h=104&o=b7");
  expect(href(<Asks />)).toBe("https://desk.example/?c=10001&h=&o=");
});

const TrafficStep = () => useNextStep({ id: "104", state: "out-of-traffic" })?.href ?? "none";

it("leads from a host without traffic to where more is ordered, else to support", () => {
  const href = (steps: Partial<NextSteps>) => drawn(<TrafficStep />, { ...NOTHING, ...steps });
  const order = "https://shop.example/order";
  const support = "mailto:desk@shop.example";
  expect(href({ order, support, pay: "https://shop.example/pay" })).toBe(order);
  expect(href({ support })).toBe(support);
  expect(href({})).toBe("none");
});
