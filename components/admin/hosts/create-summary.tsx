"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { DescriptionList } from "@/components/ui/page/facts";
import type { HostPlan } from "@/lib/provider/plan";
import type { OfferedImage } from "./create-sections";

export interface SummaryTexts {
  title: string;
  name: string;
  customer: string;
  place: string;
  node: string;
  plan: string;
  image: string;
  addresses: string;
  custom: string;
  cpu: string;
  memory: string;
  disk: string;
  /** In place of what isn't chosen yet. */
  noName: string;
  noCustomer: string;
  noImage: string;
  noAddresses: string;
}

interface CreateSummaryProps {
  texts: SummaryTexts;
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
export function CreateSummary({ texts, customer, place, node, plans, images, initial }: CreateSummaryProps) {
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
    { name: texts.cpu, value: typed.cpuCores },
    {
      name: texts.memory,
      value: Number(typed.memoryMb) > 0 && `${Math.round(Number(typed.memoryMb) / 1024)} GB`,
    },
    { name: texts.disk, value: disks.map((gb) => `${gb} GB`).join(" + ") },
  ].flatMap(({ name, value }) => (plan || !value ? [] : { name, value }));
  const facts: Shown[] = [
    { name: texts.customer, value: customer, none: texts.noCustomer },
    ...(place ? [{ name: texts.place, value: place }] : []),
    ...(node ? [{ name: texts.node, value: node }] : []),
    ...(plans.length > 0 ? [{ name: texts.plan, value: plan?.name ?? texts.custom }] : []),
    ...size,
    {
      name: texts.image,
      value: images.find(({ id }) => id === typed.image)?.name,
      none: texts.noImage,
    },
    { name: texts.addresses, value: addresses.filter(Boolean).join(", "), none: texts.noAddresses },
    { name: texts.name, value: typed.name, none: texts.noName },
  ];
  // What has to be chosen yet, else what was.
  const needed = facts.flatMap(({ name, value, none }) =>
    value || name === texts.addresses ? [] : (none ?? []),
  );
  const chosen = facts.slice(1, -1).flatMap((fact) => (size.includes(fact) ? [] : fact.value));
  return (
    <div ref={own} className="grid gap-3">
      <h2 className="font-semibold text-14 max-lg:hidden">{texts.title}</h2>
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
