"use client";

import { useTranslations } from "next-intl";
import { Suspense, useState } from "react";
import { useViewAs } from "@/components/admin/customers/view-as-rows";
import type { Deed as DeedPart, SentKind } from "@/components/find/deed";
import { consoleBlock, OPEN_CONSOLE } from "@/components/hosts/console/console-block";
import { openConsoleWindow } from "@/components/hosts/console/opener";
import { useToldHost } from "@/components/hosts/live/use-host-data";
import { useOffered } from "@/components/hosts/offered";
import { EVERYDAY_KINDS, POWER_LOOKS } from "@/components/hosts/power/power-looks";
import { late } from "@/components/ui/late";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import type { HostView } from "@/lib/hosts/host-view";
import { targetOf, useFleetRow } from "../fleet-picking";
import { changesHost, ROW_DEEDS } from "./status-deeds";

/** Its script comes with the first command. */
const Deed = late<Parameters<typeof DeedPart>[0]>(async () => (await import("@/components/find/deed")).Deed);

/** Daily actions on a host, in its row; only those that its state offers. */
export function FleetRowMenu({ id, name }: { id: string; name: string }) {
  const t = useTranslations("words");
  const [deed, setDeed] = useState<{ host: HostView; kind: SentKind } | null>(null);
  return (
    <>
      <Menu label={t("actionsFor", { name })} late>
        <RowItems id={id} send={(host, kind) => setDeed({ host, kind })} />
      </Menu>
      {deed ? (
        <Suspense>
          {/* What comes of it its row tells. */}
          <Deed {...deed} onLeave={() => {}} onEnd={() => setDeed(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

function RowItems({ id, send }: { id: string; send: (host: HostView, kind: SentKind) => void }) {
  const t = useTranslations();
  const viewAs = useViewAs();
  const told = useToldHost(id);
  const known = useFleetRow(id);
  const { consoles } = useOffered();
  if (!known) {
    return null;
  }
  const { row, mayChange, ask } = known;
  const target = targetOf(row, told);
  const { owner } = row;
  const busy = target.operation ? t("operations.reason.operation-in-progress") : null;
  const power = mayChange && told ? EVERYDAY_KINDS.filter((kind) => told.possible[kind] === null) : [];
  const hasConsole = mayChange && consoles && consoleBlock({ state: target.state ?? "unknown" }) === null;
  return (
    <>
      {hasConsole ? (
        <MenuItem
          icon="console"
          onSelect={() => openConsoleWindow(id) || window.location.assign(`/hosts/${id}/console/window`)}
        >
          {t(`operations.kind.${OPEN_CONSOLE}`)}
        </MenuItem>
      ) : null}
      {told
        ? power.map((kind) => (
            <MenuItem key={kind} icon={POWER_LOOKS[kind].icon} onSelect={() => send(told, kind)}>
              {t(`operations.kind.${kind}`)}
            </MenuItem>
          ))
        : null}
      {owner === null ? null : (
        <MenuItem icon="person" onSelect={() => viewAs({ userId: owner, vmId: id, name: row.ownerName })}>
          {t("view-as.open")}
        </MenuItem>
      )}
      {mayChange ? (
        <>
          <hr />
          {ROW_DEEDS.filter(({ kind }) => changesHost(kind, target.state)).map(({ kind, icon }) => (
            <MenuItem key={kind} icon={icon} blocked={busy} onSelect={() => ask(kind, target)}>
              {t(`operations.kind.${kind}`)}
            </MenuItem>
          ))}
        </>
      ) : null}
    </>
  );
}
