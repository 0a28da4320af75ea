import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { flushSync } from "react-dom";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Icon } from "@/components/ui/icon";
import { COMMON_SERVICES } from "@/lib/hosts/network/inside-port";
import type { PortList } from "@/lib/hosts/network/network-view";
import { useHostOperation } from "../operate/use-host-operation";
import { FormProblem } from "./form-problem";
import { PortField } from "./port-field";
import { useBlockedWhy } from "./use-blocked-why";
import { useListWhy } from "./used-of";

export function AddPortForm({ list }: { list: PortList }) {
  const t = useTranslations("network.ports");
  const operation = useHostOperation();
  const { form, result } = operation;
  const [port, setPort] = useState("");
  const why = useBlockedWhy(operation, "add-port", useListWhy(list));
  useEffect(() => {
    if (result?.ok) {
      setPort("");
    }
  }, [result]);
  return (
    <AnswerForm {...form("add-port")} className="map-form mt-3 border-line border-t pt-4">
      <Services
        label={t("services")}
        chosen={port}
        mapped={list.rows?.map(({ insidePort }) => insidePort) ?? []}
        choose={(chosen, own) => {
          flushSync(() => setPort(chosen));
          if (!why.off) {
            own?.requestSubmit();
          }
        }}
      />
      <PortField label={t("inside")} value={port} onChange={setPort} placeholder={t("range")} />
      <SubmitKey icon="plus" aria-disabled={why.off || undefined} aria-describedby={why.id}>
        {t("add")}
      </SubmitKey>
      {why.line}
      <FormProblem result={result} />
    </AnswerForm>
  );
}

interface ServicesProps {
  label: string;
  chosen: string;
  /** Inside ports that one can reach already. */
  mapped: readonly (number | null)[];
  choose: (port: string, form: HTMLFormElement | null) => void;
}

/** One press adds the port; where none can be added now, it fills the number in. */
function Services({ label, chosen, mapped, choose }: ServicesProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div className="field map-services" role="group" aria-labelledby={id}>
      <span id={id} className="font-strong">
        {label}
      </span>
      <div className="flex flex-wrap gap-1.5">
        {COMMON_SERVICES.map(({ name, port }) => (
          <button
            key={name}
            type="button"
            className="key chip"
            aria-pressed={chosen === String(port)}
            onClick={({ currentTarget }) => choose(String(port), currentTarget.form)}
          >
            {mapped.includes(port) ? <Icon name="check" small /> : null}
            {name} <span className="mono">{port}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
