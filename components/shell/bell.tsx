import { useTranslations } from "next-intl";
import { BellCount } from "./bell-count";
import { PlaceIcon } from "./place-icon";

/** How much there is to be told; leads to all of it. */
export function Bell({ unread }: { unread: number }) {
  const t = useTranslations("shell");
  return (
    <BellCount unread={unread} names={{ none: t("notifications"), some: t("unread", { count: "#" }) }}>
      <PlaceIcon name="bell" />
    </BellCount>
  );
}
