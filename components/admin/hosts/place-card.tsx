import { useFormatter, useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list-table";
import { NoticeLine } from "@/components/ui/notice-line";
import { placeText } from "@/lib/fleet/hosts/place";
import type { PlaceOffer } from "@/lib/fleet/hosts/place-offer";
import { RefreshWhile } from "../refresh-while";
import { PlacePicker } from "./place-picker";

interface PlaceCardProps {
  offer: PlaceOffer;
  chosen: NonNullable<PlaceOffer["chosen"]>;
  owner: string;
}

/** Where the host goes, and what there is room for. */
export function PlaceCard({ offer, chosen, owner }: PlaceCardProps) {
  const t = useTranslations("fleet-hosts.place");
  const areaName = new Map(offer.areas.map(({ id, name }) => [id, name ?? id]));
  const groups = [
    {
      label: t("areas"),
      options: offer.areas.map(({ id, name }) => ({
        value: placeText({ areaId: id }),
        text: name ?? id,
        disabled: false,
      })),
    },
    {
      label: t("nodes"),
      options: offer.nodes.map(({ id, name, areaId, isInMaintenance }) => ({
        value: placeText({ nodeId: id }),
        text: [name ?? id, areaId && areaName.get(areaId), isInMaintenance ? t("maintenance") : null]
          .filter(Boolean)
          .join(" · "),
        disabled: isInMaintenance === true,
      })),
    },
  ];
  const shut = chosen.nodes.some(({ isInMaintenance }) => isInMaintenance === true);
  return (
    <section className="card">
      <h2 className="mb-3">{t("title")}</h2>
      <PlacePicker
        label={t("label")}
        show={t("show")}
        value={placeText(chosen.place)}
        groups={groups}
        owner={owner}
      />
      {shut ? (
        <NoticeLine tone="alert" role="status" className="mt-3">
          {t("shut")}
        </NoticeLine>
      ) : null}
      {"areaId" in chosen.place ? <p className="mt-3 text-ink-2">{t("inTurn")}</p> : null}
      <Room nodes={chosen.nodes} />
      {chosen.unread > 0 ? (
        <NoticeLine tone="busy" role="status" className="mt-3">
          {t("unread", { read: chosen.nodes.length - chosen.unread, nodes: chosen.nodes.length })}
          <RefreshWhile />
        </NoticeLine>
      ) : null}
      {chosen.silent > 0 ? (
        <NoticeLine tone="alert" role="status" className="mt-3">
          {t("silent", { nodes: chosen.silent })}
        </NoticeLine>
      ) : null}
    </section>
  );
}

function Room({ nodes }: { nodes: PlaceCardProps["chosen"]["nodes"] }) {
  const t = useTranslations("fleet-hosts.place");
  const format = useFormatter();
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? t("untold") : format.number(value);
  const cores = (node: (typeof nodes)[number]) => node.freeCpuCores ?? node.maxCpuCores;
  return (
    <div className="mt-5">
      <ListTable
        label={t("room")}
        columns={[t("node"), t("cores"), t("memory"), t("disk"), t("ipv4"), t("private"), t("ipv6")]}
        rows={nodes.map((node) => ({
          key: node.id,
          cells: [
            node.name ?? node.id,
            number(cores(node)),
            number(node.freeMemoryMb === null ? null : Math.round(node.freeMemoryMb / 1024)),
            number(node.freeDiskGb),
            number(node.free?.ipv4),
            number(node.free?.privateIpv4),
            number(node.free?.ipv6),
          ],
        }))}
      />
    </div>
  );
}
