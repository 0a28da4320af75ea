import { text } from "node:stream/consumers";
import { NextIntlClientProvider } from "next-intl";
import { prerenderToNodeStream } from "react-dom/static";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { HostsLive } from "../live/hosts-live";
import { type Offered, OfferedAround } from "../offered";
import { aHost } from "../testing";
import { HostRow } from "./host-row";
import type { Picking } from "./picking";

const command = async () => ({ ok: true as const });

/** With what comes in scripts of its own. */
const row = async (state: "running" | "off", offered: Offered, picking: Picking | null = null) => {
  const { prelude } = await prerenderToNodeStream(
    <NextIntlClientProvider locale="en" messages={messagesFor("en")} timeZone="UTC">
      <HostsLive session="s" command={command} seed="x" now={0} zone={null}>
        <OfferedAround offered={offered}>
          <table>
            <tbody>
              <HostRow
                host={aHost({ state })}
                cpu={null}
                masterDownSince={null}
                paid={false}
                picking={picking}
                picked={false}
              />
            </tbody>
          </table>
        </OfferedAround>
      </HostsLive>
    </NextIntlClientProvider>,
  );
  return text(prelude);
};

it("offers the console where the provider set one, and to whoever may touch the host", async () => {
  const isOffered = async (offered: Offered) => (await row("running", offered)).includes("/console");
  expect(await isOffered({ consoles: true, readOnly: false })).toBe(true);
  expect(await isOffered({ consoles: false, readOnly: false })).toBe(false);
  expect(await isOffered({ consoles: true, readOnly: true })).toBe(false);
});

it("has no key that starts a host for whoever only looks", async () => {
  const starts = async (offered: Offered) => (await row("off", offered)).includes('type="submit"');
  expect(await starts({ consoles: false, readOnly: false })).toBe(true);
  expect(await starts({ consoles: false, readOnly: true })).toBe(false);
});

it("has a box with the host's name for whoever may ask something of it", async () => {
  const offered = { consoles: false, readOnly: false };
  const shown = await row("off", offered, () => {});
  expect(shown).toMatch(/type="checkbox" aria-label="Select [^"]+"/);
  expect(await row("off", offered)).not.toContain("checkbox");
});
