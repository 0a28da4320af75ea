import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Fact } from "@/components/admin/fact-card";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { LIMIT_CODES, type LimitName } from "@/lib/provider/plan";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { HostForm, type HostFormProps } from "./host-form";
import "@/components/admin/edit-values.css";

export interface LimitsFormsProps extends HostFormProps {
  settings: HostSettings;
  /** Whoever looks: their own; null for the browser's. */
  zone: string | null;
  editHost: FormAction;
  extendTraffic: FormAction;
}

export type PartProps = Omit<LimitsFormsProps, "extendTraffic">;

export type MaybeFact = Fact | false | null | undefined | "" | 0;

export interface PartFormProps extends Omit<PartProps, "settings" | "zone"> {
  /** Of the texts, and of the form's own first key. */
  part: "traffic" | "quotas" | "reinstall" | "forStaff";
  question?: Parameters<typeof HostForm>[0]["question"];
  children: ReactNode;
}

/** Behind a key, a form that sends its own part. */
export function PartForm({ part, editHost, seed, children, ...form }: PartFormProps) {
  const e = useTranslations("fleet-hosts.edit");
  return (
    <Disclosure title={e(`change.${part}`)} asKey={{ variant: "key", icon: "pencil" }}>
      <HostForm {...form} page="limits" seed={`${seed}-${part}`} action={editHost} submit={e(`keep.${part}`)}>
        {children}
        {part === "forStaff" ? null : <p className="text-ink-2 text-sm">{e("emptyKept")}</p>}
      </HostForm>
    </Disclosure>
  );
}

export const factsOf = (facts: MaybeFact[]) => facts.filter((fact): fact is Fact => Boolean(fact));

/** A number as people read it: a code of RStack's is the word that its box has. */
export function useTold() {
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  return (
    name: LimitName | "portMbit" | "portQuota" | "domainQuota" | "reinstallsUsed",
    value: number | null | undefined,
    unit?: string,
  ): MaybeFact => {
    const code = name in LIMIT_CODES ? LIMIT_CODES[name as LimitName] : null;
    const word = code === -1 ? "ofGroup" : "unlimited";
    return value === null || value === undefined
      ? null
      : {
          name: f(name),
          value: value === code ? f(word) : [format.number(value), unit].filter(Boolean).join(" "),
        };
  };
}
