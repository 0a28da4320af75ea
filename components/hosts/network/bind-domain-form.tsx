import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { type DomainList, type TxtRecord, txtLine } from "@/lib/hosts/network/network-view";
import { useHostOperation } from "../operate/use-host-operation";
import { FormProblem } from "./form-problem";
import { PortField } from "./port-field";
import { useBlockedWhy } from "./use-blocked-why";
import { useListWhy } from "./used-of";

const USUAL_PORT = "80";

export function BindDomainForm({ list }: { list: DomainList }) {
  const t = useTranslations("network.domains");
  const range = useTranslations("network.ports")("range");
  const operation = useHostOperation();
  const { form, result } = operation;
  const [domain, setDomain] = useState("");
  const [port, setPort] = useState(USUAL_PORT);
  const why = useBlockedWhy(operation, "bind-domain", useListWhy(list));
  useEffect(() => {
    if (result?.ok) {
      setDomain("");
      setPort(USUAL_PORT);
    }
  }, [result]);
  return (
    <AnswerForm {...form("bind-domain")} className="map-form mt-3 border-line border-t pt-4 domain-form">
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
        hint={t("bindHint")}
      />
      <PortField label={t("inside")} value={port} onChange={setPort} placeholder={range} />
      <SubmitKey icon="plus" aria-disabled={why.off || undefined} aria-describedby={why.id}>
        {t("bind")}
      </SubmitKey>
      {why.line}
      <FormProblem result={result} />
      {result && !result.ok && result.txtRecord ? (
        <DomainProof domain={domain.trim()} record={result.txtRecord} />
      ) : null}
    </AnswerForm>
  );
}

/** The record that proves a name, whole, in the order in which a zone's editor asks for it. */
function DomainProof({ domain, record }: { domain: string; record: TxtRecord }) {
  const t = useTranslations("network");
  return (
    <section className="map-record mt-3" aria-label={t("domains.proofLabel", { domain })}>
      <p role="status">{t("domains.proof", { domain })}</p>
      <div className="well dns">
        <dl>
          <div>
            <dt>{t("domains.recordType")}</dt>
            <dd>TXT</dd>
          </div>
          <div>
            <dt>{t("domains.recordName")}</dt>
            <dd>{record.name}</dd>
          </div>
          <div>
            <dt>{t("domains.recordValue")}</dt>
            <dd>{record.value}</dd>
          </div>
        </dl>
        <CopyButton value={txtLine(record)} label={t("domains.copyProof")} copied={t("copied")} />
      </div>
    </section>
  );
}
