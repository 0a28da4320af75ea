"use client";

import { useTranslations } from "next-intl";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Address } from "@/components/ui/well";
import type { ListProblem } from "@/lib/hosts/list-problem";
import type { NetworkView } from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import { LookAgain } from "../list-fault";
import { useHostOperation } from "../operate/use-host-operation";
import { DomainsCard } from "./domains-card";
import { FormProblem } from "./form-problem";
import { PortsCard } from "./ports-card";
import { useBlockedWhy } from "./use-blocked-why";

interface NetworkPageProps {
  view: NetworkView;
}

/** Behind a shared address ports and domains are what one works with; else the addresses are. */
export function NetworkPage({ view }: NetworkPageProps) {
  const { reach, ports, domains, addresses, addressProblem } = view;
  const addressesCard = <AddressesCard view={view} />;
  const reapply = <ReapplyCard />;
  return reach === "shared" ? (
    <div className="host-body">
      <LookAgain problems={[ports.problem, domains.problem]} />
      <div>
        <PortsCard list={ports} />
        <DomainsCard list={domains} />
      </div>
      <div>
        {addressesCard}
        {reapply}
      </div>
    </div>
  ) : (
    <div className="host-body">
      <div>
        {addressesCard}
        <NotShared
          text={reach !== "own" ? "unknown" : addresses.length > 0 || addressProblem ? "text" : "textNone"}
          problem={view.reachProblem}
        />
      </div>
      <div>{reapply}</div>
    </div>
  );
}

interface NotSharedProps {
  text: "text" | "textNone" | "unknown";
  problem: ListProblem | null;
}

function NotShared({ text, problem }: NotSharedProps) {
  const t = useTranslations("network.notShared");
  return (
    <Card title={t("title")}>
      <p className="max-w-[62ch] text-ink-2">
        {problem?.kind === "unreadable" ? t("unreadable", { what: problem.what }) : t(text)}
      </p>
    </Card>
  );
}

/** Every address, each with what a person who sets up a network by hand asks for beside it. */
function AddressesCard({ view: { addresses, addressProblem: problem, mac } }: NetworkPageProps) {
  const t = useTranslations("network");
  return (
    <Card title={t("addresses.title")}>
      {problem ? (
        <p className="mb-3 text-ink-2">
          {problem.kind === "unreadable"
            ? t("addresses.unreadable", { what: problem.what })
            : t("addresses.notTold")}
        </p>
      ) : addresses.length === 0 ? (
        <p className="mb-3 text-ink-2">{t("addresses.none")}</p>
      ) : null}
      <dl className="address-list">
        {addresses.map(({ address, kind, gateway, netmask }) => (
          <div key={address}>
            <dt>{t(`addresses.kind.${kind}`)}</dt>
            <dd>
              <Address value={address} copyLabel={t("addresses.copy")} copied={t("copied")} />
              {gateway || netmask ? (
                <small className="block">
                  {[
                    netmask ? `${t("addresses.netmask")} ${netmask}` : null,
                    gateway ? `${t("addresses.gateway")} ${gateway}` : null,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              ) : null}
            </dd>
          </div>
        ))}
        {mac ? (
          <div>
            <dt>{t("addresses.mac")}</dt>
            <dd>
              <Address value={mac} copyLabel={t("addresses.copyMac")} copied={t("copied")} />
            </dd>
          </div>
        ) : null}
      </dl>
    </Card>
  );
}

function ReapplyCard() {
  const t = useTranslations("network.reapply");
  const operation = useHostOperation();
  const why = useBlockedWhy(operation, "reapply-addresses");
  return (
    <Card title={t("title")}>
      <p className="mb-3 max-w-[62ch] text-sm text-ink-2">{t("text")}</p>
      <AnswerForm {...operation.form("reapply-addresses")}>
        <SubmitKey aria-disabled={why.off || undefined} aria-describedby={why.id}>
          {t("key")}
        </SubmitKey>
        {why.line}
        <FormProblem result={operation.result} />
      </AnswerForm>
    </Card>
  );
}
