import { useTranslations } from "next-intl";
import { signOfHost } from "@/components/hosts/host-look";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/page/facts";
import { HostHeader } from "@/components/ui/page/header";
import { Badge, State } from "@/components/ui/state";
import type { NodeHost, NodeView } from "@/lib/fleet/infrastructure/nodes";
import { NodeCores, RoomOf } from "./capacity";

interface NodeHeadProps {
  id: string;
  /** Null while RStack doesn't list it. */
  node: NodeView | null;
  name: string | null;
  /** Whoever looks may create hosts. */
  creates: boolean;
}

/** What it is and whether it takes hosts; then what is free on it. */
export function NodeHead({ id, node, name, creates }: NodeHeadProps) {
  const w = useTranslations("words");
  const t = useTranslations("infrastructure");
  const fleetHosts = useTranslations("fleet-hosts");
  const isOff = node?.maintenance === true;
  return (
    <>
      <HostHeader
        name={node?.name ?? name ?? id}
        badge={
          node ? (
            <Badge sign={isOff ? "attention" : "running"}>
              {isOff ? w("maintenanceNow") : t("state.normal")}
            </Badge>
          ) : null
        }
        facts={[
          node?.areaName,
          `ID ${id}`,
          node?.ip,
          node?.publicIp && `${w("publicAddress")} ${node.publicIp}`,
          node?.remark,
        ]}
        actions={
          <>
            {creates && node && !isOff ? (
              <ButtonLink href={`/admin/hosts/new?place=node:${id}`} icon="plus">
                {t("node.create")}
              </ButtonLink>
            ) : null}
            <ButtonLink href={`/admin/infrastructure/pools?node=${id}`} variant="ghost">
              {t("node.pools")}
            </ButtonLink>
            <ButtonLink href={`/admin/hosts?node=${id}`} variant="ghost">
              {t("node.all")}
            </ButtonLink>
          </>
        }
        above={{ href: "/admin/infrastructure", title: w("infrastructure") }}
      />
      {node ? (
        <Card>
          <DescriptionList
            columns
            facts={[
              [w("memory"), <RoomOf key="memory" node={node} what="memory" />],
              [w("disk"), <RoomOf key="disk" node={node} what="disk" />],
              [fleetHosts("form.cpuCores"), <NodeCores key="cores" node={node} />],
            ]}
          />
        </Card>
      ) : null}
    </>
  );
}

/** A host's state as it was last seen, in a row. */
export function StateOf({ state, isUnread }: Pick<NodeHost, "state" | "isUnread">) {
  const t = useTranslations();
  return (
    <State sign={signOfHost(state, null)}>
      <span data-state={state}>
        {isUnread && state === "unknown" ? t("hosts.notChecked") : t(`host.state.${state}`)}
      </span>
    </State>
  );
}
