import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { HostsLive } from "../live/hosts-live";
import { type Offered, OfferedAround } from "../offered";
import { aHost } from "../testing";
import { HostRow } from "./host-row";
import type { Picking } from "./picking";

const command = async () => ({ ok: true as const });

const row = (state: "running" | "off", offered: Offered, picking: Picking | null = null) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesFor("en")} timeZone="UTC">
      <HostsLive session="s" command={command} seed="x" now={0} zone={null}>
        <OfferedAround offered={offered}>
          <table>
            <tbody>
              <HostRow
                host={aHost({ state })}
                cpu={null}
                masterDownSince={null}
                picking={picking}
                picked={false}
                favourite={picking && true}
              />
            </tbody>
          </table>
        </OfferedAround>
      </HostsLive>
    </NextIntlClientProvider>,
  );

it("offers the console where the provider set one, and to whoever may touch the host", () => {
  const isOffered = (offered: Offered) => row("running", offered).includes("/console");
  expect(isOffered({ consoles: true, readOnly: false })).toBe(true);
  expect(isOffered({ consoles: false, readOnly: false })).toBe(false);
  expect(isOffered({ consoles: true, readOnly: true })).toBe(false);
});

it("has no key that starts a host for whoever only looks", () => {
  const starts = (offered: Offered) => row("off", offered).includes('type="submit"');
  expect(starts({ consoles: false, readOnly: false })).toBe(true);
  expect(starts({ consoles: false, readOnly: true })).toBe(false);
});

it("has a box and a star, each with the host's name, for whoever may ask something of it", () => {
  const offered = { consoles: false, readOnly: false };
  const shown = row("off", offered, () => {});
  expect(shown).toMatch(/type="checkbox" aria-label="Select [^"]+"/);
  expect(shown).toMatch(/aria-label="Favourite [^"]+" aria-pressed="true"/);
  expect(row("off", offered)).not.toMatch(/checkbox|aria-pressed/);
});
