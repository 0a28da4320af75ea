import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { CreateSummary } from "./create-summary";

const TEXTS = {
  ...{
    title: "Summary",
    name: "Host name",
    customer: "Customer",
    place: "Region",
    node: "Node",
    plan: "Plan",
  },
  ...{ image: "Image", addresses: "Addresses", custom: "Custom", cpu: "CPU", memory: "Memory", disk: "Disk" },
  ...{ noName: "Enter a host name", noCustomer: "Choose a customer", noImage: "Choose an image" },
  noAddresses: "None",
};

const lineOf = (customer: string | null, initial: Record<string, string>) =>
  /class="create-line[^"]*">([^<]*)</.exec(
    renderToStaticMarkup(
      <CreateSummary
        texts={TEXTS}
        customer={customer}
        place="Amsterdam"
        node={null}
        plans={[]}
        images={[{ id: "11", name: "Debian 13", family: "debian" }]}
        initial={initial}
      />,
    ),
  )?.[1];

it("names what is missing in the order of the steps, and addresses never", () => {
  expect(lineOf(null, {})).toBe("Choose a customer · Choose an image · Enter a host name");
  expect(lineOf("Northwind", { name: "web" })).toBe("Choose an image");
  expect(lineOf("Northwind", { name: "web", image: "11", ipv4Count: "1" })).toBe(
    "Amsterdam · Debian 13 · 1 IPv4",
  );
});
