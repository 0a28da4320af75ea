import { expect, it, vi } from "vitest";
import type { z } from "zod";
import { STAFF_COMMANDS } from "@/lib/fleet/hosts/commands";
import { newHostFields } from "@/lib/fleet/hosts/new-host-form";
import { formTexts } from "./form-texts";

vi.mock("next-intl/server", async () => {
  const { createFormatter, createTranslator } = await import("next-intl");
  const { messagesFor } = await import("@/lib/i18n/messages");
  const locale = "en";
  return {
    getFormatter: async () => createFormatter({ locale, timeZone: "UTC" }),
    getTranslations: async (namespace?: never) =>
      createTranslator({ locale, messages: messagesFor(locale), namespace }),
  };
});

/** Not typed, or with a sentence of its own. */
const WITHOUT = ["formKey", "bind", "typedName"];

it("each field of a staff form about a host that can fail is called by its label in the fault", async () => {
  const { fields } = await formTexts();
  const typed: [string, z.ZodType][] = [
    newHostFields,
    ...Object.values(STAFF_COMMANDS).map((one) => one.fields),
  ]
    .flatMap((form) => Object.entries<z.ZodType>(form))
    // A box is ticked or not.
    .filter(([, field]) => field.safeParse("2").success || !field.safeParse("1").success)
    .filter(([name, field]) => !WITHOUT.includes(name) && !field.safeParse("\t".padEnd(9_999, "?")).success);
  expect(typed.length).toBeGreaterThan(40);
  expect(typed.map(([name]) => name).filter((name) => !fields[name])).toEqual([]);
  expect(fields).toMatchObject({
    moreTrafficGb: "Additional traffic per month",
    systemDiskLinuxGb: "Linux disk",
    newOwner: "Customer number of the new owner",
  });
});
