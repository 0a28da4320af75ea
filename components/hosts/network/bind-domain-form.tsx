import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { SubmitKey } from "@/components/ui/submit-key";
import { TextField } from "@/components/ui/text-field";
import type { DomainList } from "@/lib/hosts/network/network-view";
import { HostFields } from "../host-fields";
import { type HostFormAction, useHostOperation } from "../operate/use-host-operation";
import { FormProblem } from "./form-problem";
import { PortField } from "./port-field";
import { useBlockedWhy } from "./use-blocked-why";
import { useFieldFault } from "./use-field-fault";
import { useQuotaWhy } from "./used-of";

const USUAL_PORT = "80";

export function BindDomainForm({ list, action }: { list: DomainList; action: HostFormAction }) {
  const t = useTranslations("network.domains");
  const range = useTranslations("network.ports")("range");
  const operation = useHostOperation(action);
  const { host, submit, result } = operation;
  const [domain, setDomain] = useState("");
  const [port, setPort] = useState(USUAL_PORT);
  const why = useBlockedWhy(operation, "bind-domain", useQuotaWhy(list.quota, list.rows?.length ?? null));
  const fault = useFieldFault(result);
  useEffect(() => {
    if (result?.ok) {
      setDomain("");
      setPort(USUAL_PORT);
    }
  }, [result]);
  return (
    <form action={submit} className="well map-form domain-form" noValidate>
      <HostFields vmId={host.id} kind="bind-domain" result={result} />
      <TextField
        label={t("domain")}
        name="domain"
        value={domain}
        onChange={(event) => setDomain(event.target.value)}
        placeholder={t("example")}
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={1024}
        error={fault("domain")}
        hint={t("bindHint")}
      />
      <PortField
        label={t("inside")}
        value={port}
        onChange={setPort}
        placeholder={range}
        error={fault("port")}
      />
      <SubmitKey icon="plus" aria-disabled={why.off || undefined} aria-describedby={why.id}>
        {t("bind")}
      </SubmitKey>
      {why.line}
      <FormProblem result={result} />
    </form>
  );
}
