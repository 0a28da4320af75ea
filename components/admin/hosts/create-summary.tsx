"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { DescriptionList } from "@/components/ui/page/facts";
import type { HostPlan } from "@/lib/provider/plan";
import type { OfferedImage } from "./create-sections";

interface CreateSummaryProps {
  /** Chosen before the form. */
  customer: string | null;
  place: string | null;
  /** Where one was named. */
  node: string | null;
  plans: HostPlan[];
  images: OfferedImage[];
  /** What the form's fields begin with, for the server, which has no form to read. */
  initial: Record<string, string>;
}

interface Shown {
  name: string;
  value?: string | null;
  none?: string;
}

/** What would be made, in the order in which it is chosen. */
export function CreateSummary({ customer, place, node, plans, images, initial }: CreateSummaryProps) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-created");
  const own = useRef<HTMLDivElement>(null);
  const typed = useTyped(own, initial);
  const plan = plans.find(({ id }) => id === typed.plan);
  const disks = [typed.systemDiskGb, typed.dataDiskGb].map(Number).filter((gb) => gb > 0);
  const addresses = [
    typed.ipv4 || (Number(typed.ipv4Count) > 0 && `${typed.ipv4Count} IPv4`),
    typed.ipv6 || (Number(typed.ipv6Count) > 0 && `${typed.ipv6Count} IPv6`),
  ];
  // A plan's stand in its tile.
  const size: Shown[] = [
    { name: w("cpu"), value: typed.cpuCores },
    {
      name: w("memory"),
      value: Number(typed.memoryMb) > 0 && `${Math.round(Number(typed.memoryMb) / 1024)} GB`,
    },
    { name: w("disk"), value: disks.map((gb) => `${gb} GB`).join(" + ") },
  ].flatMap(({ name, value }) => (plan || !value ? [] : { name, value }));
  const facts: Shown[] = [
    { name: w("customer"), value: customer, none: t("not.customer") },
    ...(place ? [{ name: w("region"), value: place }] : []),
    ...(node ? [{ name: w("node"), value: node }] : []),
    ...(plans.length > 0 ? [{ name: w("plan"), value: plan?.name ?? t("custom") }] : []),
    ...size,
    {
      name: t("image"),
      value: images.find(({ id }) => id === typed.image)?.name,
      none: t("not.image"),
    },
    { name: w("addresses"), value: addresses.filter(Boolean).join(", "), none: w("none") },
    { name: w("hostName"), value: typed.name, none: t("not.name") },
  ];
  // What has to be chosen yet, else what was.
  const needed = facts.flatMap(({ name, value, none }) =>
    value || name === w("addresses") ? [] : (none ?? []),
  );
  const chosen = facts.slice(1, -1).flatMap((fact) => (size.includes(fact) ? [] : fact.value));
  return (
    <div ref={own} className="grid gap-3">
      <h2 className="font-semibold text-14 max-lg:hidden">{t("summary")}</h2>
      {/* On a phone, in place of all that: it stays in sight with the key. */}
      <p
        className={
          needed.length > 0
            ? "create-line text-13 text-warn-ink lg:hidden"
            : "create-line text-13 text-ink-2 lg:hidden"
        }
      >
        {(needed.length > 0 ? needed : chosen).filter(Boolean).join(" · ")}
      </p>
      <DescriptionList
        className="max-lg:hidden"
        facts={facts.map(({ name, value, none }) => [
          name,
          <span key={name} className={none && needed.includes(none) ? "text-warn-ink" : undefined}>
            {value || none}
          </span>,
        ])}
      />
    </div>
  );
}

/** What stands in the fields of the form around it; never the password. */
function useTyped(
  inside: RefObject<HTMLElement | null>,
  initial: Record<string, string>,
): Record<string, string> {
  const [typed, setTyped] = useState(initial);
  useEffect(() => {
    // While React hides what is still coming, there is no form to read: what it begins with stays.
    const read = () => {
      const form = inside.current?.closest("form");
      const fields = form ? [...new FormData(form)] : [];
      if (fields.length === 0) {
        return;
      }
      setTyped(
        Object.fromEntries(
          fields.flatMap(([name, value]) =>
            typeof value === "string" && name !== "password" ? [[name, value]] : [],
          ),
        ),
      );
    };
    read();
    document.addEventListener("input", read);
    return () => document.removeEventListener("input", read);
  }, [inside]);
  return typed;
}
