import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { HostView } from "@/lib/hosts/host-view";
import { messagesFor } from "@/lib/i18n/messages";
import { StateWord } from "../state-word";
import { aHost } from "../testing";
import { Clock } from "../time/clock";
import { AddressCell } from "./host-cells";

const drawn = (inside: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesFor("en")} timeZone="UTC">
      <Clock now={0}>{inside}</Clock>
    </NextIntlClientProvider>,
  );
const at = (addresses: Partial<HostView["addresses"]>) =>
  drawn(
    <AddressCell
      host={aHost({
        addresses: {
          main: "172.16.3.6",
          untoldInside: false,
          told: true,
          more: [],
          shared: null,
          remotePort: null,
          ...addresses,
        },
      })}
    />,
  );

it("an address that may lead nowhere is shown as an inside one, and can't be copied", () => {
  const unknown = at({ untoldInside: true });
  expect(unknown).toContain("172.16.3.6");
  expect(unknown).toContain("Private address");
  expect(unknown).not.toContain("<button");
  const known = at({ shared: { publicAddress: "198.51.100.7", publicPort: 24_022 } });
  expect(known).toContain("198.51.100.7");
  expect(known).toContain("<button");
  expect(known).not.toContain("172.16.3.6");
});

it("a state that was never asked for is being looked up, and is no fault", () => {
  const host = aHost({ state: "unknown", stateAsOf: null });
  const words = drawn(<StateWord host={host} inProgress={null} />);
  expect(words).toContain('data-state="unknown"');
  expect(words).toMatch(/>Checking…</);
  expect(drawn(<StateWord host={aHost({ state: "unknown" })} inProgress={null} />)).toContain("Unknown");
});
