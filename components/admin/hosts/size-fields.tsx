import { useFormatter, useTranslations } from "next-intl";
import { Fragment } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import type { CodeBox } from "@/lib/fleet/hosts/host-form";
import {
  type HostFieldName,
  hostField,
  type LimitName,
  PLAN_FIELDS,
  type PlanField,
  RARE_FIELDS,
} from "@/lib/rstack/host-fields";
import { MemoryField } from "./memory-field";
import { NumberField } from "./number-field";

export type SizeValues<Name extends HostFieldName> = { [N in Name | "memoryMinMb"]?: number | null };

interface SizeFieldsProps<Name extends HostFieldName> {
  names: readonly Name[];
  /** Null or absent: empty. */
  values: SizeValues<Name>;
  /** How memory is given is asked for, too. */
  memory?: boolean;
  hints?: { [N in Name]?: string };
}

/** Numbers of a host, each by its line in `HOST_FIELDS`: with its unit, its box for a code, and its gigabytes. */
export function SizeFields<Name extends HostFieldName>({
  names,
  values,
  memory,
  hints,
}: SizeFieldsProps<Name>) {
  const f = useTranslations("fleet-hosts.form");
  const label = useFieldLabel();
  return names.map((name) => {
    const { unit, code, usual } = hostField(name);
    const field = {
      ...{ name, unit, label: label(name), value: values[name] },
      hint: usual === undefined ? hints?.[name] : f("usual", { value: usual }),
    };
    if (name === "memoryMinMb") {
      return null;
    }
    if (name === "memoryMb") {
      return (
        <Fragment key={name}>
          <MemoryField {...field} is={"= # GB"} />
          {memory ? <LeastMemory of={field.value} least={values.memoryMinMb} /> : null}
        </Fragment>
      );
    }
    return code === undefined ? (
      <NumberField key={name} {...field} />
    ) : (
      // While its box is ticked, there is no number to type.
      <div key={name} className="group/limit">
        <NumberField {...field} value={field.value === code ? null : field.value} />
        <CheckField
          name={`${name as LimitName}-coded` satisfies CodeBox}
          label={f(code === -1 ? "ofGroup" : "unlimited")}
          defaultChecked={field.value === code}
        />
      </div>
    );
  });
}

const START = Object.fromEntries(PLAN_FIELDS.map((name) => [name, hostField(name).start]));

/** What a plan has; without `values` those that a new one, and a host without one, begins with. */
export function PlanFields({
  values = START,
  memory,
}: Partial<Pick<SizeFieldsProps<PlanField>, "values" | "memory">>) {
  const f = useTranslations("fleet-hosts.form");
  const hints = { systemDiskGb: f("systemDiskHint"), dataDiskGb: f("dataDiskHint") };
  return (
    <FieldGrid dense>
      <SizeFields names={PLAN_FIELDS} {...{ values, memory, hints }} />
    </FieldGrid>
  );
}

/** What hardly anybody changes: RStack's usual values where it is left empty. */
export function RareFields({ values }: { values: SizeValues<(typeof RARE_FIELDS)[number]> }) {
  return (
    <Disclosure title={useTranslations("fleet-hosts.form")("more")}>
      <FieldGrid dense>
        <SizeFields names={RARE_FIELDS} values={values} />
      </FieldGrid>
    </Disclosure>
  );
}

/** Static or dynamic; the least counts only where it is dynamic. */
function LeastMemory({ of, least }: { of?: number | null; least?: number | null }) {
  const f = useTranslations("fleet-hosts.form");
  const isDynamic = !!least && least < (of ?? 0);
  return (
    <>
      <div className="peer">
        <SelectField
          name="memory"
          label={f("memory")}
          value={isDynamic ? "dynamic" : "static"}
          options={[
            ["static", f("memoryStatic")],
            ["dynamic", f("memoryDynamic")],
          ]}
        />
      </div>
      <div className="peer-has-[[value=static]:checked]:hidden">
        <NumberField name="memoryMinMb" label={f("memoryMinMb")} value={isDynamic ? least : null} unit="MB" />
      </div>
    </>
  );
}

/** Some stand in other places of the panel under the same words. */
const WORDS = {
  systemDiskGb: "systemDisk",
  dataDiskGb: "dataDisk",
  portMbit: "portSpeed",
} as const;

/** What a field is called. */
export function useFieldLabel(): (name: HostFieldName) => string {
  const w = useTranslations("words");
  const f = useTranslations("fleet-hosts.form");
  return (name) => {
    switch (name) {
      case "systemDiskGb":
      case "dataDiskGb":
      case "portMbit":
        return w(WORDS[name]);
      default:
        return f(name);
    }
  };
}

/** A number of RStack's as people read it: a code is the word that its box has. Null where RStack doesn't tell. */
export function useFigure() {
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  return (name: HostFieldName, value: number | null | undefined): string | null => {
    const { code, unit } = hostField(name);
    if (value === null || value === undefined) {
      return null;
    }
    return value === code
      ? f(code === -1 ? "ofGroup" : "unlimited")
      : [format.number(value), unit].filter(Boolean).join(" ");
  };
}
