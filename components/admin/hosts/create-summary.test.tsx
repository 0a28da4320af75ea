import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { CreateSummary } from "./create-summary";

const lineOf = (customer: string | null, initial: Record<string, string>) =>
  /class="create-line[^"]*">([^<]*)</.exec(
    renderToStaticMarkup(
      <NextIntlClientProvider locale="en" timeZone="UTC" messages={messagesFor("en")}>
        <CreateSummary
          customer={customer}
          place="Amsterdam"
          node={null}
          plans={[]}
          images={[{ id: "11", name: "Debian 13", family: "debian" }]}
          initial={initial}
        />
      </NextIntlClientProvider>,
    ),
  )?.[1];

it("names what is missing in the order of the steps, and addresses never", () => {
  expect(lineOf(null, {})).toBe("Choose a customer · Choose an image · Enter a host name");
  expect(lineOf("Northwind", { name: "web" })).toBe("Choose an image");
  expect(lineOf("Northwind", { name: "web", image: "11", ipv4Count: "1" })).toBe(
    "Amsterdam · Debian 13 · 1 IPv4",
  );
});
