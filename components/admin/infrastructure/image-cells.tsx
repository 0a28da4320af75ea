import { useTranslations } from "next-intl";
import { SystemMark } from "@/components/hosts/system-mark";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { DiscHost, ImageUse } from "@/lib/fleet/infrastructure/image-use";
import { withSearch } from "@/lib/fleet/search-params";
import { systemOf } from "@/lib/hosts/system-name";
import type { Image } from "@/lib/rstack/master-client";
import { HostLink } from "../host-link";

const collator = new Intl.Collator("en", { numeric: true });
const titleOf = ({ id, name, fileName }: Image): string => name ?? fileName ?? id;

export const sortedImages = (images: readonly Image[]): Image[] =>
  images.toSorted((a, b) => collator.compare(titleOf(a), titleOf(b)));

interface ImageNameProps {
  image: Image;
  /** What a disc is for isn't always the family it is listed under. */
  isDisc: boolean;
  /** Customers can start a host from it. */
  rescue?: boolean;
}

/** An image by its name, with its file and its number. */
export function ImageName({ image, isDisc, rescue }: ImageNameProps) {
  const t = useTranslations("infrastructure");
  const w = useTranslations("words");
  const { id, name, fileName, osFamily } = image;
  const { family } = systemOf(name ?? fileName, isDisc ? null : osFamily);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <span className="grid w-4 shrink-0 place-items-center max-md:absolute max-md:inset-y-0 max-md:left-4">
        {/* A ring would be a host that is off. */}
        {family === "unknown" ? <Icon name="disc" small /> : <SystemMark family={family} />}
      </span>
      <span className="truncate">
        <span className="font-medium">{titleOf(image)}</span>
        <span className="ml-2 text-12 text-ink-3">
          {name && fileName ? `${fileName} · ` : null}
          ID {id}
        </span>
        {rescue ? (
          <span className="ml-2 text-12 text-ink-3">
            {t("images.rescue")} · <Link href="/admin/settings#rescue">{w("change")}</Link>
          </span>
        ) : null}
      </span>
    </span>
  );
}

/** How many hosts have it. */
export const HostsOf = ({ image, count }: { image: string; count: number }) =>
  count === 0 ? (
    <span className="text-ink-3">0</span>
  ) : (
    <Link href={withSearch("/admin/hosts", { image })} className="no-underline hover:underline">
      {count}
    </Link>
  );

/** On which nodes those are. */
export const NodesOf = ({ image, nodes }: { image: string; nodes: ImageUse["nodes"] }) =>
  nodes.map(({ id, name, hosts }, at) => (
    <span key={id}>
      {at > 0 ? ", " : null}
      <Link
        href={withSearch("/admin/hosts", { image, node: id })}
        className="text-ink no-underline hover:underline"
      >
        {name}
      </Link>
      {hosts > 1 ? <span className="text-ink-3"> ×{hosts}</span> : null}
    </span>
  ));

const MOST_NAMED = 4;

/** The hosts that have it in their drive. */
export function Drives({ hosts }: { hosts: DiscHost[] }) {
  const t = useTranslations("infrastructure.images");
  return hosts.length === 0 ? (
    <span className="text-ink-3">{t("unmounted")}</span>
  ) : (
    <>
      {hosts.slice(0, MOST_NAMED).map(({ vmId, name }, at) => (
        <span key={vmId}>
          {at > 0 ? ", " : null}
          <HostLink vmId={vmId} name={name} />
        </span>
      ))}
      {hosts.length > MOST_NAMED ? (
        <span className="text-ink-3"> {t("more", { count: hosts.length - MOST_NAMED })}</span>
      ) : null}
    </>
  );
}
