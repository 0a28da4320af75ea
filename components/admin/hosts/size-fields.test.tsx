import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { messagesFor } from "@/lib/i18n/messages";
import { MACHINE_FIELDS, PLAN_FIELDS } from "@/lib/rstack/host-fields";
import { PlanFields, RareFields, SizeFields } from "./size-fields";

const namesIn = (children: React.ReactNode) =>
  [
    ...renderToStaticMarkup(
      <NextIntlClientProvider locale="en" timeZone="UTC" messages={messagesFor("en")}>
        {children}
      </NextIntlClientProvider>,
    ).matchAll(/ name="([^"]+)"/g),
  ].map(([, name]) => name);

test("a form asks for each of its fields, with a box beside those that a code stands for", () => {
  const plan = namesIn(<PlanFields />);
  expect(plan.filter((name) => !name?.endsWith("-coded"))).toEqual(PLAN_FIELDS);
  expect(plan).toContain("trafficLimitGb-coded");
  expect(plan).not.toContain("portQuota-coded");
  const machine = namesIn(
    <SizeFields names={MACHINE_FIELDS} values={{ memoryMb: 2048, memoryMinMb: 1024 }} memory />,
  );
  expect(new Set(machine)).toEqual(
    new Set([
      ...MACHINE_FIELDS,
      "memory",
      "cpuLimitPercent-coded",
      "systemDiskIoMb-coded",
      "dataDiskIoMb-coded",
    ]),
  );
  expect(namesIn(<RareFields values={{}} />)).toEqual(["cpuWeight", "memoryBufferPercent", "memoryWeight"]);
});
