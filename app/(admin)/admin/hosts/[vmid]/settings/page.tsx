import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { Addresses } from "@/components/admin/hosts/edit/addresses";
import { Hardware } from "@/components/admin/hosts/edit/hardware";
import { Limits, Record } from "@/components/admin/hosts/edit/limits";
import { SettingsColumns } from "@/components/admin/settings-group";
import { NoticeLine } from "@/components/ui/notice-line";
import { requireAdmin } from "@/lib/accounts/sessions/current-viewer";
import { readAddressOffer, readSettings, readUse } from "@/lib/fleet/hosts/host-page";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import { namesToAllow } from "@/lib/hosts/network/domain-claims";
import { HostFaults } from "../../host-faults";
import { addAddresses, allowDomain, editHost, extendTraffic, resizeHost, setAddresses } from "../actions";
import { staffHostPage, staffHostTitle } from "../staff-host-page";

export const generateMetadata = staffHostTitle("settings");

/** What an admin changes about a host: 404 for all others. */
export default staffHostPage(async ({ viewer, owned }) => {
  const t = await getTranslations("fleet-hosts");
  const [told, offer, use, domains] = await Promise.all([
    readSettings(owned),
    readAddressOffer(owned),
    readUse(owned),
    namesToAllow(owned.tenancyId),
  ]);
  const settings = told.ok ? told.value : null;
  if (!settings) {
    return (
      <NoticeLine tone="busy" role="status">
        {told.ok ? t("edit.notListed") : t("unread")}
      </NoticeLine>
    );
  }
  const { row } = owned;
  const form = { vmId: owned.vmId, seed: randomUUID() };
  return (
    <HostFaults>
      <SettingsColumns>
        {[
          <>
            <Hardware
              {...{ ...form, settings, resizeHost }}
              isOff={stateOfRow(row) === "off"}
              systemDiskGb={row.systemDiskGb}
            />
            <Addresses
              {...{ ...form, offer, domains }}
              record={row}
              row={settings.row}
              actions={{ addAddresses, setAddresses, allowDomain }}
            />
          </>,
          <>
            <Limits
              {...{ ...form, settings, use }}
              zone={viewer.timeZone}
              actions={{ editHost, extendTraffic }}
            />
            <Record {...{ ...form, settings, editHost }} />
          </>,
        ]}
      </SettingsColumns>
    </HostFaults>
  );
}, requireAdmin);
